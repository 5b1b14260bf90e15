/** Which notifications of a server reach an agent: those that MCP has, about what the grant may know of. */
import { isJsonObject, readJson } from "@turnpike/json";
import { readable } from "@turnpike/policy";
import { methodEntry } from "../methods.js";
import type { Session } from "../sessions.js";
import type { Reserved } from "../stages.js";

/** Whether the notification passes; the text is one JSON-RPC message. */
export function passesNotice(method: string, text: string, reserved: Reserved, session: Session | undefined): boolean {
  const entry = methodEntry(method);
  if (entry === undefined || entry.direction === "to_server" || entry.unserved !== undefined) {
    return false;
  }
  if (method === "notifications/resources/updated") {
    const uri = paramsOf(text)?.uri;
    return typeof uri === "string" && readable(reserved.grant.compiled, "resource", uri);
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
