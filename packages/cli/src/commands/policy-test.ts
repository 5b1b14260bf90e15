/** `turnpike policy test PATH...`: the cases of *.test.yaml files, told like the results of unit tests. */
import { readFileSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { type CaseResult, parseSuite, runSuite, type SuiteFailure, type SuiteProblem } from "@turnpike/policy";
import type { Action, Context } from "../context.js";
import { Failure } from "../failure.js";
import { type NamedText, readInput, whyUnreadable } from "../files.js";
import { howMany, showProblem } from "../output/problems.js";

/** Runs test files; exit 1 when a case fails or a file cannot be read as one. */
export const policyTest: Action = async (context, { args: [paths] }) => {
  const files = (await Promise.all((paths as readonly string[]).map(testFiles))).flat();
  const results: FileResult[] = [];
  for (const file of new Set(files)) {
    const result = await run(file);
    results.push(result);
    if (context.out.json) printObjects(context, result);
    else printText(context, result);
  }
  if (!context.out.json) printSummary(context, results);
  return results.every(isGood) ? 0 : 1;
};

type FileResult = {
  readonly source: NamedText;
  readonly errors: readonly SuiteProblem[];
  readonly warnings: readonly SuiteProblem[];
  readonly cases: readonly CaseResult[];
};

async function run(file: string): Promise<FileResult> {
  const source = await readInput(file);
  const parsed = parseSuite(source.text, (name) => policyText(path.resolve(path.dirname(file), name)));
  const { warnings } = parsed;
  if (!parsed.ok) return { source, errors: parsed.errors, warnings, cases: [] };
  return { source, errors: [], warnings, cases: runSuite(parsed.suite) };
}

function policyText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function isGood({ errors, cases }: FileResult): boolean {
  return errors.length === 0 && cases.every(({ ok }) => ok);
}

/** The file itself, or every test file in the folder and those under it. */
async function testFiles(given: string): Promise<string[]> {
  const found = await stat(given).catch((error: unknown) => {
    throw new Failure("unreadable", `cannot read \`${given}\`: ${whyUnreadable(error)}`);
  });
  if (!found.isDirectory()) return [given];
  const files = await filesUnder(given);
  if (files.length > 0) return files;
  throw new Failure("not_found", `there is no test file under \`${given}\`: their names end in .test.yaml`);
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const sorted = entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const nested = sorted.map(async (entry) => {
    const entryPath = path.join(folder, entry.name);
    if (entry.isDirectory()) return /^(\.|node_modules$)/.test(entry.name) ? [] : filesUnder(entryPath);
    return entry.name.endsWith(".test.yaml") ? [entryPath] : [];
  });
  return (await Promise.all(nested)).flat();
}

function printObjects({ out }: Context, { source, errors, warnings, cases }: FileResult): void {
  const file = source.name;
  if (errors.length > 0) out.object({ file, name: null, ok: false, errors, warnings });
  for (const { name, line, ok, failures } of cases)
    out.object({ file, name, line, ok, failures: failures.map(failureShape) });
}

function failureShape({ line, pointer, expected, decision, text }: SuiteFailure): object {
  const { outcome, rule, message, limits } = decision;
  return { line, pointer, text, expected, got: { outcome, rule, message, limits } };
}

function printText({ out }: Context, { source, errors, warnings, cases }: FileResult): void {
  const { green, red, bold, dim } = out.paint;
  out.text(bold(source.name));
  const sourceOf = ({ file }: SuiteProblem) => (file === undefined ? source : { name: file, text: "" });
  for (const error of errors) out.text(showProblem(error, "error", sourceOf(error), out.paint));
  for (const warning of warnings) out.text(showProblem(warning, "warning", sourceOf(warning), out.paint));
  for (const { name, ok, failures } of cases) {
    out.text(`  ${ok ? green("ok") : red("failed")}  ${name}`);
    for (const failure of failures) {
      out.text(`      ${dim(`${source.name}:${failure.line}`)}`);
      out.text(`      ${failure.text}`);
    }
  }
}

function printSummary({ out }: Context, results: readonly FileResult[]): void {
  const cases = results.flatMap((result) => result.cases);
  const failed = cases.filter(({ ok }) => !ok).length;
  const unread = results.filter(({ errors }) => errors.length > 0).length;
  const parts = [
    out.paint.green(`${cases.length - failed} passed`),
    ...(failed > 0 ? [out.paint.red(`${failed} failed`)] : []),
    ...(unread > 0 ? [out.paint.red(`${howMany(unread, "file")} not valid`)] : []),
  ];
  out.text(`\n${howMany(cases.length, "case")} in ${howMany(results.length, "file")}: ${parts.join(", ")}`);
}
