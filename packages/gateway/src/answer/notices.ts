/** Which notifications of a server reach an agent: those that MCP has, about what the grant may know of. */
import { isJsonObject, readJson } from "@turnpike/json";
import { readable } from "@turnpike/policy";
import type { LiveGrant } from "../live-grants.js";
import { methodEntry } from "../methods.js";
import type { Session } from "../sessions.js";
import type { Tasks } from "../tasks.js";
import { knowsTask } from "./visible.js";

/** Whether the notification passes; the text is one JSON-RPC message. */
export function passesNotice(
  method: string,
  text: string,
  grant: LiveGrant,
  session: Session | undefined,
  tasks: Tasks,
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
  if (method === "notifications/cancelled") {
    const id = paramsOf(text)?.requestId;
    if (typeof id === "string" || typeof id === "number") {
      session?.asked.delete(id);
    }
  }
  return true;
}

function paramsOf(text: string) {
  const read = readJson(text);
  const params = read.ok && isJsonObject(read.value) ? read.value.params : undefined;
  return isJsonObject(params) ? params : undefined;
}
