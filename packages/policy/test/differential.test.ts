/**
 * The engine against the naive oracle, on random policies and series of calls. A disagreement prints its seed and the
 * smallest case found; `PROPERTY_RUNS` asks for longer runs than those of every day.
 */
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CompiledPolicy, compilePolicy } from "../src/compile/policy.js";
import { MemoryCounters } from "../src/count/memory.js";
import { listed, readable } from "../src/decide/listing.js";
import { parsePolicy } from "../src/parse.js";
import { printPolicy } from "../src/print.js";
import { decideCall } from "../src/suite/run-suite.js";
import { type Move, moves, policies, subjects } from "./support/arbitraries.ts";
import { jsonText } from "./support/corpus.ts";
import { opinion, type Policy, type Subject } from "./support/oracle.ts";
import { Ledger } from "./support/oracle-limits.ts";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 2500);
const START = Date.UTC(2026, 1, 27, 23, 59, 30);

function compiled(policy: Policy): CompiledPolicy {
  const parsed = parsePolicy(jsonText(policy as never));
  if (!parsed.ok) throw new Error(`not a policy: ${JSON.stringify(parsed.errors)}`);
  return compilePolicy(parsed.document);
}

function engineSubject({ kind, name, args }: Subject) {
  return kind === "resource" ? { kind, uri: name } : { kind, name, args };
}

function byEngine(policy: CompiledPolicy, series: readonly Move[]) {
  const counters = new MemoryCounters();
  let at = START;
  return series.map(({ subject, grant, session, later, answer }) => {
    at += later;
    const expectation = { outcome: "allow", line: 0, pointer: "" } as const;
    const call = {
      subject: engineSubject(subject),
      grant,
      session,
      at,
      repeat: 1,
      answer,
      expect: expectation,
      line: 0,
      pointer: "",
    };
    const { outcome, rule } = decideCall(policy, counters, call);
    return { outcome, rule };
  });
}

function byOracle(policy: Policy, series: readonly Move[]) {
  const ledger = new Ledger();
  let at = START;
  return series.map(({ subject, grant, session, later, answer }) => {
    at += later;
    return ledger.call(opinion(policy, subject), policy.mode === "observe", { grant, session }, at, answer);
  });
}

describe("the engine and the oracle", () => {
  it(`decide alike, ${RUNS} times`, { timeout: 60_000 + RUNS * 50 }, () => {
    const series = fc.array(moves, { minLength: 1, maxLength: 8 });
    const alike = fc.property(policies, series, (policy, calls) => {
      expect(byEngine(compiled(policy), calls)).toEqual(byOracle(policy, calls));
    });
    fc.assert(alike, { numRuns: RUNS });
  });

  it("are asked about every outcome and every step, so that agreeing means something", () => {
    const seen = new Map<string, number>();
    const draws = fc.sample(fc.tuple(policies, fc.array(moves, { minLength: 4, maxLength: 8 })), {
      numRuns: 1500,
      seed: 1,
    });
    for (const [policy, calls] of draws) {
      for (const { outcome, rule } of byOracle(policy, calls)) {
        const step = `${outcome} ${rule.replace(/^\/.*?\/(action|deny_if|require|limits|rate_limit|approve_if)(\/\d+)?$/, "$1")}`;
        seen.set(step, (seen.get(step) ?? 0) + 1);
      }
    }
    const refusals = [
      "(hidden)",
      "(default deny)",
      "action",
      "(ambiguous)",
      "deny_if",
      "require",
      "limits",
      "rate_limit",
    ];
    const asks = ["action", "approve_if"];
    const steps = ["allow ", ...refusals.flatMap((r) => [`deny ${r}`, `would_deny ${r}`])];
    const all = [...steps, ...asks.flatMap((r) => [`needs_approval ${r}`, `would_need_approval ${r}`])];
    expect(all.filter((step) => (seen.get(step) ?? 0) < 10)).toEqual([]);
  });
});

describe("what is listed and what may be subscribed to", () => {
  it("is what the oracle does not refuse whatever the arguments are", () => {
    const alike = fc.property(policies, subjects, (policy, subject) => {
      const { kind, name } = subject;
      const refused = opinion(policy, kind === "resource" ? { kind, name } : { kind, name, args: {} }).refused ?? "";
      const observed = policy.mode === "observe";
      const engine = compiled(policy);
      expect(listed(engine, kind, name)).toBe(observed || !["(hidden)", "(default deny)"].includes(refused));
      if (kind === "tool") return;
      const unreadable = /^\((hidden|default deny|ambiguous)\)$|\/action$/.test(refused);
      expect(readable(engine, kind, name)).toBe(observed || !unreadable);
    });
    fc.assert(alike, { numRuns: Math.min(RUNS, 500) });
  });
});

describe("printing", () => {
  it("a policy printed and parsed again is the same document", () => {
    const same = fc.property(policies, (policy) => {
      const parsed = parsePolicy(jsonText(policy as never));
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
      const again = parsePolicy(printPolicy(parsed.document));
      expect(isDeepStrictEqual(again.ok && again.document, parsed.document)).toBe(true);
    });
    fc.assert(same, { numRuns: Math.min(RUNS, 500) });
  });
});
