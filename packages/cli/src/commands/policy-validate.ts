/** `turnpike policy validate FILE`: every error and warning of a policy at once; exit 1 when there is an error. */
import { type Problem, parsePolicy } from "@turnpike/policy";
import type { Action } from "../context.js";
import { readInput } from "../files.js";
import { howMany, showProblem } from "../output/problems.js";

/** Checks one policy. */
export const policyValidate: Action = async ({ out }, { args: [file] }) => {
  const source = await readInput(file as string);
  const parsed = parsePolicy(source.text);
  const errors: readonly Problem[] = parsed.ok ? [] : parsed.errors;
  const { warnings } = parsed;
  if (out.json) out.object({ ok: parsed.ok, errors, warnings });
  else {
    for (const error of errors) out.text(`${showProblem(error, "error", source, out.paint)}\n`);
    for (const warning of warnings) out.text(`${showProblem(warning, "warning", source, out.paint)}\n`);
    const verdict = parsed.ok
      ? out.paint.green("valid")
      : out.paint.red(`not valid: ${howMany(errors.length, "error")}`);
    const remarks = warnings.length > 0 ? `, ${howMany(warnings.length, "warning")}` : "";
    out.text(`${source.name} is ${verdict}${remarks}`);
  }
  return parsed.ok ? 0 : 1;
};
