/** The answer to `initialize` opens a session of our own over the upstream's. */
import { isJsonObject, readJson } from "@turnpike/json";
import type { IncomingHeaders } from "../incoming.js";
import type { Session } from "../sessions.js";
import type { Gateway, Reserved } from "../stages.js";
import { declaredChanges } from "./list-changes.js";

/** Opens the agent's session when the upstream opened one; the headers that tell the agent. */
export function openSession(
  reserved: Reserved,
  incoming: IncomingHeaders,
  gateway: Gateway,
): { session: Session | undefined; headers: Record<string, string> } {
  const upstreamId = incoming["mcp-session-id"];
  if (reserved.message.method !== "initialize" || typeof upstreamId !== "string") {
    return { session: undefined, headers: {} };
  }
  const session = gateway.sessions.open(reserved.grant, upstreamId, Date.now());
  return { session, headers: { "mcp-session-id": session.id } };
}

/** Keeps the revision that the server agreed to, which later messages are held to, and what changes it will tell of. */
export function noteAgreement(session: Session, text: string): void {
  const read = readJson(text);
  const result = read.ok && isJsonObject(read.value) ? read.value.result : undefined;
  if (isJsonObject(result) && typeof result.protocolVersion === "string") {
    session.protocolVersion = result.protocolVersion;
    session.listChanges = declaredChanges(result.capabilities);
  }
}
