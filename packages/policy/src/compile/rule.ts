/** A rule made ready: paths parsed, patterns compiled, pointers and messages written, before any call comes. */

import type { Claim } from "../count/claim.js";
import { floorToMillionths, toMillionths } from "../count/millionths.js";
import { type Read, readsOf } from "../decide/ambiguity.js";
import { acceptedPath, type CompiledGroup, compileGroup } from "../decide/condition.js";
import { approveMessage, denyMessage, requireMessage } from "../decide/describe.js";
import type { Refusal } from "../decide/judgement.js";
import { actionMessage, type EntryKind, refusal } from "../decide/refusals.js";
import type { Action, Approval, DenyGroup, Limit, RateLimit, Rule } from "../document.js";
import { durationSeconds } from "../duration.js";
import type { Path } from "../path.js";
import { pointerTo } from "../pointer.js";

export type Check = { readonly group: CompiledGroup; readonly refusal: Refusal };

/** `from` is the path of the amount; without it the claim is ready as it stands. */
export type CompiledLimit = { readonly claim: Claim; readonly from: Path | undefined };

/** Without a group, the action asks for approval of every call. */
export type Asking = { readonly group: CompiledGroup | undefined; readonly rule: string; readonly message: string };

export type CompiledRule = {
  readonly action: Action;
  readonly reason: string | undefined;
  readonly denied: Refusal | undefined;
  readonly denyIf: readonly Check[];
  readonly require: readonly Check[];
  readonly limits: readonly CompiledLimit[];
  readonly asks: readonly Asking[];
  readonly reads: readonly Read[];
  readonly approvers: number | undefined;
  readonly expiresSeconds: number | undefined;
};

/** The rule at the pointer. */
export function compileRule(rule: Rule, pointer: string, kind: EntryKind): CompiledRule {
  const { action = "allow", reason } = rule;
  const denyIf = checks(rule.deny_if, pointerTo(pointer, "deny_if"), "deny_if", denyMessage);
  const require = checks(rule.require, pointerTo(pointer, "require"), "require", requireMessage);
  const asks = asking(rule, pointer);
  const limits = limitsOf(rule, pointer);
  const groups = [...denyIf, ...require, ...asks].flatMap(({ group }) => group ?? []);
  const denied = refusal("action", pointerTo(pointer, "action"), reason ?? actionMessage(kind));
  return {
    action,
    reason,
    denied: action === "deny" ? denied : undefined,
    denyIf,
    require,
    limits,
    asks,
    reads: everyRead(groups, limits),
    ...approvalOf(rule.approval),
  };
}

function checks(
  groups: readonly DenyGroup[] = [],
  pointer: string,
  reason: "deny_if" | "require",
  message: (group: DenyGroup) => string,
): Check[] {
  return groups.map((group, i) => ({
    group: compileGroup(group),
    refusal: refusal(reason, pointerTo(pointer, i), group.on_deny ?? message(group)),
  }));
}

function asking({ action, reason, approve_if = [] }: Rule, pointer: string): Asking[] {
  const groups = approve_if.map((group, i) => ({
    group: compileGroup(group),
    rule: pointerTo(pointerTo(pointer, "approve_if"), i),
    message: group.reason ?? approveMessage(group),
  }));
  if (action !== "require_approval") return groups;
  return [{ group: undefined, rule: pointerTo(pointer, "action"), message: reason ?? approveMessage({}) }, ...groups];
}

function limitsOf({ limits = [], rate_limit }: Rule, pointer: string): CompiledLimit[] {
  const named = limits.map((limit, i) => compileLimit(limit, pointerTo(pointerTo(pointer, "limits"), i)));
  return rate_limit === undefined ? named : [...named, compileRateLimit(rate_limit, pointerTo(pointer, "rate_limit"))];
}

function compileLimit(limit: Limit, rule: string): CompiledLimit {
  const { counter, window, max, scope = "grant", increment = 1, increment_from, on_error = "keep", on_deny } = limit;
  const from = increment_from === undefined ? undefined : acceptedPath(increment_from);
  const claim: Claim = {
    rule,
    scope,
    name: counter,
    identity: `${window}:${counter}`,
    window: { kind: "calendar", unit: window },
    max: floorToMillionths(max),
    amount: from === undefined ? (toMillionths(increment) ?? 0n) : 0n,
    kind: from === undefined ? "count" : "amount",
    onError: on_error,
    ...(on_deny === undefined ? {} : { onDeny: on_deny }),
  };
  return { claim, from };
}

function compileRateLimit({ max, window }: RateLimit, rule: string): CompiledLimit {
  const claim: Claim = {
    rule,
    scope: "session",
    name: null,
    identity: `${window}:${rule}`,
    window: { kind: "first_call", seconds: window },
    max: floorToMillionths(max),
    amount: 1_000_000n,
    kind: "count",
    onError: "keep",
  };
  return { claim, from: undefined };
}

function everyRead(groups: readonly CompiledGroup[], limits: readonly CompiledLimit[]): Read[] {
  const conditions = groups.flatMap(({ conditions: all, any = [] }) => [...all, ...any]);
  return [
    ...conditions.flatMap(({ path, written }) => readsOf(path, written.op)),
    ...limits.flatMap(({ from }) => (from === undefined ? [] : readsOf(from, undefined))),
  ];
}

function approvalOf(approval: Approval | undefined): Pick<CompiledRule, "approvers" | "expiresSeconds"> {
  const { approvers, expires } = approval ?? {};
  return { approvers, expiresSeconds: expires === undefined ? undefined : durationSeconds(expires) };
}
