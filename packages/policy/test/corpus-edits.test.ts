/** The edits in `cases/edits`: what a policy's edit between two calls does to the counters. */
import { describe, expect, it } from "vitest";
import { parseSuite } from "../src/suite/parse-suite.js";
import { runCase } from "../src/suite/run-suite.js";
import type { SuiteCase } from "../src/suite/suite.js";
import { compileAll, type EditCase, loadEdits } from "./support/data-files.ts";

const files = loadEdits();

/** The calls without their policies are a case of a test file. */
function suiteCase({ name, calls }: EditCase): SuiteCase {
  const bare = calls.map(({ policy: _, ...call }) => call);
  const parsed = parseSuite(
    JSON.stringify({ policy: { version: "1", default: "deny" }, cases: [{ name, calls: bare }] }),
    () => undefined,
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.suite.cases[0] as SuiteCase;
}

describe("edits", () => {
  it("are at least 12, so that a run over nothing is not green", () => {
    expect(files.flatMap((file) => file.cases).length).toBeGreaterThanOrEqual(12);
  });
});

describe.each(files)("$path", ({ policies, cases }) => {
  const compiled = compileAll(policies);

  it.each(cases)("$name", (edit) => {
    const one = suiteCase(edit);
    const inForce = one.calls.map((_, index) => compiled.get(edit.calls[index]?.policy ?? ""));
    expect(inForce).not.toContain(undefined);
    const { failures } = runCase(one, (call) => inForce[one.calls.indexOf(call)]);
    expect(failures.map(({ text }) => text)).toEqual([]);
  });
});
