/** Short ways to decide one call in a test: parse, compile, judge, count in memory, conclude. */

import { type JsonValue, readJson } from "@turnpike/json";
import {
  type CompiledPolicy,
  compilePolicy,
  conclude,
  counterKey,
  countingOf,
  type Decision,
  judge,
  MemoryCounters,
  parsePolicy,
  type Subject,
} from "@turnpike/policy";

export const AT = Date.parse("2026-03-04T05:06:18.000Z");

/** The compiled policy of a document that must be in order. */
export function policyOf(document: object | string): CompiledPolicy {
  const parsed = parsePolicy(typeof document === "string" ? document : JSON.stringify(document));
  if (!parsed.ok) throw new Error(parsed.errors.map(({ pointer, message }) => `${pointer}: ${message}`).join("\n"));
  return compilePolicy(parsed.document);
}

/** A policy that allows the tool `t` by this rule. */
export function withRule(rule: object, more: object = {}): CompiledPolicy {
  return policyOf({ version: "1", default: "deny", tools: { t: rule }, ...more });
}

/** Arguments as the strict reader reads them, so that numbers no double carries stay what they are. */
function args(text: string): JsonValue {
  const read = readJson(text);
  if (!read.ok) throw new Error(read.fault.message);
  return read.value;
}

export function call(text = "{}", name = "t"): Subject {
  return { kind: "tool", name, args: args(text) };
}

/** Decides calls one after another on counters that start empty. */
export class Decider {
  readonly #policy: CompiledPolicy | undefined;
  readonly counters = new MemoryCounters();
  at = AT;

  constructor(policy: CompiledPolicy | undefined) {
    this.#policy = policy;
  }

  decide(subject: Subject, owners: { grant?: string; session?: string; server?: string } = {}): Decision {
    const judgement = judge(this.#policy, subject);
    const who = { organisation: "o", server: "s", policy: "p", grant: "g", ...owners };
    const claims = judgement.claims.map((claim) => ({ key: counterKey(claim, who), claim }));
    return conclude(judgement, this.counters.reserve({ how: countingOf(judgement) ?? "look", claims, at: this.at }));
  }
}

export function decide(policy: CompiledPolicy | undefined, subject: Subject): Decision {
  return new Decider(policy).decide(subject);
}

/** Outcome and rule of one call of `t` by this rule, as `deny /tools/t/deny_if/0`. */
export function verdict(rule: object, text: string): string {
  const { outcome, rule: pointer } = decide(withRule(rule), call(text));
  return pointer === "" ? outcome : `${outcome} ${pointer}`;
}
