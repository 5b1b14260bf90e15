/**
 * Runs a test file: each case with counters of its own, each call decided by the engine that decides in the gateway,
 * and its reservation settled by what `answer` says happened. A call repeated is expected to end alike every time.
 */

import { type CompiledPolicy, compilePolicy } from "../compile/policy.js";
import { counterKey } from "../count/claim.js";
import { MemoryCounters } from "../count/memory.js";
import { type Happened, releasesOf } from "../count/release.js";
import { conclude, countingOf, type Decision } from "../decide/conclude.js";
import { judge } from "../decide/judge.js";
import type { Answer, Expectation, Suite, SuiteCall, SuiteCase, SuitePlace } from "./suite.js";

/** A call that did not end as expected; one is reported for all its repetitions. */
export type SuiteFailure = SuitePlace & {
  readonly expected: Expectation;
  readonly decision: Decision;
  /** What differs, in one sentence for people. */
  readonly text: string;
};

export type CaseResult = SuitePlace & {
  readonly name: string;
  readonly ok: boolean;
  readonly failures: readonly SuiteFailure[];
};

const HAPPENED: { readonly [answer in Answer]: Happened } = {
  ok: "success",
  error: "error",
  timeout: "uncertain",
  unreached: "unreached",
};

/** Runs every case, in the order of the file. */
export function runSuite({ policy, cases }: Suite): readonly CaseResult[] {
  const compiled = compilePolicy(policy);
  return cases.map((one) => runCase(one, () => compiled));
}

/** Runs one case; the policy in force is asked for before each call, so that it may be edited between them. */
export function runCase(one: SuiteCase, policyFor: (call: SuiteCall) => CompiledPolicy | undefined): CaseResult {
  const { name, line, pointer, calls } = one;
  const counters = new MemoryCounters();
  const failures = calls.flatMap((call, index) => repeated(policyFor(call), counters, call, index));
  return { name, line, pointer, ok: failures.length === 0, failures };
}

function repeated(policy: CompiledPolicy | undefined, counters: MemoryCounters, call: SuiteCall, index: number) {
  const { expect: expected, line, pointer, repeat } = call;
  const failures: SuiteFailure[] = [];
  for (let time = 1; time <= repeat; time++) {
    const decision = decideCall(policy, counters, call);
    const found = differences(expected, decision);
    if (found === "" || failures.length > 0) continue;
    const text = `call ${index + 1}${repeat > 1 ? `, time ${time} of ${repeat}` : ""}: ${found}`;
    failures.push({ line, pointer, expected, decision, text });
  }
  return failures;
}

/** Decides one call, counts it and settles what it reserved. */
export function decideCall(policy: CompiledPolicy | undefined, counters: MemoryCounters, call: SuiteCall): Decision {
  const { subject, grant, session, at, answer } = call;
  const owners = { organisation: "organisation", server: "server", policy: "policy", grant, session };
  const judgement = judge(policy, subject);
  const claims = judgement.claims.map((claim) => ({ key: counterKey(claim, owners), claim }));
  const how = countingOf(judgement);
  const counted = how === undefined ? { at, limits: [], states: new Map() } : counters.reserve({ how, claims, at });
  counters.settle(releasesOf(claims, counted.states, HAPPENED[answer]));
  return conclude(judgement, counted);
}

function differences({ outcome, rule, message }: Expectation, decision: Decision): string {
  const found = [
    differs("outcome", outcome, decision.outcome),
    differs("rule", rule, decision.rule),
    differs("message", message, decision.message),
  ].filter((text) => text !== undefined);
  if (found.length === 0) return "";
  const why = decision.rule === "" ? "" : ` (${decision.rule}: ${decision.message})`;
  return `${found.join("; ")}${why}`;
}

function differs(what: string, expected: string | undefined, got: string): string | undefined {
  if (expected === undefined || expected === got) return undefined;
  return `${what} expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`;
}
