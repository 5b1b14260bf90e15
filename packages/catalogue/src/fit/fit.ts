/** Holds a policy against a server's tools: names, arguments, types, and what can never happen. */
import {
  type ApproveGroup,
  type Condition,
  type DenyGroup,
  globMatches,
  isGlob,
  nearest,
  type PolicyDocument,
  parsePath,
  type RuleBody,
} from "@turnpike/policy";
import type { Tool } from "../tool.js";
import { schemaAt } from "./at-path.js";
import type { FitWarning } from "./codes.js";
import { conditionFault, type Fault, type Group, missing } from "./condition.js";

/** Every warning, in the order of the document. */
export function fitWarnings(document: PolicyDocument, tools: readonly Tool[]): readonly FitWarning[] {
  const names = tools.map(({ name }) => name);
  const hidden = (document.hide ?? []).flatMap((glob, at) => unknown(glob, names, `/hide/${at}`));
  const ruled = Object.entries(document.tools ?? {}).flatMap(([glob, rule]) => {
    const pointer = `/tools/${escaped(glob)}`;
    const matched = tools.filter(({ name }) => globMatches(glob, name));
    return matched.length === 0 ? unknown(glob, names, pointer) : ruleWarnings(rule, matched, pointer);
  });
  const all =
    document.all_tools === undefined || tools.length === 0 ? [] : ruleWarnings(document.all_tools, tools, "/all_tools");
  return [...hidden, ...all, ...ruled];
}

function unknown(glob: string, names: readonly string[], pointer: string): readonly FitWarning[] {
  if (names.some((name) => globMatches(glob, name))) return [];
  if (isGlob(glob))
    return [
      {
        code: "unknown_tool",
        pointer,
        message: `no tool of the server fits \`${glob}\``,
        hint: "write the glob so that it fits a tool, or leave it out",
      },
    ];
  const near = nearest(glob, names);
  const hint = near === undefined ? "leave it out, unless the server will have it later" : `did you mean \`${near}\`?`;
  return [{ code: "unknown_tool", pointer, message: `the server has no tool \`${glob}\``, hint }];
}

function ruleWarnings(rule: RuleBody, tools: readonly Tool[], pointer: string): readonly FitWarning[] {
  const groups = (["deny_if", "require", "approve_if"] as const).flatMap((group) =>
    (rule[group] ?? []).flatMap((each, at) => groupWarnings(each, group, tools, `${pointer}/${group}/${at}`)),
  );
  const amounts = (rule.limits ?? []).flatMap(({ increment_from }, at) =>
    increment_from === undefined || saysWhenAbsent(rule, increment_from)
      ? []
      : common(tools, (tool) => amountFault(increment_from, tool), `${pointer}/limits/${at}/increment_from`),
  );
  return [...groups, ...amounts];
}

function groupWarnings(
  of: DenyGroup | ApproveGroup,
  group: Group,
  tools: readonly Tool[],
  pointer: string,
): readonly FitWarning[] {
  const list = (which: "conditions" | "any") =>
    (of[which] ?? []).flatMap((condition: Condition, at: number) =>
      common(tools, (tool) => conditionFault(condition, group, tool.inputSchema), `${pointer}/${which}/${at}`),
    );
  return [...list("conditions"), ...list("any")];
}

/**
 * A rule on many tools is at fault where it is for all of them; of an argument that some may leave out it is enough that
 * one may.
 */
function common(
  tools: readonly Tool[],
  judge: (tool: Tool) => Fault | undefined,
  pointer: string,
): readonly FitWarning[] {
  const faults = tools.map(judge);
  const absent = faults.find((fault) => fault?.code === "optional_argument" || fault?.code === "optional_amount");
  const fault = absent ?? (faults.every((each) => each !== undefined) ? faults[0] : undefined);
  return fault === undefined ? [] : [{ ...fault, pointer }];
}

function amountFault(path: string, { inputSchema }: Tool): Fault | undefined {
  const read = parsePath(path);
  if (!read.ok) return undefined;
  const at = schemaAt(inputSchema, read.path);
  if (at.kind === "missing") return { code: "unknown_argument", ...missing(at) };
  if (at.kind !== "found" || !at.optional) return undefined;
  const message = "the amount may be left out, and a call without it is refused";
  return {
    code: "optional_amount",
    message,
    hint: "if that is meant, say so to the agent: `deny_if` with `exists: false` and an `on_deny`",
  };
}

/** Whether the rule itself refuses a call without the amount, in words of its author. */
function saysWhenAbsent({ deny_if = [], require = [] }: RuleBody, path: string): boolean {
  const argument = argumentOf(path);
  const refuses = ({ path: of, op, value, if_absent }: Condition) =>
    argumentOf(of) === argument && (if_absent === true || (op === "exists" && value === false));
  const requires = ({ path: of, if_absent, op, value }: Condition) =>
    argumentOf(of) === argument && if_absent !== true && !(op === "exists" && value === false);
  return (
    deny_if.some(({ conditions = [], any = [] }) => [...conditions, ...any].some(refuses)) ||
    require.some(({ conditions = [] }) => conditions.some(requires))
  );
}

/** `sum(args.lines[*])` is there when `args.lines` is. */
function argumentOf(path: string): string {
  return path.replace(/^\w+\((.*)\)$/, "$1").replace(/\[\*\]$/, "");
}

function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
