/** What is wrong with a policy, told as a compiler does: place, message, what would be right, and the line itself. */
import type { Problem } from "@turnpike/policy";
import type { NamedText } from "../files.js";
import type { Paint } from "./paint.js";

/** A problem of a policy, or one that keeps it from being read at all. */
export type ShownProblem = Omit<Problem, "code"> & { readonly code: string };

/** One problem over a few lines of text. */
export function showProblem(
  problem: ShownProblem,
  severity: "error" | "warning",
  source: NamedText,
  paint: Paint,
): string {
  const { line, column, message, hint, pointer, code } = problem;
  const place = paint.bold(`${source.name}:${line}:${column}:`);
  const word = severity === "error" ? paint.red("error:") : paint.yellow("warning:");
  return [
    `${place} ${word} ${message} ${paint.dim(`[${code}]`)}`,
    ...excerpt(source.text, line, column, paint),
    ...(hint === "" ? [] : [`  ${paint.cyan("hint:")} ${hint}`]),
    `  ${paint.dim(`at: ${pointer === "" ? "the document" : pointer}`)}`,
  ].join("\n");
}

const widest = 100;

/** The line with a mark below the column; left out where it is longer than a screen is wide. */
function excerpt(text: string, line: number, column: number, paint: Paint): string[] {
  const source = text.split(/\r\n|\n|\r/)[line - 1] ?? "";
  if (source.trim() === "" || [...source].length > widest) return [];
  const indent = [...source]
    .slice(0, column - 1)
    .join("")
    .replace(/[^\t]/g, " ");
  return [`  ${paint.dim("|")} ${source}`, `  ${paint.dim("|")} ${indent}${paint.red("^")}`];
}

/** `1 error`, `2 errors`. */
export function howMany(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
