/** The policy file of a wrapper: read at the start, and again whenever it changes. */
import { type Control, ControlError, type SavedPolicy, saveWrapPolicy, type Wrap } from "@turnpike/control";
import { type Problem, parsePolicy } from "@turnpike/policy";
import { isStoreFault } from "@turnpike/store";
import type { Context } from "../context.js";
import { Failure } from "../failure.js";
import { type NamedText, readInput } from "../files.js";
import { showProblem } from "../output/problems.js";
import type { OwnGrants } from "./own-grants.js";
import { watchFile } from "./watch-file.js";

/** Reads the file. Throws a `Failure` with every error of the policy, which have been told. */
export async function readPolicy(context: Context, file: string): Promise<NamedText> {
  if (file === "-") {
    throw new Failure("usage", "standard input carries the protocol, so the policy has to be a file");
  }
  const source = await readInput(file);
  const parsed = parsePolicy(source.text);
  if (parsed.ok) return source;
  const { errors, warnings } = parsed;
  tellProblems(context, source, "error", errors);
  throw new Failure("policy_invalid", `the policy ${file} is not valid`, { errors, warnings });
}

/** Tells each problem with its place; programs read them in the failure. */
export function tellProblems(
  { out }: Context,
  source: NamedText,
  severity: "error" | "warning",
  problems: readonly Problem[],
): void {
  if (out.json) return;
  for (const each of problems) out.remark(`${showProblem(each, severity, source, out.paint)}\n`);
}

/** What following a file needs, and what it changes. */
export type Following = {
  readonly context: Context;
  readonly control: Control;
  readonly wrap: Wrap;
  readonly file: string;
  readonly own: OwnGrants;
  readonly report: (line: string) => void;
};

/** Puts every good edit into force and reports every bad one, which leaves the last good one there. */
export function followPolicy(following: Following): () => void {
  return watchFile(following.file, () => putIntoForce(following));
}

/** Whether that is the last word on this text: a store that does not answer is asked again. */
async function putIntoForce({ context, control, wrap, file, own, report }: Following): Promise<boolean> {
  try {
    const source = await readPolicy(context, file);
    if (source.text === own.document) return true;
    const { policy, warnings }: SavedPolicy = await saveWrapPolicy(control, wrap, source.text);
    own.use(policy, source.text);
    tellProblems(context, source, "warning", warnings);
    report(`${file}: version ${policy.version} is in force from the next call`);
    return true;
  } catch (error) {
    if (!(error instanceof Failure || error instanceof ControlError || isStoreFault(error))) throw error;
    report(`${error.message}; the policy of before stays in force`);
    if (context.out.json && error instanceof Failure) context.out.failure(error);
    return !isStoreFault(error);
  }
}
