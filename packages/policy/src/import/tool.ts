/** One tool's entry, translated: its `rules`, beside whatever it says in this language already. */

import { memberOf, type Node, type ObjectNode } from "../parse/node.js";
import { listNode, memberNode, objectNode, textNode } from "./build.js";
import type { Home, ImportContext } from "./context.js";
import { limitFromRate } from "./limit.js";
import { addRule, emptyParts, expiresNode, type Parts } from "./rules.js";

/** The entry in this language. */
export function importTool(entry: Node, home: Home, context: ImportContext): Node {
  if (entry.kind !== "object") return entry;
  const parts = emptyParts();
  const rules = memberOf(entry, "rules");
  if (rules?.kind === "array") {
    for (const rule of rules.items) addRule(rule, home, parts, context);
  } else if (rules !== undefined) {
    context.report.error(
      rules,
      "wrong_type",
      "`rules` has to be an array",
      "write `rules: []` for a tool without rules",
    );
  }
  const rate = memberOf(entry, "rate_limit");
  if (rate?.kind === "string") {
    const limit = limitFromRate(rate, undefined, home, context);
    if (limit !== undefined) parts.limits.push(limit);
  }
  return merged(entry, madeOf(entry, home, parts, context), context);
}

/** The entry without what was translated, each list longer by what it was translated to. */
function merged(
  entry: ObjectNode,
  made: { readonly [key: string]: Node | undefined },
  { report }: ImportContext,
): Node {
  const kept = entry.members.filter(
    ({ key, value }) => key !== "rules" && !(key === "rate_limit" && value.kind === "string"),
  );
  const members = kept.map((member) => {
    const more = made[member.key];
    if (more !== undefined && (member.value.kind !== "array" || more.kind !== "array")) {
      report.error(more, "duplicate_key", `the tool has \`${member.key}\` twice`, "say it in one of the two ways");
    }
    if (member.value.kind !== "array" || more?.kind !== "array") return member;
    return { ...member, value: { ...member.value, items: [...member.value.items, ...more.items] } };
  });
  const own = new Set(kept.map(({ key }) => key));
  const added = Object.entries(made).flatMap(([key, value]) =>
    value === undefined || own.has(key) ? [] : [memberNode(key, value)],
  );
  return { ...entry, members: [...members, ...added] };
}

function madeOf(entry: ObjectNode, { wildcard }: Home, parts: Parts, context: ImportContext) {
  const { action, reason } = wildcard ? {} : actionOf(parts);
  const unconditional = [...(wildcard ? parts.denials : [])].map((denial) =>
    objectNode(denial.at, { on_deny: denial.reason }),
  );
  const spare = wildcard ? parts.approvals : parts.approvals.slice(parts.denials.length > 0 ? 0 : 1);
  const asking = spare.map((approval) => objectNode(approval.at, { reason: approval.reason }));
  return {
    action,
    reason,
    deny_if: some(entry, unconditional),
    require: some(entry, parts.require),
    approve_if: some(entry, [...parts.approveIf, ...asking]),
    approval: approvalOf(parts, context),
    limits: some(entry, parts.limits),
    rate_limit: onlyRateLimit(parts, context),
  };
}

/** Refusing always comes before asking always. */
function actionOf({ denials, approvals }: Parts): { action?: Node; reason?: Node | undefined } {
  const [first] = denials.length > 0 ? denials : approvals;
  if (first === undefined) return {};
  return { action: textNode(first.at, denials.length > 0 ? "deny" : "require_approval"), reason: first.reason };
}

function some(at: Node, items: readonly Node[]): Node | undefined {
  return items.length === 0 ? undefined : listNode(at, items);
}

function approvalOf({ expires }: Parts, { changes }: ImportContext): Node | undefined {
  const [shortest, ...others] = expires.toSorted((a, b) => a.seconds - b.seconds);
  if (shortest === undefined) return undefined;
  if (others.some(({ seconds }) => seconds !== shortest.seconds)) {
    changes.add(`${shortest.at.pointer}: of several times for approval, the shortest counts for the whole tool`);
  }
  return objectNode(shortest.at, { expires: expiresNode(shortest.at, shortest.seconds) });
}

function onlyRateLimit({ rateLimits }: Parts, { report }: ImportContext): Node | undefined {
  const [first, second] = rateLimits;
  if (second !== undefined) {
    report.error(second, "duplicate_key", "a tool has one `rate_limit`", "write the others as `limits`");
  }
  return first;
}
