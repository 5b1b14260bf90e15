/**
 * The `rules` of a tool in the other dialect. There every rule has to pass: `evaluate` states what must be true, `deny`
 * refuses always, `require_approval` asks a person. Here these are `require`, `action: "deny"` and `approve_if`.
 */

import { shownKey } from "@turnpike/json";
import { memberOf, type Node, type ObjectNode } from "../parse/node.js";
import { listNode, memberNamed, objectNode, textNode } from "./build.js";
import type { Home, ImportContext } from "./context.js";
import { goDuration } from "./go-duration.js";
import { limitFromRate, limitFromState } from "./limit.js";
import { argsPath } from "./path.js";

const KNOWN = ["name", "action", "conditions", "on_deny", "reason", "state", "rate_limit", "approval_timeout"];

/** What the rules of one tool come to. */
export type Parts = {
  readonly require: Node[];
  readonly denyIf: Node[];
  readonly approveIf: Node[];
  readonly limits: Node[];
  readonly rateLimits: Node[];
  readonly denials: { readonly at: Node; readonly reason: Node | undefined }[];
  readonly approvals: { readonly at: Node; readonly reason: Node | undefined }[];
  readonly expires: { readonly at: Node; readonly seconds: number }[];
};

export function emptyParts(): Parts {
  const empty = { require: [], denyIf: [], approveIf: [], limits: [] };
  return { ...empty, rateLimits: [], denials: [], approvals: [], expires: [] };
}

/** Adds one rule to the parts. */
export function addRule(rule: Node, home: Home, parts: Parts, context: ImportContext): void {
  if (rule.kind !== "object") {
    context.report.error(rule, "wrong_type", "a rule has to be an object", "write it in `{ … }`");
    return;
  }
  refuseOtherKeys(rule, context);
  if (memberOf(rule, "name") !== undefined)
    context.changes.add("names of rules are left out: a decision names its place");
  const action = memberOf(rule, "action");
  const word = action?.kind === "string" ? action.value : action === undefined ? "evaluate" : "";
  if (word === "evaluate") addEvaluation(rule, home, parts, context);
  else if (word === "deny") addDenial(rule, parts, context);
  else if (word === "require_approval") addApproval(rule, parts, context);
  else {
    const hint = "write `evaluate`, `deny` or `require_approval`";
    context.report.error(action ?? rule, "unknown_value", "the action is none of this dialect's", hint);
  }
}

function refuseOtherKeys(rule: ObjectNode, { report }: ImportContext): void {
  for (const { key, keyStart, pointer } of rule.members) {
    if (KNOWN.includes(key)) continue;
    const hint = `known here: ${KNOWN.map((name) => `\`${name}\``).join(", ")}`;
    report.error(
      { start: keyStart, pointer },
      "unknown_key",
      `a rule of this dialect has no key ${shownKey(key)}`,
      hint,
    );
  }
}

function messageOf(rule: ObjectNode): Node | undefined {
  return memberOf(rule, "on_deny") ?? memberOf(rule, "reason");
}

function addEvaluation(rule: ObjectNode, home: Home, parts: Parts, context: ImportContext): void {
  const message = messageOf(rule);
  const rate = memberOf(rule, "rate_limit");
  const state = memberOf(rule, "state");
  const { ofArgs, ofState } = conditionsOf(rule);
  refuseTogether(rule, ["approval_timeout"], "`evaluate`", context);
  if (rate !== undefined) {
    refuseTogether(rule, ["conditions", "state"], "`rate_limit`", context);
    addRate(rate, message, home, parts, context);
  } else if (ofArgs.length + ofState.length === 0 && state === undefined) {
    context.report.error(rule, "missing_key", "the rule has no conditions", "write what must be true, or `rules: []`");
  }
  if (ofArgs.length > 0) parts.require.push(requireGroup(rule, ofArgs, message, context));
  if (state?.kind === "object") {
    const limit = limitFromState(state, ofState, message, home, context);
    if (limit !== undefined) parts.limits.push(limit);
  } else if (ofState.length > 0) {
    const hint = "write the `state` block into the rule that bounds it";
    context.report.error(ofState[0] as Node, "missing_key", "the rule bounds a counter that it does not keep", hint);
  }
}

function addRate(rate: Node, message: Node | undefined, home: Home, parts: Parts, context: ImportContext): void {
  if (rate.kind === "object") {
    parts.rateLimits.push(rate);
    return;
  }
  const limit = limitFromRate(rate, message, home, context);
  if (limit !== undefined) parts.limits.push(limit);
}

function requireGroup(
  rule: ObjectNode,
  conditions: readonly Node[],
  message: Node | undefined,
  context: ImportContext,
) {
  context.changes.add(
    '`evaluate` became `require`; comparisons do not turn one type into another, so `"5"` does not equal 5',
  );
  const translated = conditions.map((condition) => withPath(condition, context));
  return objectNode(rule, { conditions: listNode(rule, translated), on_deny: message });
}

function withPath(condition: Node, context: ImportContext): Node {
  if (condition.kind !== "object") return condition;
  const members = condition.members.map((member) =>
    member.key === "path" ? { ...member, value: argsPath(member.value, context) } : member,
  );
  return { ...condition, members };
}

function conditionsOf(rule: ObjectNode): { ofArgs: Node[]; ofState: Node[] } {
  const conditions = memberOf(rule, "conditions");
  const all = conditions?.kind === "array" ? conditions.items : [];
  const isState = (node: Node) => {
    const path = memberNamed(node, "path")?.value;
    return path?.kind === "string" && path.value.startsWith("state.");
  };
  return { ofArgs: all.filter((node) => !isState(node)), ofState: all.filter(isState) };
}

function addDenial(rule: ObjectNode, parts: Parts, context: ImportContext): void {
  refuseTogether(rule, ["conditions", "state", "rate_limit", "approval_timeout"], "`deny`", context);
  parts.denials.push({ at: rule, reason: messageOf(rule) });
}

function addApproval(rule: ObjectNode, parts: Parts, context: ImportContext): void {
  refuseTogether(rule, ["state", "rate_limit"], "`require_approval`", context);
  const { ofArgs, ofState } = conditionsOf(rule);
  const [counted] = ofState;
  if (counted !== undefined) {
    const hint = "ask for approval by arguments, and bound the counter in a rule of its own";
    context.report.error(counted, "unknown_value", "approval by a counter cannot be translated", hint);
  }
  if (ofArgs.length === 0) {
    parts.approvals.push({ at: rule, reason: messageOf(rule) });
  } else {
    const conditions = listNode(
      rule,
      ofArgs.map((condition) => withPath(condition, context)),
    );
    context.changes.add("`require_approval` became `approve_if`; an argument of another type asks for approval too");
    parts.approveIf.push(objectNode(rule, { conditions, reason: messageOf(rule) }));
  }
  addExpiry(rule, parts, context);
}

function addExpiry(rule: ObjectNode, parts: Parts, { report }: ImportContext): void {
  const timeout = memberOf(rule, "approval_timeout");
  if (timeout === undefined) return;
  const seconds = timeout.kind === "string" ? goDuration(timeout.value) : undefined;
  if (seconds !== undefined) {
    parts.expires.push({ at: timeout, seconds });
    return;
  }
  const hint = "write whole seconds, minutes or hours, as in `30m` or `1h30m`";
  report.error(timeout, "bad_duration", "the time for approval cannot be read", hint);
}

function refuseTogether(rule: ObjectNode, keys: readonly string[], what: string, { report }: ImportContext): void {
  for (const key of keys) {
    const member = memberNamed(rule, key);
    const empty = member?.value.kind === "array" && member.value.items.length === 0;
    if (member === undefined || empty) continue;
    const message = `${what} and \`${key}\` do not go together`;
    report.error({ start: member.keyStart, pointer: member.pointer }, "unknown_key", message, "write two rules");
  }
}

/** A text node for a duration in this language. */
export function expiresNode(at: Node, seconds: number): Node {
  const text = seconds % 3600 === 0 ? `${seconds / 3600}h` : seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
  return textNode(at, text);
}
