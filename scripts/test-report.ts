/**
 * Turns vitest's JSON report into the last line of a CI run, `N passed, N failed`, and into its exit code.
 *
 * A run that tried nothing has failed, and so has one that skipped something while nobody watched (CI=true). Steps of CI
 * that broke are named after the report's file, and count too; `npm test` only when the report itself has no failure.
 */
import { readFile } from "node:fs/promises";

/** The part of vitest's JSON report that counts. */
export type Report = {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
};

/** The counts; a file that could not be loaded counts as one failure, and so does each test that was left out in CI. */
export function summary(
  report: Report,
  ci: boolean,
): { passed: number; failed: number; complaints: readonly string[] } {
  const tests = report.testResults.flatMap((file) =>
    file.assertionResults.map((each) => ({ ...each, file: file.name })),
  );
  const passed = tests.filter((each) => each.status === "passed").length;
  const failures = tests
    .filter((each) => each.status === "failed")
    .map((each) => `failed: ${each.file}: ${each.fullName}`);
  const broken = report.testResults
    .filter((file) => file.status === "failed" && file.assertionResults.every((each) => each.status !== "failed"))
    .map((file) => `could not run: ${file.name}: ${file.message ?? ""}`);
  const left = tests
    .filter((each) => each.status !== "passed" && each.status !== "failed")
    .map((each) => `${each.status}: ${each.file}: ${each.fullName}`);
  const empty = report.testResults.filter((file) => file.assertionResults.length === 0 && file.status !== "failed");
  const complaints = [
    ...failures,
    ...broken,
    ...(ci ? left : []),
    ...empty.map((file) => `no test in ${file.name}`),
    ...(report.testResults.length === 0 ? ["no test ran at all"] : []),
  ];
  return { passed, failed: complaints.length, complaints };
}

if (import.meta.filename === process.argv[1]) {
  const [path = "", ...brokenSteps] = process.argv.slice(2);
  const text = await readFile(path, "utf8").catch(() => '{"testResults":[]}');
  const { passed, failed, complaints } = summary(JSON.parse(text) as Report, process.env.CI === "true");
  const steps = brokenSteps.filter((step) => step !== "npm test" || failed === 0).map((step) => `failed: ${step}`);
  for (const complaint of [...complaints, ...steps]) console.log(complaint);
  console.log(`${passed} passed, ${failed + steps.length} failed`);
  process.exitCode = failed + steps.length === 0 && passed > 0 ? 0 : 1;
}
