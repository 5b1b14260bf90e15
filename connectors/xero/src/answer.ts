/**
 * Turns what a tool gave, or why it gave nothing, into what the model reads.
 */
import type { CallToolResult } from "@modelcontextprotocol/server";
import { AccessProblem } from "./access/problem.js";
import { XeroProblem } from "./api/problem.js";
import type { Outcome, Tool } from "./tool.js";

/** An outcome as a result: the fields as the output schema has them, and the same, or what was not saved, as text. */
export function answered(tool: Tool, { fields, failure }: Outcome): CallToolResult {
  const whole = tool.output.safeParse(fields);
  const structuredContent = whole.success ? whole.data : fitting(tool, fields);
  if (failure !== undefined) {
    return { isError: true, content: [{ type: "text", text: failure }], structuredContent };
  }
  return {
    content: [{ type: "text", text: JSON.stringify(whole.success ? structuredContent : fields) }],
    structuredContent,
  };
}

// A field in an unknown form is left to the text. The call has had its effect: to report it as failed would have it repeated.
function fitting(tool: Tool, fields: Outcome["fields"]): Record<string, unknown> {
  const copy = structuredClone(fields) as Record<string, unknown>;
  for (const { path } of tool.output.safeParse(copy).error?.issues ?? []) remove(copy, path);
  return copy;
}

function remove(from: object, path: readonly PropertyKey[]): void {
  const [first = "", ...rest] = path;
  const holder = from as Record<PropertyKey, unknown>;
  const within = holder[first];
  if (rest.length > 0 && typeof within === "object" && within !== null) remove(within, rest);
  else if (Array.isArray(from)) holder[first] = {};
  else delete holder[first];
}

/** A problem as a result: what happened, what became of the change, what to do. Rethrows what is no problem of Xero. */
export function failed(tool: Tool, error: unknown): CallToolResult {
  const text = problemText(error);
  return { isError: true, content: [{ type: "text", text: `${text}${consequence(tool, error)}` }] };
}

/** The sentence of a problem; rethrows anything else. */
export function problemText(error: unknown): string {
  if (!(error instanceof XeroProblem || error instanceof AccessProblem)) throw error;
  return error.message.endsWith(".") ? error.message : `${error.message}.`;
}

function consequence({ seenIn }: Tool, error: unknown): string {
  if (seenIn === undefined) return "";
  if (!(error instanceof XeroProblem) || error.effect !== "unknown") return " Nothing was changed.";
  const key = error.idempotencyKey === undefined ? "the same idempotencyKey" : `idempotencyKey ${error.idempotencyKey}`;
  return ` Xero may or may not have made the change. Look first: ${seenIn}. If it is not there, repeat exactly this call soon with ${key}, under which Xero makes it once only.`;
}
