/** Conditions and the groups that hold them: a value has to fit its operator before any call is decided. */

import type { ApproveGroup, Condition, ConditionGroup, DenyGroup } from "../document.js";
import { OPS, type Op } from "../document.js";
import { memberOf, type Node, type ObjectNode } from "../parse/node.js";
import { type Path, parsePath } from "../path.js";
import { isAnchored, patternFault, usesLines } from "../regex.js";
import type { Context } from "./context.js";
import { readPath } from "./path.js";
import { readBoolean, readFields, readList, readString, readValue, readWord, refuseEmpty, wrongType } from "./shape.js";

/** Which list a group stands in. */
type Sense = "deny_if" | "require" | "approve_if";

export function readDenyGroup(node: Node, sense: "deny_if" | "require", context: Context): DenyGroup | undefined {
  const readers = {
    ...groupReaders(sense, context),
    on_deny: (value: Node) => readString(value, "`on_deny`", context.report),
  };
  return readFields<DenyGroup>(node, `a group of \`${sense}\``, readers, [], context.report);
}

export function readApproveGroup(node: Node, context: Context): ApproveGroup | undefined {
  const readers = {
    ...groupReaders("approve_if", context),
    reason: (value: Node) => readString(value, "`reason`", context.report),
  };
  return readFields<ApproveGroup>(node, "a group of `approve_if`", readers, [], context.report);
}

function groupReaders(sense: Sense, context: Context) {
  const list = (node: Node, what: string) =>
    readList(node, what, (item) => readCondition(item, sense, context), context.report);
  return {
    conditions: (node: Node): ConditionGroup["conditions"] => list(node, "`conditions`"),
    any: (node: Node): ConditionGroup["any"] => {
      if (node.kind === "array" && node.items.length === 0) {
        context.report.warn(node, "empty_any", "an empty `any` never holds", "leave `any` out, or write conditions");
      }
      return list(node, "`any`");
    },
  };
}

function readCondition(node: Node, sense: Sense, context: Context): Condition | undefined {
  const { report } = context;
  const condition = readFields<Condition>(
    node,
    "a condition",
    {
      path: (value) => readPath(value, { single: false }, context)?.text,
      op: (value) => readWord(value, "`op`", OPS, report),
      value: readValue,
      if_absent: (value) => readBoolean(value, "`if_absent`", report),
    },
    ["path", "op", "value"],
    report,
  );
  if (condition === undefined || node.kind !== "object" || condition.op === undefined) return condition;
  const value = memberOf(node, "value");
  if (value !== undefined && value.kind !== "unread") checkValue(condition, value, context);
  warnOf(condition, node, sense, context);
  return condition;
}

function checkValue({ op, path }: Condition, value: Node, context: Context): void {
  const { report } = context;
  switch (op) {
    case "in":
    case "not_in":
      if (value.kind === "array") refuseEmpty(value, `the list of \`${op}\``, "write at least one value", report);
      else wrongType(value, `the value of \`${op}\``, "an array", 'write a list, as in `["usd", "eur"]`', report);
      break;
    case "lt":
    case "lte":
    case "gt":
    case "gte":
      if (value.kind !== "number")
        wrongType(value, `the value of \`${op}\``, "a number", "write a number without quotes", report);
      break;
    case "exists":
      if (value.kind !== "boolean")
        wrongType(value, "the value of `exists`", "a boolean", "write `true` or `false`", report);
      break;
    case "regex":
      checkPattern(value, context);
      break;
    case "eq":
    case "neq":
    case "contains":
      break;
  }
  const read = path === undefined ? undefined : parsePath(path);
  if (read?.ok === true && read.path.fn !== undefined) checkNumeric(op, read.path, value, context);
}

/** A function gives a number; what a number never fits is a mistake. */
function checkNumeric(op: Op, { fn }: Path, value: Node, { report }: Context): void {
  const never = `\`${fn}\` gives a number, which`;
  if (op === "regex" || op === "contains") {
    report.error(
      value,
      "never_fits",
      `${never} \`${op}\` never fits`,
      "compare it with `eq`, `lt`, `lte`, `gt` or `gte`",
    );
  } else if ((op === "eq" || op === "neq") && value.kind !== "number") {
    report.error(value, "never_fits", `${never} only a number can equal`, "write a number without quotes");
  } else if (
    (op === "in" || op === "not_in") &&
    value.kind === "array" &&
    !value.items.some(({ kind }) => kind === "number")
  ) {
    report.error(value, "never_fits", `${never} is in no list without numbers`, "write numbers without quotes");
  }
}

function checkPattern(value: Node, { report }: Context): void {
  if (value.kind !== "string") {
    wrongType(value, "the value of `regex`", "a string", "write the pattern in quotes", report);
    return;
  }
  const fault = patternFault(value.value);
  if (fault !== undefined) {
    report.error(
      value,
      "bad_regex",
      `the pattern does not compile: ${fault}`,
      "RE2 syntax has no look-around and no back-references",
    );
  } else if (usesLines(value.value)) {
    report.error(value, "multiline_regex", "`^` and `$` are the ends of the text", "leave the flag `m` out");
  }
}

function warnOf({ op, value, if_absent }: Condition, node: ObjectNode, sense: Sense, { report }: Context): void {
  const spot = memberOf(node, "value") ?? node;
  if (op === "exists" && if_absent !== undefined) {
    report.warn(
      memberOf(node, "if_absent") ?? node,
      "unused_if_absent",
      "`exists` is never absent",
      "leave `if_absent` out",
    );
  }
  if (sense === "require" && op === "regex" && typeof value === "string" && !isAnchored(value)) {
    const hint = "write `^…$` around each alternative if the whole text is meant";
    report.warn(spot, "unanchored_regex", "the pattern accepts text that merely contains a match", hint);
  }
  if (sense === "deny_if" && isText(op, value)) {
    const hint = "`require` with `in` refuses what is not on the list, however spelled";
    report.warn(spot, "text_denylist", "another spelling of this text passes", hint);
  }
}

function isText(op: Op, value: unknown): boolean {
  if (op === "eq") return typeof value === "string";
  return op === "in" && Array.isArray(value) && value.some((item) => typeof item === "string");
}
