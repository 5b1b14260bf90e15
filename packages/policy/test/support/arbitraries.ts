/**
 * Random policies and calls, drawn from so few names, keys and values that entries overlap, paths are found, types
 * clash and counters are shared. What is written here is always a document that the parser accepts.
 */
import { type JsonValue, UncarriedNumber } from "@turnpike/json";
import fc, { type Arbitrary } from "fast-check";
import type { Policy, Rule, Subject } from "./oracle.ts";
import type { Condition, Group } from "./oracle-conditions.ts";
import type { Limit } from "./oracle-limits.ts";

export type Move = {
  readonly subject: Subject;
  readonly grant: string;
  readonly session: string;
  /** Milliseconds since the call before; a clock may go back. */
  readonly later: number;
  readonly answer: "ok" | "error" | "timeout" | "unreached";
};
type Kind = Subject["kind"];

const NAMES = ["a", "b", "ab", "ba", "aba", "a\nb", "a/b", "~a", "__proto__", "A", "é😀"];
const GLOBS = ["*", "a*", "*a", "*b*", "a*b", "**", "ab*ba", "a*b*ba", "*a\nb*", "b*"];
const URIS = ["file:///a", "file:///a/b", "x://h/a", "urn:a", "file:///%61", "FILE:///a", "file:///a/../b", "x://H/a"];
const URI_GLOBS = ["*", "file:///*", "*a", "x://h/a", "file:///a", "urn:*"];
const KEYS = ["a", "b", "c", "length", "__proto__", "s"];
const STRANGE_KEYS = ["A", "\u017f", "S", "constructor"];
const MAX: { readonly [counter: string]: number } = { c: 2, d: 3.5, e: 0, f: 1 };

const scalar: Arbitrary<JsonValue> = fc.constantFrom(
  ...[null, true, false, 0, 1, 2, 3, -1, -0.5, 0.1, 0.2, 0.3, 1.5, 1e15, 1e-6, 1e-7, 5e-324, 1e308, 9007199254740992],
  ...["", "a", "b", "ab", "1", "true", "a\n", "é", "😀"],
);
const uncarried: Arbitrary<JsonValue> = fc
  .constantFrom("1e400", "9007199254740993", "1e-400")
  .map((text) => new UncarriedNumber(text));

/** Arguments that look like what the paths look for, more often than not. */
const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { arbitrary: scalar, weight: 12 },
    { arbitrary: uncarried, weight: 1 },
    { arbitrary: fc.array(tie("value"), { maxLength: 3 }), weight: 5 },
    { arbitrary: objectOf(tie("value")), weight: 5 },
  ),
}));

function objectOf(member: Arbitrary<JsonValue>): Arbitrary<JsonValue> {
  const key = fc.oneof(
    { arbitrary: fc.constantFrom(...KEYS), weight: 40 },
    { arbitrary: fc.constantFrom(...STRANGE_KEYS), weight: 1 },
  );
  return fc.uniqueArray(fc.tuple(key, member), { maxLength: 4, selector: ([name]) => name }).map(fromEntries);
}

/** An object in which `__proto__` is a key like any other. */
function fromEntries<T>(entries: readonly (readonly [string, T])[]): { [key: string]: T } {
  return Object.fromEntries(entries);
}

const documentValue = fc.oneof(
  { arbitrary: scalar, weight: 6 },
  { arbitrary: fc.array(scalar, { maxLength: 2 }), weight: 1 },
  { arbitrary: objectOf(scalar), weight: 1 },
);
const number = fc.constantFrom(0, 1, 2, 3, -1, 0.1, 0.3, 0.6, 1.5, 1e15, 1e-7);

const step = fc.oneof(
  { arbitrary: fc.constantFrom(".a", ".b", ".c", ".s", ".length", ".__proto__"), weight: 12 },
  { arbitrary: fc.constantFrom('["a"]', '["A"]', '["\u017f"]'), weight: 1 },
  { arbitrary: fc.constantFrom("[0]", "[1]"), weight: 2 },
  { arbitrary: fc.constant("[*]"), weight: 6 },
);
/** `args` is an object, so a path goes on with a name. */
const keyStep = fc.constantFrom(".a", ".a", ".b", ".c", ".s", ".length", ".__proto__", '["a"]', '["A"]');
const longPath = fc
  .tuple(keyStep, fc.array(step, { maxLength: 2 }))
  .map(([key, steps]) => `args${key}${steps.join("")}`);
const plainPath = fc.oneof({ arbitrary: longPath, weight: 20 }, { arbitrary: fc.constant("args"), weight: 1 });
const wrapped = fc
  .tuple(fc.constantFrom("sum", "min", "max", "count", "length"), longPath)
  .filter(([fn, path]) => fn !== "length" || !path.includes("[*]"))
  .map(([fn, path]) => `${fn}(${path})`);
const products = fc
  .tuple(longPath, fc.constantFrom("a * b", "b*a", "a * a"))
  .map(([path, factors]) => `sum(${path}[*], ${factors})`);
const functionPath = fc.oneof({ arbitrary: wrapped, weight: 4 }, { arbitrary: products, weight: 1 });
const onePath = fc.oneof(
  longPath.filter((path) => !path.includes("[*]")),
  functionPath,
);

const ifAbsent = fc.option(fc.boolean(), { nil: undefined });

function conditionOn(path: Arbitrary<string>, tests: Arbitrary<Pick<Condition, "op" | "value">>): Arbitrary<Condition> {
  return fc.tuple(path, tests, ifAbsent).map(([on, test, if_absent]) => ({
    path: on,
    ...test,
    ...(if_absent === undefined ? {} : { if_absent }),
  }));
}

const anyTest = fc.oneof(
  fc.record({ op: fc.constantFrom("eq", "neq", "contains"), value: documentValue }),
  fc.record({ op: fc.constantFrom("in", "not_in"), value: fc.array(documentValue, { minLength: 1, maxLength: 3 }) }),
  fc.record({ op: fc.constantFrom("lt", "lte", "gt", "gte"), value: number }),
  fc.record({ op: fc.constant("regex"), value: fc.constantFrom("a", "^a$", "^[ab]*$", "", "^.$") }),
  fc.record({ op: fc.constant("exists"), value: fc.boolean() }),
);
const numberTest = fc.oneof(
  fc.record({ op: fc.constantFrom("eq", "neq", "lt", "lte", "gt", "gte"), value: number }),
  fc.record({
    op: fc.constantFrom("in", "not_in"),
    value: fc.tuple(number, fc.array(scalar, { maxLength: 2 })).map(([first, others]) => [first, ...others]),
  }),
  fc.record({ op: fc.constant("exists"), value: fc.boolean() }),
);

const readings: { readonly [kind in Kind]: Arbitrary<Condition> } = {
  tool: fc.oneof(
    { arbitrary: conditionOn(plainPath, anyTest), weight: 3 },
    { arbitrary: conditionOn(functionPath, numberTest), weight: 1 },
  ),
  prompt: fc.oneof(conditionOn(plainPath, anyTest), conditionOn(functionPath, numberTest)),
  resource: fc.oneof(
    conditionOn(fc.constantFrom("args.uri", 'args["uri"]', "args"), anyTest),
    conditionOn(fc.constant("length(args.uri)"), numberTest),
  ),
};

function group(kind: Kind): Arbitrary<Group> {
  const conditions = fc.array(readings[kind], { minLength: 1, maxLength: 2 });
  return fc.record({ conditions, any: conditions }, { requiredKeys: [] });
}

function groups(kind: Kind): Arbitrary<Group[]> {
  return fc.array(group(kind), { maxLength: 2 });
}

/** Counters `c` and `e` count calls, `d` and `f` amounts; the same name, scope and window has one max. */
function limit(kind: Kind): Arbitrary<Limit> {
  const where = {
    window: fc.constantFrom("minute", "hour", "day", "week", "month"),
    scope: fc.constantFrom("grant", "session", "server", "organisation"),
  };
  const calls = fc.record(
    { ...where, counter: fc.constantFrom("c", "c", "c", "e"), increment: fc.constantFrom(1, 0.5, 2) },
    { requiredKeys: ["window", "counter"] },
  );
  const from = kind === "resource" ? fc.constantFrom("length(args.uri)", "args.uri") : onePath;
  const amounts = fc.record(
    {
      ...where,
      counter: fc.constantFrom("d", "f"),
      increment_from: from,
      on_error: fc.constantFrom("keep", "release"),
    },
    { requiredKeys: ["window", "counter", "increment_from"] },
  );
  return fc.oneof(calls, amounts).map((written) => ({ ...written, max: MAX[written.counter] ?? 0 }));
}

function rule(kind: Kind): Arbitrary<Rule> {
  const action = fc.oneof(
    { arbitrary: fc.constant("allow"), weight: 9 },
    { arbitrary: fc.constant("require_approval"), weight: 4 },
    { arbitrary: fc.constantFrom("deny", "hide"), weight: 1 },
  );
  const sometimes = <T>(arbitrary: Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
  return fc
    .record({
      action: sometimes(action),
      deny_if: sometimes(groups(kind)),
      require: fc.option(groups(kind), { nil: undefined, freq: 2 }),
      approve_if: sometimes(groups(kind)),
      limits: sometimes(fc.array(limit(kind), { maxLength: 2 })),
      rate_limit: sometimes(fc.record({ max: fc.constantFrom(0, 1, 2), window: fc.constantFrom(1, 60) })),
    })
    .map(withoutUndefined);
}

function withoutUndefined<T extends object>(written: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(written).filter(([, member]) => member !== undefined)) as T;
}

function entries(keys: readonly string[], kind: Kind) {
  const one = fc.tuple(fc.constantFrom(...keys), rule(kind));
  return fc.option(fc.uniqueArray(one, { maxLength: 4, selector: ([name]) => name }).map(fromEntries), {
    nil: undefined,
  });
}

/** A policy of the given mode. */
export const policies: Arbitrary<Policy> = fc
  .record({
    version: fc.constant("1"),
    mode: fc.constantFrom(undefined, undefined, "enforce", "observe"),
    default: fc.constantFrom("allow", "deny"),
    hide: fc.option(fc.array(fc.constantFrom("b", "*b", "ab", "x"), { maxLength: 1 }), { nil: undefined, freq: 2 }),
    all_tools: fc.option(
      rule("tool").map(({ action: _, ...body }) => body),
      { nil: undefined },
    ),
    tools: entries([...NAMES, ...GLOBS, "a", "a*"], "tool"),
    resources: entries(URI_GLOBS, "resource"),
    prompts: entries(["a", "b", "*", "*a"], "prompt"),
  })
  .map(withoutUndefined);

const toolCall = fc.record({
  kind: fc.constant("tool" as const),
  name: fc.oneof({ arbitrary: fc.constant("a"), weight: 3 }, { arbitrary: fc.constantFrom(...NAMES), weight: 2 }),
  args: fc.option(objectOf(value), { nil: undefined, freq: 9 }),
});
const promptCall = fc.record({
  kind: fc.constant("prompt" as const),
  name: fc.constantFrom("a", "b", "ba"),
  args: fc.option(objectOf(fc.constantFrom("", "a", "b", "1", "😀")), { nil: undefined }),
});
const resourceCall = fc.record({ kind: fc.constant("resource" as const), name: fc.constantFrom(...URIS) });

export const subjects: Arbitrary<Subject> = fc
  .oneof(
    { arbitrary: toolCall, weight: 6 },
    { arbitrary: promptCall, weight: 1 },
    { arbitrary: resourceCall, weight: 1 },
  )
  .map(withoutUndefined<Subject>);

export const moves: Arbitrary<Move> = fc.record({
  subject: subjects,
  grant: fc.constantFrom("g", "g", "h"),
  session: fc.constantFrom("s", "s", "t"),
  later: fc.constantFrom(
    0,
    0,
    0,
    0,
    999,
    1000,
    30_000,
    60_000,
    3_600_000,
    86_400_000,
    604_800_000,
    -1,
    -60_000,
    -86_400_000,
  ),
  answer: fc.constantFrom("ok", "ok", "error", "timeout", "unreached"),
});
