/**
 * The JSON Schema (2020-12) of the document, for editors. It says everything that a schema can say; what it cannot
 * (patterns that compile, one `max` for one counter, amounts of too many digits) `turnpike policy validate` does.
 */

import { ACTIONS, DEFAULTS, MODES, ON_ERROR, OPS, SCOPES, WINDOWS } from "./document.js";
import { LONGEST_SECONDS } from "./duration.js";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Schema = { readonly [key: string]: Json };

const text = (description: string): Schema => ({ type: "string", description });
const list = (ref: string, description: string): Schema => ({
  type: "array",
  items: { $ref: `#/$defs/${ref}` },
  description,
});

/** An object that knows these keys and no others. */
function closed(
  properties: { readonly [key: string]: Schema },
  required: readonly string[],
  description: string,
): Schema {
  return { type: "object", description, properties, required, additionalProperties: false };
}

function entries(description: string): Schema {
  return {
    type: "object",
    description,
    propertyNames: { minLength: 1 },
    additionalProperties: { $ref: "#/$defs/rule" },
  };
}

/** What the value of an operator has to be. */
function whenOp(ops: readonly string[], value: Schema): Schema {
  const condition = { properties: { op: { enum: ops } }, required: ["op"] };
  // biome-ignore lint/suspicious/noThenProperty: `then` is a keyword of JSON Schema
  return { if: condition, then: { properties: { value } } };
}

const PATH: Schema = {
  type: "string",
  pattern: "^(?:(?:sum|min|max|count|length)\\( *)?args(?:[.\\[) ,]|$)",
  description: 'Where the value stands: `args.x`, `args["odd.name"]`, `args.items[0]`, `sum(args.items[*].amount)`.',
};

const BODY: { readonly [key: string]: Schema } = {
  reason: text("The message shown when `action` refuses or asks for approval."),
  deny_if: list("deny_group", "The call is refused when a group holds."),
  require: list("deny_group", "Every group has to hold."),
  approve_if: list("approve_group", "A person is asked when a group holds."),
  approval: { $ref: "#/$defs/approval" },
  limits: list("limit", "Budgets: every limit has to admit the call."),
  rate_limit: { $ref: "#/$defs/rate_limit" },
};

const GROUP: { readonly [key: string]: Schema } = {
  conditions: list("condition", "All of these have to be true."),
  any: list("condition", "At least one of these has to be true."),
};

const CONDITION: Schema = {
  ...closed(
    {
      path: PATH,
      op: { enum: OPS, description: "How the value at the path is compared." },
      value: { description: "What it is compared with." },
      if_absent: { type: "boolean", description: "What a path that leads nowhere counts as." },
    },
    ["path", "op", "value"],
    "One comparison.",
  ),
  allOf: [
    whenOp(["in", "not_in"], { type: "array", minItems: 1 }),
    whenOp(["lt", "lte", "gt", "gte"], { type: "number" }),
    whenOp(["regex"], { type: "string" }),
    whenOp(["exists"], { type: "boolean" }),
  ],
};

const LIMIT: Schema = {
  ...closed(
    {
      counter: {
        type: "string",
        minLength: 1,
        description: "The name of the budget; the same name is the same budget.",
      },
      window: { enum: WINDOWS, description: "Fixed windows, aligned to UTC; a week begins on Monday." },
      max: { type: "number", minimum: 0, description: "What is admitted in a window never exceeds it." },
      scope: { enum: SCOPES, default: "grant", description: "Who shares the counter." },
      increment: { type: "number", exclusiveMinimum: 0, default: 1, description: "What each call adds." },
      increment_from: { ...PATH, description: "The path of the amount that a call adds instead." },
      on_error: {
        enum: ON_ERROR,
        default: "keep",
        description: "Whether an amount is given back when the call fails.",
      },
      on_deny: text("The message shown when the limit refuses."),
    },
    ["counter", "window", "max"],
    "A budget.",
  ),
  not: { required: ["increment", "increment_from"] },
};

const RATE_LIMIT = closed(
  {
    max: { type: "number", minimum: 0, description: "Calls in a window." },
    window: {
      type: "integer",
      minimum: 1,
      maximum: LONGEST_SECONDS,
      description: "Seconds, from the first call counted.",
    },
  },
  ["max", "window"],
  "The short form: calls per agent session.",
);

const APPROVAL = closed(
  {
    expires: {
      type: "string",
      pattern: "^0*[1-9][0-9]*[smhdw]$",
      default: "30m",
      description: "How long an approval may be used.",
    },
    approvers: { type: "integer", minimum: 1, default: 1, description: "How many people have to approve." },
  },
  [],
  "How approval is given.",
);

/** The schema; published as `policy.schema.json`. */
export const policySchema: Schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "urn:turnpike:policy:1",
  title: "Turnpike policy, version 1",
  ...closed(
    {
      version: { const: "1", description: "The version of the policy language." },
      name: text("A name for people."),
      description: text("What the policy is for."),
      mode: {
        enum: MODES,
        default: "enforce",
        description: "`observe` refuses nothing and records what it would refuse.",
      },
      default: { enum: DEFAULTS, description: "What happens where no entry matches." },
      hide: {
        type: "array",
        items: { type: "string", minLength: 1 },
        description: 'Tools, by name or glob, that are not listed and cannot be called; `"*"` hides everything.',
      },
      all_tools: { $ref: "#/$defs/all_tools" },
      tools: entries("Rules by the name of the tool, or a glob."),
      resources: entries("Rules by the URI of the resource, or a glob."),
      prompts: entries("Rules by the name of the prompt, or a glob."),
    },
    ["version", "default"],
    "What an agent may see and call on one MCP server.",
  ),
  $defs: {
    rule: closed(
      { action: { enum: ACTIONS, default: "allow", description: "What happens whatever the arguments." }, ...BODY },
      [],
      "A rule; `{}` lists, and allows, what it names.",
    ),
    all_tools: closed(BODY, [], "A rule for every tool call; it lists nothing."),
    deny_group: closed({ ...GROUP, on_deny: text("The message shown when the group refuses.") }, [], "Conditions."),
    approve_group: closed({ ...GROUP, reason: text("Why a person is asked.") }, [], "Conditions."),
    condition: CONDITION,
    approval: APPROVAL,
    limit: LIMIT,
    rate_limit: RATE_LIMIT,
  },
};
