/** What is said of a policy once the server's tools are known, with its place in the text. */
import { fitWarnings, type Tool } from "@turnpike/catalogue";
import { parsePolicy, placesOf } from "@turnpike/policy";
import type { ShownProblem } from "./problems.js";

/** Warnings of a policy's text against tools; none where the text is no policy. */
export function fitProblems(text: string, tools: readonly Tool[]): readonly ShownProblem[] {
  const parsed = parsePolicy(text);
  if (!parsed.ok) return [];
  const warnings = fitWarnings(parsed.document, tools);
  const places = placesOf(
    text,
    warnings.map(({ pointer }) => pointer),
  );
  return warnings.map((warning, at) => ({ ...(places[at] ?? { line: 1, column: 1 }), ...warning }));
}
