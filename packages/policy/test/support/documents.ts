/** Arbitrary policy documents that are in order. */

import type { Condition, DenyGroup, Limit, PolicyDocument, PolicyValue, Rule } from "@turnpike/policy";
import fc from "fast-check";

const word = fc.constantFrom("a", "b", "amount", "odd.name", "__proto__", "Amount", "é", "😀", "0");
const names = fc.constantFrom("t", "u", "t*", "*", "whmcs_create_invoice", "__proto__", "a/b~c", "😀", "whmcs_*_x");
const number = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc.constantFrom(0.1, 0.2, 0.3, 1.5, 1e21, 1e-7, 9007199254740991),
);

const value: fc.Arbitrary<PolicyValue> = fc.letrec<{ any: PolicyValue }>((tie) => ({
  any: fc.oneof(
    { depthSize: "small" },
    fc.constant(null),
    fc.boolean(),
    number,
    fc.string({ unit: "binary-ascii", maxLength: 5 }),
    word,
    fc.array(tie("any"), { maxLength: 3 }),
    fc.dictionary(word, tie("any"), { maxKeys: 2, noNullPrototype: true }),
  ),
})).any;

const step = fc.oneof(
  word.map((name) => (/^[a-z]+$/i.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`)),
  fc.constantFrom("[0]", "[1]", "[*]"),
);
const plainPath = fc
  .tuple(fc.constantFrom(".a", ".b", '["odd.name"]'), fc.array(step, { maxLength: 3 }))
  .map(([first, rest]) => `args${first}${rest.join("")}`);
const numericPath = fc.oneof(
  fc.tuple(fc.constantFrom("sum", "min", "max", "count"), plainPath).map(([fn, path]) => `${fn}(${path})`),
  plainPath.map((path) => `sum(${path}[*], a * b)`),
);

const numericCondition: fc.Arbitrary<Condition> = fc.record({
  path: fc.oneof(plainPath, numericPath),
  op: fc.constantFrom("eq" as const, "neq" as const, "lt" as const, "lte" as const, "gt" as const, "gte" as const),
  value: number,
});
const plainCondition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ path: plainPath, op: fc.constantFrom("eq" as const, "neq" as const, "contains" as const), value }),
  fc.record({
    path: plainPath,
    op: fc.constantFrom("in" as const, "not_in" as const),
    value: fc.array(value, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ path: plainPath, op: fc.constant("exists" as const), value: fc.boolean() }),
  fc.record({
    path: plainPath,
    op: fc.constant("regex" as const),
    value: fc.constantFrom("^a", "b$", "(?i)A|é", "[0-9]+"),
  }),
);

/** A condition that the check accepts. */
const conditions: fc.Arbitrary<Condition> = fc
  .tuple(fc.oneof(numericCondition, plainCondition), fc.option(fc.boolean(), { nil: undefined }))
  .map(([condition, if_absent]) => (if_absent === undefined ? condition : { ...condition, if_absent }));

const group: fc.Arbitrary<DenyGroup> = fc.record(
  {
    conditions: fc.array(conditions, { maxLength: 3 }),
    any: fc.array(conditions, { maxLength: 2 }),
    on_deny: fc.constant("no"),
  },
  { requiredKeys: [] },
);

/** One counter has one maximum and one kind, so both follow from its name. */
const limit: fc.Arbitrary<Limit> = fc
  .record({
    counter: fc.constantFrom("calls", "spend"),
    window: fc.constantFrom("minute" as const, "week" as const),
    scope: fc.constantFrom("grant" as const, "session" as const, "organisation" as const),
    on_error: fc.constantFrom("keep" as const, "release" as const),
  })
  .map((more) => ({
    ...more,
    ...(more.counter === "spend" ? { max: 10.5, increment_from: "sum(args.a[*])" } : { max: 3 }),
  }));

const rule: fc.Arbitrary<Rule> = fc.record(
  {
    action: fc.constantFrom("allow" as const, "deny" as const, "hide" as const, "require_approval" as const),
    reason: fc.constant("because"),
    deny_if: fc.array(group, { maxLength: 2 }),
    require: fc.array(group, { maxLength: 2 }),
    approve_if: fc.array(
      group.map(({ on_deny, ...rest }) => (on_deny === undefined ? rest : { ...rest, reason: on_deny })),
      { maxLength: 1 },
    ),
    approval: fc.constantFrom({}, { expires: "30m" }, { approvers: 2, expires: "1d" }),
    limits: fc.array(limit, { maxLength: 2 }),
    rate_limit: fc.constantFrom({ max: 2, window: 60 }, { max: 0, window: 1 }),
  },
  { requiredKeys: [] },
);
const entries = (name: fc.Arbitrary<string>) => fc.dictionary(name, rule, { maxKeys: 3, noNullPrototype: true });
const withoutArguments = fc.dictionary(
  fc.constantFrom("file:///*", "x:y", "*", "db:///{id}"),
  fc.constantFrom<Rule>({}, { action: "deny" }),
  {
    maxKeys: 2,
    noNullPrototype: true,
  },
);

/** A document that the check accepts. */
export const documents: fc.Arbitrary<PolicyDocument> = fc.record(
  {
    version: fc.constant("1" as const),
    name: fc.string({ maxLength: 5 }),
    mode: fc.constantFrom("enforce" as const, "observe" as const),
    default: fc.constantFrom("allow" as const, "deny" as const),
    hide: fc.array(fc.constantFrom("*", "t", "u*", "😀"), { maxLength: 2 }),
    all_tools: rule.map(({ action, ...body }) => (action === undefined ? body : body)),
    tools: entries(names),
    resources: withoutArguments,
    prompts: entries(names),
  },
  { requiredKeys: ["version", "default"] },
);
