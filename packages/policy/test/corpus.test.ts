/** The corpus in `cases/`, replayed by the engine, and again after parsing, printing and parsing each policy. */
import { describe, expect, it } from "vitest";
import { parsePolicy } from "../src/parse.js";
import { printPolicy } from "../src/print.js";
import { runSuite } from "../src/suite/run-suite.js";
import { loadCorpus } from "./support/corpus.ts";

const corpus = loadCorpus();
const cases = corpus.flatMap(({ path, suite }) => suite.cases.map((one) => ({ path, one })));

function failuresOf(suite: Parameters<typeof runSuite>[0]): readonly string[] {
  return runSuite(suite).flatMap(({ name, failures }) =>
    failures.map(({ line, text }) => `line ${line}: ${name}: ${text}`),
  );
}

describe("the corpus", () => {
  it("holds at least 700 cases, so that a run over nothing is not green", () => {
    expect(cases.length).toBeGreaterThanOrEqual(700);
    expect(cases.flatMap(({ one }) => one.calls).length).toBeGreaterThanOrEqual(1300);
  });

  it.each(["decisions/1-", "decisions/2-", "limits/3-", "decisions/4-", "decisions/5-", "seeds/"])(
    "has files for each section: %s",
    (beginning) => {
      expect(corpus.filter(({ path }) => path.startsWith(beginning))).not.toEqual([]);
    },
  );

  it("names no two cases alike", () => {
    const names = cases.map(({ one }) => one.name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it("expects every outcome and every step of the order of decision", () => {
    const expected = cases.flatMap(({ one }) => one.calls.map(({ expect: e }) => e));
    const outcomes = new Set(expected.map(({ outcome }) => outcome));
    expect([...outcomes].sort()).toEqual(["allow", "deny", "needs_approval", "would_deny", "would_need_approval"]);
    const steps = [
      "(hidden)",
      "(default deny)",
      "(ambiguous)",
      "/action",
      "/deny_if/0",
      "/require/0",
      "/limits/0",
      "/rate_limit",
      "/approve_if/0",
    ];
    expect(steps.filter((step) => !expected.some(({ rule }) => rule?.endsWith(step)))).toEqual([]);
  });
});

describe.each(corpus)("$path", ({ suite }) => {
  it("is decided as the cases say", () => {
    expect(failuresOf(suite)).toEqual([]);
  });

  it("is decided alike after the policy is printed and parsed again", () => {
    const parsed = parsePolicy(printPolicy(suite.policy));
    expect(parsed).toMatchObject({ ok: true, document: suite.policy });
    if (parsed.ok) expect(failuresOf({ ...suite, policy: parsed.document })).toEqual([]);
  });
});
