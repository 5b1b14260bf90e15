/** From the text of a test file to what can be run: read as strictly as a policy, with every error at once. */

import { readDocument } from "../check/document.js";
import { readFields } from "../check/shape.js";
import type { PolicyDocument } from "../document.js";
import type { Node } from "../parse/node.js";
import { readNodes } from "../parse/text.js";
import { parsePolicy } from "../parse.js";
import { FIRST_INSTANT } from "./instant.js";
import { CallReader } from "./read-call.js";
import type { Suite, SuiteParsed, SuiteProblem } from "./suite.js";
import { SuiteReport } from "./suite-report.js";

/** The text of a policy file, by the name that the test file gives it; undefined when there is no such file. */
export type PolicyFiles = (file: string) => string | undefined;

/** Parses a test file. Where the policy is in a file of its own, its text is asked for. */
export function parseSuite(text: string, files: PolicyFiles): SuiteParsed {
  const report = new SuiteReport(text);
  const elsewhere: { errors: SuiteProblem[]; warnings: SuiteProblem[] } = { errors: [], warnings: [] };
  const root = readNodes(text, undefined, report);
  const suite = root === undefined ? undefined : readSuite(text, root, report, files, elsewhere);
  const errors = [...report.errors, ...elsewhere.errors];
  const warnings = [...report.warnings, ...elsewhere.warnings];
  return suite === undefined || errors.length > 0 ? { ok: false, errors, warnings } : { ok: true, suite, warnings };
}

type Elsewhere = { readonly errors: SuiteProblem[]; readonly warnings: SuiteProblem[] };

function readSuite(text: string, root: Node, report: SuiteReport, files: PolicyFiles, elsewhere: Elsewhere) {
  const calls = new CallReader(text, report);
  return readFields<Suite>(
    root,
    "a test file",
    {
      policy: (node) => readPolicy(node, report, files, elsewhere),
      cases: (node) => calls.full(node, "`cases`", (item) => calls.case(item, FIRST_INSTANT)),
    },
    ["policy", "cases"],
    report,
  );
}

function readPolicy(
  node: Node,
  report: SuiteReport,
  files: PolicyFiles,
  elsewhere: Elsewhere,
): PolicyDocument | undefined {
  if (node.kind !== "string") return readDocument(node, report);
  const file = node.value;
  const text = files(file);
  if (text === undefined) {
    const hint = "name it from the folder of the test file, or write the policy here";
    return report.error(node, "unknown_value", `the policy file \`${file}\` cannot be read`, hint);
  }
  const parsed = parsePolicy(text);
  elsewhere.warnings.push(...parsed.warnings.map((problem) => ({ ...problem, file })));
  if (parsed.ok) return parsed.document;
  elsewhere.errors.push(...parsed.errors.map((problem) => ({ ...problem, file })));
  return undefined;
}
