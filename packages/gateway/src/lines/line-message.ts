/**
 * What a client has to know about a message that it sends over HTTP: whether an answer comes, and what the headers
 * repeat. It judges nothing. The path reads the same bytes strictly and holds the headers against them, so a line that
 * is taken here for something else than it is gets refused there.
 */
import { methodEntry } from "../methods.js";
import type { RequestId } from "../refusal.js";

const REVISION_KEY = "io.modelcontextprotocol/protocolVersion";

export type LineMessage = {
  readonly kind: "request" | "notification" | "response" | "unreadable";
  readonly id: RequestId | undefined;
  readonly method: string | undefined;
  /** The revision that the envelope names: only messages of 2026-07-28 and later have one. */
  readonly revision: string | undefined;
  /** What `Mcp-Name` repeats. */
  readonly name: string | undefined;
  readonly arguments: Members;
  /** The request that a `notifications/cancelled` is about. */
  readonly requestId: RequestId | undefined;
};

type Members = Readonly<Record<string, unknown>>;

const NOTHING: Members = {};
const UNREADABLE: LineMessage = {
  kind: "unreadable",
  id: undefined,
  method: undefined,
  revision: undefined,
  name: undefined,
  arguments: NOTHING,
  requestId: undefined,
};

export function lineMessage(bytes: Buffer): LineMessage {
  const root = jsonMembers(bytes.toString());
  if (root === NOTHING) {
    return UNREADABLE;
  }
  const params = members(root.params);
  const id = requestId(root.id);
  const method = text(root.method);
  const nameMember = method === undefined ? undefined : methodEntry(method)?.nameMember;
  return {
    kind: kindOf(root, id),
    id,
    method,
    revision: text(members(params._meta)[REVISION_KEY]),
    name: nameMember === undefined ? undefined : text(params[nameMember]),
    arguments: members(params.arguments),
    requestId: requestId(params.requestId),
  };
}

function kindOf(root: Members, id: RequestId | undefined): LineMessage["kind"] {
  if (root.method === undefined) {
    return id !== undefined && (root.result !== undefined || root.error !== undefined) ? "response" : "unreadable";
  }
  if (root.id === undefined) {
    return "notification";
  }
  return id === undefined ? "unreadable" : "request";
}

/** The members of the object that a text is; none of any other text. */
export function jsonMembers(json: string): Members {
  try {
    return members(JSON.parse(json));
  } catch {
    return NOTHING;
  }
}

/** The members of an object; none of anything else. */
export function members(value: unknown): Members {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Members) : NOTHING;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function requestId(value: unknown): RequestId | undefined {
  return typeof value === "string" || Number.isSafeInteger(value) ? (value as RequestId) : undefined;
}
