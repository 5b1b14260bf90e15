/** Running test files: what differs is found, said and counted, and no case is green because nothing was looked at. */
import { describe, expect, it } from "vitest";
import { parseSuite } from "../src/suite/parse-suite.js";
import { runCase, runSuite } from "../src/suite/run-suite.js";
import { OUTCOMES, type Suite } from "../src/suite/suite.js";
import { loadCorpus } from "./support/corpus.ts";

function suite(text: string): Suite {
  const parsed = parseSuite(text, () => undefined);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.suite;
}

const POLICY = `policy:
  version: "1"
  default: deny
  tools:
    one: { limits: [{ counter: c, window: day, max: 1, on_deny: one a day }] }
    two: { limits: [{ counter: d, window: day, max: 2 }] }
    free: {}
    ghost: { action: hide, reason: not for you }
`;

const resultsOf = (cases: string) => runSuite(suite(`${POLICY}cases:\n${cases}`));

describe("a case", () => {
  it("that ends as expected has no failures", () => {
    expect(
      resultsOf("  - { name: a, calls: [{ tool: free, expect: { outcome: allow, rule: '', message: '' } }] }\n"),
    ).toEqual([{ name: "a", line: 10, pointer: "/cases/0", ok: true, failures: [] }]);
  });

  it("says each call that differs, where it is written and what differs", () => {
    const [result] = resultsOf(
      "  - name: a\n    calls:\n" +
        "      - { tool: free, expect: { outcome: deny, rule: (hidden) } }\n" +
        "      - { tool: one, expect: { outcome: allow } }\n" +
        "      - { tool: one, expect: { outcome: deny, rule: /tools/one, message: once a day } }\n",
    );
    expect(result).toMatchObject({ ok: false, name: "a" });
    expect(result?.failures.map(({ line, pointer, text }) => ({ line, pointer, text }))).toEqual([
      {
        line: 12,
        pointer: "/cases/0/calls/0",
        text: 'call 1: outcome expected "deny", got "allow"; rule expected "(hidden)", got ""',
      },
      {
        line: 14,
        pointer: "/cases/0/calls/2",
        text:
          'call 3: rule expected "/tools/one", got "/tools/one/limits/0"; message expected "once a day", got "one a day" ' +
          "(/tools/one/limits/0: one a day)",
      },
    ]);
  });

  it("compares the message as a whole, not a part of it", () => {
    const [result] = resultsOf(
      "  - { name: a, calls: [{ tool: one, repeat: 1, expect: { outcome: allow } }, { tool: one, expect: { outcome: deny, message: one a } }] }\n",
    );
    expect(result?.ok).toBe(false);
  });

  it("has the message of the log, which a hidden tool's agent does not see", () => {
    const [result] = resultsOf(
      "  - { name: a, calls: [{ tool: ghost, expect: { outcome: deny, message: not for you } }] }\n",
    );
    expect(result?.ok).toBe(true);
  });

  it("expects a repeated call to end alike every time, and reports the first time that differs", () => {
    const [result] = resultsOf("  - { name: a, calls: [{ tool: two, repeat: 5, expect: { outcome: allow } }] }\n");
    expect(result?.failures.map(({ text }) => text.split(":")[0])).toEqual(["call 1, time 3 of 5"]);
  });

  it("starts with counters of its own", () => {
    const once = "calls: [{ tool: one, expect: { outcome: allow } }, { tool: one, expect: { outcome: deny } }]";
    expect(resultsOf(`  - { name: a, ${once} }\n  - { name: b, ${once} }\n`).map(({ ok }) => ok)).toEqual([true, true]);
  });

  it("goes on counting after a call that differs", () => {
    const wrong = "{ tool: two, repeat: 2, expect: { outcome: deny } }";
    const [result] = resultsOf(`  - { name: a, calls: [${wrong}, { tool: two, expect: { outcome: deny } }] }\n`);
    expect(result?.failures).toHaveLength(1);
  });

  it("under no policy at all is denied", () => {
    const [one] = suite(
      `${POLICY}cases: [{ name: a, calls: [{ tool: free, expect: { outcome: deny, rule: (no policy) } }] }]`,
    ).cases;
    expect(one && runCase(one, () => undefined)).toMatchObject({ ok: true });
  });
});

describe("every case of the corpus", () => {
  it("fails when what it expects is turned around, so that each of them looks at something", () => {
    const turned = loadCorpus().flatMap(({ path, suite: { policy, cases } }) => {
      const wrong = cases.map((one) => ({
        ...one,
        calls: one.calls.map((call) => ({
          ...call,
          expect: { outcome: OUTCOMES.find((outcome) => outcome !== call.expect.outcome) ?? "allow" },
        })),
      }));
      return runSuite({ policy, cases: wrong }).map((result) => ({ path, calls: wrong, result }));
    });
    const blind = turned.filter(({ result, calls }) => {
      const expected = calls.find(({ pointer }) => pointer === result.pointer)?.calls.length;
      return result.failures.length !== expected;
    });
    expect(turned.length).toBeGreaterThan(700);
    expect(blind.map(({ path, result }) => `${path} ${result.name}`)).toEqual([]);
  });
});
