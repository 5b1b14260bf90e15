/** An example of a condition on what a tool takes: on its amount, else on the argument that lends itself best. */
import { type Argument, argumentsOf, type Tool } from "@turnpike/catalogue";
import { parsePath, type Rule } from "@turnpike/policy";
import { type Content, code, enumerated, say } from "../document/inline.js";
import type { ToolEntry } from "../entries.js";
import { graveValues } from "./graver.js";

/** A rule with what it says in words. */
export type Cap = { readonly rule: Rule; readonly words: Content };

/** The examples, each a rule of its own; none for a tool with nothing to hold on to. */
export function capsOf({ tool, classified: { category }, recommended }: ToolEntry): readonly Cap[] {
  const amount = recommended?.amount;
  const caps = [
    ...(amount?.written === "number" ? [amountCap(amount.path, amount.least)] : []),
    ...graveValues(tool, category)
      .filter(({ argument }) => readable(argument.path))
      .slice(0, 1)
      .map(({ argument, values }) => without(argument, values)),
  ];
  const plain = caps.length > 0 ? undefined : plainCap(tool);
  return plain === undefined ? caps : [plain];
}

function plainCap(tool: Tool): Cap | undefined {
  const all = argumentsOf(tool.inputSchema).filter(({ top, path }) => top && readable(path));
  for (const [fits, cap] of kinds) {
    const argument = all.find(fits);
    if (argument !== undefined) return cap(argument);
  }
  return undefined;
}

function readable(path: string): boolean {
  return parsePath(path).ok;
}

function amountCap(path: string, least: readonly string[]): Cap {
  const over = { path, op: "gt", value: 500, if_absent: true } as const;
  const negative = least.map((each) => ({ path: each, op: "lt", value: 0 }) as const);
  const day = { counter: "amount_of_the_day", window: "day", max: 2000, scope: "grant", increment_from: path } as const;
  return {
    rule: { deny_if: [{ any: [over, ...negative], on_deny: "at most 500 a call" }], limits: [day] },
    words: say`${code("deny_if")} refuses a call whose ${code(path)} is over 500, below 0 or left out, and ${code("increment_from")} adds up what the calls of a day come to and stops at 2,000. Sums are exact decimals, and calls that arrive together cannot pass the limit between them.`,
  };
}

const kinds: readonly (readonly [(argument: Argument) => boolean, (argument: Argument) => Cap])[] = [
  [({ values }) => values.length > 1 && values.every((value) => typeof value === "string"), listed],
  [({ types }) => types.includes("number") || types.includes("integer"), bounded],
  [({ types }) => types.includes("array"), counted],
  [({ types }) => types.includes("string"), shaped],
];

/** All values of a list but those that end or settle something. */
function without({ path, values, required, top }: Argument, grave: readonly string[]): Cap {
  const rest = values.filter((value) => typeof value === "string" && !grave.includes(value)).map(String);
  const condition = { path, op: "in", value: rest, ...orAbsent(required && top, true) } as const;
  return {
    rule: { require: [{ conditions: [condition], on_deny: "this value is for a person to set" }] },
    words: say`${code("require")} with ${code("in")} lets through the values of ${code(path)} that are on the list, and not ${enumerated(grave.map((value) => code(JSON.stringify(value))))}.`,
  };
}

function listed({ path, values, required }: Argument): Cap {
  const [first] = values;
  const condition = { path, op: "in", value: [String(first)], ...orAbsent(required, true) } as const;
  return {
    rule: { require: [{ conditions: [condition], on_deny: "this value is not for agents" }] },
    words: say`${code("require")} with ${code("in")} lets through what is on the list and nothing else, however it is spelled.`,
  };
}

function bounded({ path, required }: Argument): Cap {
  const condition = { path, op: "gt", value: 100, ...orAbsent(required, false) } as const;
  return {
    rule: { deny_if: [{ conditions: [condition], on_deny: "at most 100" }] },
    words: say`${code("deny_if")} refuses a call whose ${code(path)} is over 100, or is no number.`,
  };
}

function counted({ path, required }: Argument): Cap {
  const condition = { path: `count(${path})`, op: "gt", value: 20, ...orAbsent(required, false) } as const;
  return {
    rule: { deny_if: [{ conditions: [condition], on_deny: "at most 20 at once" }] },
    words: say`${code(`count(${path})`)} is how many there are: a list without a bound gets one.`,
  };
}

function shaped({ path, required }: Argument): Cap {
  const condition = { path, op: "regex", value: "^[A-Za-z0-9 _.@-]{1,64}$", ...orAbsent(required, true) } as const;
  return {
    rule: { require: [{ conditions: [condition], on_deny: "letters, digits and a few signs, at most 64" }] },
    words: say`${code("require")} with ${code("regex")} lets through what has the given shape; the match takes linear time, whatever the text.`,
  };
}

/** What an optional argument that is left out counts as. */
function orAbsent(required: boolean, as: boolean): { readonly if_absent?: boolean } {
  return required ? {} : { if_absent: as };
}
