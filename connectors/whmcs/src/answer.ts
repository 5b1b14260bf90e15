/**
 * Turns what a tool gave, or why it gave nothing, into what the model reads.
 */
import type { CallToolResult } from "@modelcontextprotocol/server";
import { ApiProblem } from "./api/problem.js";
import type { Reply } from "./api/reply.js";
import type { Tool } from "./tool.js";

/** A reply as a result: the fields as the output schema has them, and the same as text. */
export function answered(tool: Tool, reply: Reply): CallToolResult {
  const whole = tool.output.safeParse(reply);
  const structuredContent = whole.success ? whole.data : fitting(tool, reply);
  const shown = whole.success ? structuredContent : reply;
  return { content: [{ type: "text", text: JSON.stringify(shown) }], structuredContent };
}

// A field in an unknown form is left to the text. The call has had its effect: to report it as failed would have it repeated.
function fitting(tool: Tool, reply: Reply): Record<string, unknown> {
  const fields = Object.entries(reply).map(([name, value]) => {
    const field = tool.output.safeParse({ result: "success", [name]: value });
    return field.success ? { [name]: field.data[name] } : {};
  });
  return Object.assign({ result: "success" }, ...fields) as Record<string, unknown>;
}

/** A problem as a result: what happened, what became of the change, what to do. Rethrows what is no problem of the API. */
export function failed(tool: Tool, error: unknown): CallToolResult {
  if (!(error instanceof ApiProblem)) throw error;
  return { isError: true, content: [{ type: "text", text: `${error.message}${consequence(tool, error)}` }] };
}

function consequence({ seenIn, asksOthers }: Tool, { effect, message }: ApiProblem): string {
  const stop = message.endsWith(".") ? "" : ".";
  if (seenIn === undefined) return stop;
  if (effect === "none" || (effect === "refused" && !asksOthers)) return `${stop} Nothing was changed.`;
  if (effect === "refused") return `${stop} Part of it may have been done; before repeating the call look: ${seenIn}.`;
  return `${stop} WHMCS may or may not have made the change. Do not repeat the call before you have looked: ${seenIn}.`;
}
