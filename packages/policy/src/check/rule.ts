/** One rule: of a tool, a resource, a prompt, or of all tools. */

import { ACTIONS, type Rule, type RuleBody } from "../document.js";
import { memberOf, type Node, type ObjectNode } from "../parse/node.js";
import { readApproveGroup, readDenyGroup } from "./condition.js";
import type { Context } from "./context.js";
import { readApproval, readLimit, readRateLimit } from "./limit.js";
import { type Readers, readFields, readList, readString, readWord } from "./shape.js";

export function readRule(node: Node, context: Context): Rule | undefined {
  const { report } = context;
  const readers = {
    ...bodyReaders(context),
    action: (value: Node) => readWord(value, "`action`", ACTIONS, report),
  };
  const rule = readFields<Rule>(node, "a rule", readers, [], report);
  if (rule !== undefined && node.kind === "object") warnOf(rule, node, context);
  return rule;
}

/** The rule of all tools: it lists nothing, so it has no action. */
export function readAllTools(node: Node, context: Context): RuleBody | undefined {
  const action = node.kind === "object" ? node.members.find(({ key }) => key === "action") : undefined;
  if (node.kind !== "object" || action === undefined) return readBody(node, context);
  const spot = { start: action.keyStart, pointer: action.pointer };
  const hint = 'write `default: "deny"`, `hide`, or an entry `"*"` in `tools`';
  context.report.error(spot, "action_not_allowed", "`all_tools` has no `action`", hint);
  return readBody({ ...node, members: node.members.filter((member) => member !== action) }, context);
}

function readBody(node: Node, context: Context): RuleBody | undefined {
  const body = readFields<RuleBody>(node, "`all_tools`", bodyReaders(context), [], context.report);
  if (body !== undefined && node.kind === "object") warnOf(body, node, context);
  return body;
}

function bodyReaders(context: Context): Readers<RuleBody> {
  const { report } = context;
  return {
    reason: (node) => readString(node, "`reason`", report),
    deny_if: (node) => readList(node, "`deny_if`", (item) => readDenyGroup(item, "deny_if", context), report),
    require: (node) => readList(node, "`require`", (item) => readDenyGroup(item, "require", context), report),
    approve_if: (node) => readList(node, "`approve_if`", (item) => readApproveGroup(item, context), report),
    approval: (node) => readApproval(node, context),
    limits: (node) => readList(node, "`limits`", (item) => readLimit(item, context), report),
    rate_limit: (node) => readRateLimit(node, context),
  };
}

function warnOf(rule: Rule, node: ObjectNode, { report }: Context): void {
  const { action = "allow", limits = [], rate_limit } = rule;
  const perSession = limits.every((limit) => limit?.scope === "session");
  const limited = memberOf(node, rate_limit === undefined ? "limits" : "rate_limit");
  if (limited !== undefined && perSession && (rate_limit !== undefined || limits.length > 0)) {
    const hint = "add a limit with scope `grant`, which a new session does not reset";
    report.warn(limited, "session_only_limits", "the rule's only limits are per session", hint);
  }
  if (rule.reason !== undefined && action === "allow") {
    const hint =
      "groups of `deny_if` and `require` and limits have `on_deny`, groups of `approve_if` their own `reason`";
    report.warn(memberOf(node, "reason") ?? node, "unused_reason", "no action shows this `reason`", hint);
  }
}
