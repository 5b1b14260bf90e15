/** The head of the request that a message travels as: what a client of Streamable HTTP would send. */
import { encodeHeader } from "../read/mirror.js";
import type { Agreement } from "./agreement.js";
import type { LineMessage } from "./line-message.js";

const ACCEPT = ["accept", "application/json, text/event-stream"] as const;

/** Name and value in turn, what proves to the path that the messages come from this process among them. */
export function commonHeaders(token: string): readonly string[] {
  return ["host", "localhost", "authorization", `Bearer ${token}`, "content-type", "application/json", ...ACCEPT];
}

/** What a message that begins with an envelope repeats of it; other messages belong to what was agreed on. */
export function messageHeaders(message: LineMessage, agreement: Agreement | undefined): readonly string[] {
  const { revision, method, name } = message;
  if (revision === undefined) {
    return agreement === undefined ? [] : sessionHeaders(agreement);
  }
  return [
    ...["mcp-protocol-version", encodeHeader(revision)],
    ...(method === undefined ? [] : ["mcp-method", encodeHeader(method)]),
    ...(name === undefined ? [] : ["mcp-name", encodeHeader(name)]),
  ];
}

export function sessionHeaders({ sessionId, revision }: Agreement): readonly string[] {
  return [
    ...(sessionId === undefined ? [] : ["mcp-session-id", sessionId]),
    ...(revision === undefined ? [] : ["mcp-protocol-version", revision]),
  ];
}
