/** The rule that is recommended for one tool. */
import type { Condition, DenyGroup, Limit, Rule } from "@turnpike/policy";
import type { Classification } from "../classify/classify.js";
import type { Tool } from "../tool.js";
import { type Amount, amountOf } from "./amounts.js";

/** What may be chosen. Until approvals are given anywhere, `require_approval` refuses; then this is the alternative. */
export type RecommendOptions = { readonly withoutApprovals: boolean };

/** A rule with what it was made from; `hidden` stands for no rule at all, but a place in `hide`. */
export type RecommendedRule = {
  readonly rule: Rule | "hidden";
  readonly amount: Amount | undefined;
};

/** Figures to start from; whoever uses the policy puts their own. */
export const starting = {
  amountPerCall: 500,
  amountPerDay: 2000,
  callsPerDay: 20,
  perMinute: { Write: 30, Execute: 10, Financial: 5 },
} as const;

/** Recommends a rule by the tool's category, and caps the amount where an argument is one. */
export function recommendRule(tool: Tool, { category }: Classification, options: RecommendOptions): RecommendedRule {
  if (category === "Destructive") return { rule: "hidden", amount: undefined };
  if (category === "Read") return { rule: {}, amount: undefined };
  const amount = amountOf(tool, category);
  const caps = amount === undefined ? {} : capped(amount, category === "Financial");
  if (category !== "Financial")
    return { rule: { ...caps, limits: [rate(tool, starting.perMinute[category])] }, amount };
  if (options.withoutApprovals)
    return { rule: { ...caps, limits: [rate(tool, starting.perMinute.Financial), daily(tool, amount)] }, amount };
  const reason = "this moves money or commits someone to pay: a person has to approve it";
  return { rule: { action: "require_approval", reason, ...caps }, amount };
}

function rate({ name }: Tool, max: number): Limit {
  return { counter: `${name}_rate`, window: "minute", max, scope: "grant" };
}

/** The amounts of a day where they can be added up, else the calls. */
function daily({ name }: Tool, amount: Amount | undefined): Limit {
  const common = { counter: `${name}_day`, window: "day", scope: "grant" } as const;
  if (amount === undefined || amount.written === "text") return { ...common, max: starting.callsPerDay };
  return {
    ...common,
    counter: `${name}_amount`,
    max: starting.amountPerDay * amount.scale,
    increment_from: amount.path,
  };
}

/** Left out, an amount often means "all of it": where money moves, a call that does not say how much is refused. */
function capped(amount: Amount, moves: boolean): Pick<Rule, "deny_if" | "require"> {
  const most = starting.amountPerCall * amount.scale;
  if (amount.written === "text") return { require: [textCap(amount, moves)] };
  const absent = (met: boolean) => (amount.optional ? { if_absent: met } : {});
  const over: Condition = { path: amount.path, op: "gt", value: most, ...absent(moves) };
  const negative = amount.least.map((path): Condition => ({ path, op: "lt", value: 0, ...absent(false) }));
  const on_deny =
    amount.optional && moves
      ? `say an amount, and one of at most ${most}`
      : `amounts over ${most} are for a person to decide`;
  return { deny_if: [{ any: [over, ...negative], on_deny }] };
}

/** An amount that is written as text cannot be compared, but what stays below 500 can be described. */
function textCap({ path, optional, scale }: Amount, moves: boolean): DenyGroup {
  const below = scale === 1 ? "^(?:[0-9]{1,2}|[1-4][0-9]{2})(?:[.][0-9]+)?$" : "^(?:[0-9]{1,4}|[1-4][0-9]{4})$";
  const condition: Condition = { path, op: "regex", value: below, ...(optional && { if_absent: !moves }) };
  return {
    conditions: [condition],
    on_deny: `the amount has to be a plain number below ${starting.amountPerCall * scale}`,
  };
}
