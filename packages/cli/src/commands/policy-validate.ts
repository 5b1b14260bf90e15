/**
 * `turnpike policy validate FILE`: every error and warning of a policy at once; exit 1 when there is an error. Where the
 * server's tools are known, the rules are held against them.
 */
import { parsePolicy } from "@turnpike/policy";
import type { Action, Call, Context } from "../context.js";
import { Failure } from "../failure.js";
import { type NamedText, readInput } from "../files.js";
import { howMany, type ShownProblem, showProblem } from "../output/problems.js";

type Verdict = { readonly errors: readonly ShownProblem[]; readonly warnings: readonly ShownProblem[] };

/** Checks one policy. */
export const policyValidate: Action = async (context, { args: [file, words = []], options }) => {
  const source = await readInput(file as string).catch(asText(file as string));
  const alone = "text" in source ? check(source) : source;
  const verdict = "text" in source ? await held(source, alone, words as readonly string[], options, context) : alone;
  const ok = verdict.errors.length === 0;
  if (context.out.json) context.out.object({ ok, errors: verdict.errors, warnings: verdict.warnings });
  else tell(context, "text" in source ? source : { name: file as string, text: "" }, verdict);
  return ok ? 0 : 1;
};

function check({ text }: NamedText): Verdict {
  const parsed = parsePolicy(text);
  return { errors: parsed.ok ? [] : parsed.errors, warnings: parsed.warnings };
}

/** The same with what the server's tools say of it; what is needed for that is loaded only then. */
async function held(
  { text }: NamedText,
  { errors, warnings }: Verdict,
  words: readonly string[],
  options: Call["options"],
  context: Context,
): Promise<Verdict> {
  if (options.tools === undefined && options.upstream === undefined && words.length === 0) return { errors, warnings };
  const { toolsOf } = await import("../scan/tools-of.js");
  const { fitProblems } = await import("../output/fit.js");
  const tools = (await toolsOf(words, options, context)) ?? [];
  return { errors, warnings: [...warnings, ...fitProblems(text, tools)] };
}

/** Bytes that are no text are an error of the policy like another. */
function asText(file: string): (error: unknown) => Verdict {
  return (error) => {
    if (!(error instanceof Failure) || error.code !== "not_utf8") throw error;
    const { line } = error.detail as { line: number };
    const hint = "save it as UTF-8";
    return {
      errors: [{ line, column: 1, pointer: "", code: "not_utf8", message: `${file} is not UTF-8 text`, hint }],
      warnings: [],
    };
  };
}

function tell({ out }: Context, source: NamedText, { errors, warnings }: Verdict): void {
  for (const error of errors) out.text(`${showProblem(error, "error", source, out.paint)}\n`);
  for (const warning of warnings) out.text(`${showProblem(warning, "warning", source, out.paint)}\n`);
  const verdict =
    errors.length === 0 ? out.paint.green("valid") : out.paint.red(`not valid: ${howMany(errors.length, "error")}`);
  out.text(`${source.name} is ${verdict}${warnings.length > 0 ? `, ${howMany(warnings.length, "warning")}` : ""}`);
}
