/**
 * Every method of MCP, of both generations, in one table: what kind of message it is, who sends it, which revisions
 * define it and what the policy is asked about it. The read stage refuses what is not in this table and what the
 * revision in use does not define.
 */

/** Revisions with `initialize` and sessions, oldest first. The first knew no Streamable HTTP, yet servers and clients negotiate it there. */
export const OLDER_REVISIONS = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"] as const;
/** Revisions in which every request stands alone. */
export const NEWER_REVISIONS = ["2026-07-28"] as const;
/** What a request of the older generation without a version header is taken for. */
export const ASSUMED_REVISION = "2025-03-26";

export type OlderRevision = (typeof OLDER_REVISIONS)[number];

/** `older`: up to 2025-11-25. `newer`: from 2026-07-28 on. */
export type Generation = "older" | "newer";

export type MethodKind = "call" | "list" | "session" | "stream" | "notification" | "response";

/** What the policy is asked about a message, and so where the read stage finds its subject. */
export type Question = "tool" | "resource" | "prompt" | "completion" | "subscription" | "listen" | "task" | "nothing";

/** What a list tells of. */
export type ListedKind = "tool" | "resource" | "resource_template" | "prompt" | "task";

export type MethodEntry = {
  readonly method: string;
  readonly kind: MethodKind;
  /** Who may send it: an agent to the server, the server to an agent, or either. */
  readonly direction: "to_server" | "to_agent" | "both";
  /** The first older revision that defines it. */
  readonly older: OlderRevision | undefined;
  /** Whether 2026-07-28 defines it over HTTP. */
  readonly newer: boolean;
  readonly asks: Question;
  readonly lists?: ListedKind;
  /** The member of `params` that the header `Mcp-Name` repeats. */
  readonly nameMember?: "name" | "uri" | "taskId";
};

type Older = OlderRevision | undefined;

function entry(
  method: string,
  kind: MethodKind,
  direction: MethodEntry["direction"],
  older: Older,
  newer: boolean,
  more: Partial<MethodEntry> = {},
): MethodEntry {
  return { method, kind, direction, older, newer, asks: "nothing", ...more };
}

function toServer(method: string, kind: MethodKind, older: Older, newer: boolean, more?: Partial<MethodEntry>) {
  return entry(method, kind, "to_server", older, newer, more);
}

function toAgent(method: string, kind: MethodKind, older: Older, newer: boolean, more?: Partial<MethodEntry>) {
  return entry(method, kind, "to_agent", older, newer, more);
}

const FIRST = "2024-11-05";
const TASK = { asks: "task", nameMember: "taskId" } as const;
const SUBSCRIPTION = { asks: "subscription" } as const;

const ENTRIES: readonly MethodEntry[] = [
  toServer("tools/call", "call", FIRST, true, { asks: "tool", nameMember: "name" }),
  toServer("resources/read", "call", FIRST, true, { asks: "resource", nameMember: "uri" }),
  toServer("prompts/get", "call", FIRST, true, { asks: "prompt", nameMember: "name" }),

  toServer("tools/list", "list", FIRST, true, { lists: "tool" }),
  toServer("resources/list", "list", FIRST, true, { lists: "resource" }),
  toServer("resources/templates/list", "list", FIRST, true, { lists: "resource_template" }),
  toServer("prompts/list", "list", FIRST, true, { lists: "prompt" }),

  toServer("initialize", "session", FIRST, false),
  toServer("server/discover", "session", undefined, true),
  entry("ping", "session", "both", FIRST, false),
  toServer("logging/setLevel", "session", FIRST, false),
  toServer("completion/complete", "session", FIRST, true, { asks: "completion" }),
  toServer("resources/subscribe", "session", FIRST, false, SUBSCRIPTION),
  toServer("resources/unsubscribe", "session", FIRST, false, SUBSCRIPTION),

  toServer("subscriptions/listen", "stream", undefined, true, { asks: "listen" }),

  entry("tasks/get", "session", "both", "2025-11-25", true, TASK),
  entry("tasks/cancel", "session", "both", "2025-11-25", true, TASK),
  entry("tasks/result", "session", "both", "2025-11-25", false, TASK),
  entry("tasks/list", "list", "both", "2025-11-25", false, { lists: "task" }),
  toServer("tasks/update", "session", undefined, true, TASK),

  toAgent("sampling/createMessage", "session", FIRST, false),
  toAgent("elicitation/create", "session", "2025-06-18", false),
  toAgent("roots/list", "session", FIRST, false),

  toServer("notifications/initialized", "notification", FIRST, false),
  toServer("notifications/roots/list_changed", "notification", FIRST, false),
  // 2026-07-28 has it over stdio only: over HTTP a request is cancelled by closing its answer, and the id of a request
  // without a session does not tell whose request it is.
  entry("notifications/cancelled", "notification", "both", FIRST, false),
  entry("notifications/progress", "notification", "both", FIRST, false),
  toAgent("notifications/message", "notification", FIRST, true),
  toAgent("notifications/tools/list_changed", "notification", FIRST, true),
  toAgent("notifications/resources/list_changed", "notification", FIRST, true),
  toAgent("notifications/prompts/list_changed", "notification", FIRST, true),
  toAgent("notifications/resources/updated", "notification", FIRST, true),
  toAgent("notifications/elicitation/complete", "notification", "2025-11-25", false),
  toAgent("notifications/subscriptions/acknowledged", "notification", undefined, true),
  entry("notifications/tasks/status", "notification", "both", "2025-11-25", false),
  toAgent("notifications/tasks", "notification", undefined, true),
];

const BY_NAME: ReadonlyMap<string, MethodEntry> = new Map(ENTRIES.map((each) => [each.method, each]));

/** An answer that an agent posts to a request of its server; it has no method. 2026-07-28 has no such requests. */
export const RESPONSE: MethodEntry = entry("(response)", "response", "both", FIRST, false);

/** What the HTTP method GET asks for: a stream of what the server sends unasked. It has no body. */
export const LISTENING: MethodEntry = entry("(stream)", "stream", "to_server", "2025-03-26", false);

/** What the HTTP method DELETE asks for; it has no body. */
export const END_OF_SESSION: MethodEntry = entry("(end of session)", "session", "to_server", "2025-03-26", false);

/** The entry of a method, whoever may send it; undefined when MCP has no such method. */
export function methodEntry(method: string): MethodEntry | undefined {
  return BY_NAME.get(method);
}

/** All entries, for those who check the table. */
export function methodEntries(): readonly MethodEntry[] {
  return ENTRIES;
}

/** The generation of a revision; undefined when the gateway does not know it. */
export function generationOf(revision: string): Generation | undefined {
  if ((NEWER_REVISIONS as readonly string[]).includes(revision)) {
    return "newer";
  }
  return (OLDER_REVISIONS as readonly string[]).includes(revision) ? "older" : undefined;
}

/** Whether a revision defines the method. Revisions are dates, so they compare as texts. */
export function isDefinedIn(method: MethodEntry, generation: Generation, revision: string): boolean {
  return generation === "newer" ? method.newer : method.older !== undefined && method.older <= revision;
}
