/**
 * All that applies to one name, laid out in the order in which it is asked: `all_tools` first, then the entries by the
 * code points of their names, each step over all of them before the next.
 */

import { type ReadTree, treeOf } from "../decide/ambiguity.js";
import type { ApprovalNeed, Refusal } from "../decide/judgement.js";
import { type EntryKind, unavailable } from "../decide/refusals.js";
import type { Default } from "../document.js";
import type { Asking, Check, CompiledLimit, CompiledRule } from "./rule.js";

export type Ask = Pick<Asking, "group"> & { readonly need: ApprovalNeed };

export type Plan = {
  /** What refuses whatever the arguments are: hidden, not listed, or denied by action. */
  readonly refusal: Refusal | undefined;
  readonly reads: ReadTree;
  readonly denyIf: readonly Check[];
  readonly require: readonly Check[];
  readonly limits: readonly CompiledLimit[];
  readonly asks: readonly Ask[];
};

/** What a plan is made of; `entries` in the code-point order of their names. */
export type Parts = {
  readonly kind: EntryKind;
  readonly default: Default;
  readonly hidden: boolean;
  readonly allTools: CompiledRule | undefined;
  readonly entries: readonly CompiledRule[];
};

const DEFAULT_APPROVERS = 1;
const DEFAULT_EXPIRES_SECONDS = 30 * 60;

export function planOf(parts: Parts): Plan {
  const rules = parts.allTools === undefined ? parts.entries : [parts.allTools, ...parts.entries];
  return {
    refusal: fixedRefusal(parts),
    reads: treeOf(rules.flatMap(({ reads }) => reads)),
    denyIf: rules.flatMap(({ denyIf }) => denyIf),
    require: rules.flatMap(({ require }) => require),
    limits: rules.flatMap(({ limits }) => limits),
    asks: asksOf(rules),
  };
}

function fixedRefusal({ kind, default: otherwise, hidden, entries }: Parts): Refusal | undefined {
  const hiding = entries.find(({ action }) => action === "hide");
  if (hidden || hiding !== undefined) return unavailable("hidden", kind, hiding?.reason);
  if (entries.length === 0 && otherwise === "deny") return unavailable("default_deny", kind, undefined);
  return entries.find(({ denied }) => denied !== undefined)?.denied;
}

/** Where several `approval` blocks apply, the most approvers and the shortest time count. */
function asksOf(rules: readonly CompiledRule[]): Ask[] {
  const approvers = Math.max(...rules.flatMap((rule) => rule.approvers ?? []), DEFAULT_APPROVERS);
  const expires = rules.flatMap(({ expiresSeconds }) => expiresSeconds ?? []);
  const expiresSeconds = expires.length === 0 ? DEFAULT_EXPIRES_SECONDS : Math.min(...expires);
  return rules.flatMap(({ asks }) =>
    asks.map(({ group, rule, message }) => ({ group, need: { rule, message, approvers, expiresSeconds } })),
  );
}
