/** POLICY: the order of decision, up to the counters. Pure: the same call and document give the same judgement. */

import type { JsonValue } from "@turnpike/json";
import type { Plan } from "../compile/plan.js";
import type { CompiledPolicy } from "../compile/policy.js";
import type { Claim } from "../count/claim.js";
import { uriFault } from "../uri.js";
import { ambiguityIn } from "./ambiguity.js";
import { amountAt } from "./amount.js";
import { groupHolds } from "./condition.js";
import type { ApprovalNeed, Judgement, Refusal, Subject } from "./judgement.js";
import { ambiguous, ambiguousUri, badAmount, NO_POLICY } from "./refusals.js";

/**
 * What the policy says of the call. In `observe` every limit that can be counted is claimed, whatever refuses, because
 * the call will run; else only those that a call has to pass.
 */
export function judge(policy: CompiledPolicy | undefined, subject: Subject): Judgement {
  if (policy === undefined) return { mode: "enforce", claims: [], refusal: NO_POLICY };
  const { mode } = policy;
  const plan = policy.plans[subject.kind].for(subject.kind === "resource" ? subject.uri : subject.name);
  const args = argsOf(subject);
  const refusal = plan.refusal ?? unreadable(plan, subject, args) ?? denied(plan, args) ?? notMet(plan, args);
  if (refusal !== undefined && mode === "enforce") return { mode, claims: [], refusal };
  const { claims, bad } = claimsOf(plan, args);
  const first = refusal ?? bad;
  if (first !== undefined) return { mode, claims, refusal: first };
  const approval = approvalNeeded(plan, args);
  return approval === undefined ? { mode, claims } : { mode, claims, approval };
}

function argsOf(subject: Subject): JsonValue {
  return subject.kind === "resource" ? { uri: subject.uri } : (subject.args ?? {});
}

function unreadable(plan: Plan, subject: Subject, args: JsonValue): Refusal | undefined {
  const fault = subject.kind === "resource" ? uriFault(subject.uri) : undefined;
  if (fault !== undefined) return ambiguousUri(fault);
  const ambiguity = ambiguityIn(plan.reads, args);
  return ambiguity === undefined ? undefined : ambiguous(ambiguity);
}

function denied(plan: Plan, args: JsonValue): Refusal | undefined {
  return plan.denyIf.find(({ group }) => groupHolds(group, args, "refuse"))?.refusal;
}

function notMet(plan: Plan, args: JsonValue): Refusal | undefined {
  return plan.require.find(({ group }) => !groupHolds(group, args, "require"))?.refusal;
}

/** The claims, also those behind a bad amount: what a counter is asked for is checked together, wherever it is named. */
function claimsOf(plan: Plan, args: JsonValue): { claims: Claim[]; bad: Refusal | undefined } {
  const claims: Claim[] = [];
  let bad: Refusal | undefined;
  for (const { claim, from } of plan.limits) {
    const amount = from === undefined ? claim.amount : amountAt(from, args);
    if (amount === undefined) {
      bad ??= badAmount(claim, from?.text ?? "", claims.length);
    } else {
      claims.push(from === undefined ? claim : { ...claim, amount });
    }
  }
  return { claims, bad };
}

function approvalNeeded(plan: Plan, args: JsonValue): ApprovalNeed | undefined {
  return plan.asks.find(({ group }) => group === undefined || groupHolds(group, args, "refuse"))?.need;
}
