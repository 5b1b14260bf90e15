/** What a call of a tool does, and how the protocol says it. */
import type { ToolAnnotations } from "@modelcontextprotocol/server";

/**
 * Nothing, another thing each time, the same thing however often, the same but perhaps at the cost of what was there, or
 * away with something.
 */
export type Effect = "reads" | "adds" | "sets" | "changes" | "removes";

/** Whatever a tool does, it does at somebody else's. */
export const annotations: Readonly<Record<Effect, ToolAnnotations>> = {
  reads: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  adds: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  sets: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  changes: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  removes: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
};
