/** `turnpike policy import FILE`: a policy of another dialect as version 1, on standard output, and what was changed. */
import { importPolicy, printPolicy } from "@turnpike/policy";
import type { Action } from "../context.js";
import { Failure } from "../failure.js";
import { readInput } from "../files.js";
import { showProblem } from "../output/problems.js";

/** Imports one policy. */
export const policyImport: Action = async ({ out }, { args: [file] }) => {
  const source = await readInput(file as string);
  const imported = importPolicy(source.text);
  if (!imported.ok) {
    const { errors } = imported;
    if (!out.json) for (const error of errors) out.remark(`${showProblem(error, "error", source, out.paint)}\n`);
    throw new Failure("policy_invalid", `${source.name} cannot be imported`, { errors, warnings: [] });
  }
  const { document, changes, warnings } = imported;
  const text = printPolicy(document).replace(/\n$/, "");
  if (out.json) out.object({ document, changes, warnings });
  else {
    for (const change of changes) out.remark(`${out.paint.dim("changed:")} ${change}`);
    for (const warning of warnings) out.remark(showProblem(warning, "warning", source, out.paint));
    out.text(text);
  }
  return 0;
};
