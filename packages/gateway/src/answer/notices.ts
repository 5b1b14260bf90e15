/** Which notifications of a server reach an agent: those that MCP has, about what the grant may know of. */
import { isJsonObject, readJson } from "@turnpike/json";
import { filters, readable } from "@turnpike/policy";
import type { LiveGrant } from "../live-grants.js";
import { methodEntry } from "../methods.js";
import type { Session } from "../sessions.js";
import type { Gateway } from "../stages.js";
import { namesHidden } from "./hidden.js";
import { knowsTask } from "./visible.js";

/** Longer log messages hold data, in which a name means little. */
const MOST_LOOKED_AT = 64 * 1024;

/** Whether the notification passes; the text is one JSON-RPC message. */
export function passesNotice(
  method: string,
  text: string,
  grant: LiveGrant,
  session: Session | undefined,
  { tasks, pages }: Pick<Gateway, "tasks" | "pages">,
): boolean {
  const entry = methodEntry(method);
  if (entry === undefined || entry.direction === "to_server") {
    return false;
  }
  if (method === "notifications/resources/updated") {
    const uri = paramsOf(text)?.uri;
    return typeof uri === "string" && readable(grant.compiled, "resource", uri);
  }
  if (method === "notifications/tasks" || method === "notifications/tasks/status") {
    const taskId = paramsOf(text)?.taskId;
    return typeof taskId === "string" && knowsTask(grant, taskId, tasks);
  }
  if (method === "notifications/message" || method === "notifications/progress") {
    return text.length > MOST_LOOKED_AT || !filters(grant.compiled) || !namesHidden(saidIn(text), grant, pages);
  }
  if (method === "notifications/cancelled") {
    const id = paramsOf(text)?.requestId;
    if (typeof id === "string" || typeof id === "number") {
      session?.asked.delete(id);
    }
  }
  return true;
}

/** What a log message or a progress notice says, without the words of the protocol. */
function saidIn(text: string): string {
  const { logger, data, message } = paramsOf(text) ?? {};
  return [logger, data, message]
    .map((each) => (typeof each === "string" ? each : JSON.stringify(each ?? "")))
    .join(" ");
}

function paramsOf(text: string) {
  const read = readJson(text);
  const params = read.ok && isJsonObject(read.value) ? read.value.params : undefined;
  return isJsonObject(params) ? params : undefined;
}
