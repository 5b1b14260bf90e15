/** What a grant may see of a server's lists and tasks at this moment. */
import { listed, readable } from "@turnpike/policy";
import type { LiveGrant } from "../live-grants.js";
import type { Sees } from "../shown-lists.js";
import type { Gateway } from "../stages.js";
import type { Tasks } from "../tasks.js";

/** What this grant sees in lists. */
export function seesIn(grant: LiveGrant, { tasks }: Pick<Gateway, "tasks">): Sees {
  return (kind, name) => (kind === "task" ? knowsTask(grant, name, tasks) : listed(grant.compiled, kind, name));
}

/** Whether a task is one of this grant's, of a tool that it still may know and call. */
export function knowsTask(grant: LiveGrant, taskId: string, tasks: Tasks): boolean {
  const tool = tasks.toolOf(grant, taskId, Date.now());
  return tool !== undefined && readable(grant.compiled, "tool", tool);
}
