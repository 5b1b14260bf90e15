/**
 * The policy document, version 1, as it stands in the file: what the author wrote and nothing added, so that printing
 * and parsing again gives the same document. Defaults are applied when it is compiled.
 */

/** How a condition compares the value at its path. */
export const OPS = ["eq", "neq", "in", "not_in", "lt", "lte", "gt", "gte", "regex", "contains", "exists"] as const;
export type Op = (typeof OPS)[number];

/** What may be wrapped around a path, once. */
export const FUNCTIONS = ["sum", "min", "max", "count", "length"] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

export const ACTIONS = ["allow", "deny", "hide", "require_approval"] as const;
export type Action = (typeof ACTIONS)[number];

/** Windows aligned to UTC; the week begins on Monday. */
export const WINDOWS = ["minute", "hour", "day", "week", "month"] as const;
export type WindowName = (typeof WINDOWS)[number];

/** Who shares a counter. */
export const SCOPES = ["grant", "session", "server", "organisation"] as const;
export type Scope = (typeof SCOPES)[number];

export const MODES = ["enforce", "observe"] as const;
export type Mode = (typeof MODES)[number];

export const DEFAULTS = ["allow", "deny"] as const;
export type Default = (typeof DEFAULTS)[number];

export const ON_ERROR = ["keep", "release"] as const;
export type OnError = (typeof ON_ERROR)[number];

/** JSON whose every number a double carries. */
export type PolicyValue =
  | null
  | boolean
  | number
  | string
  | readonly PolicyValue[]
  | { readonly [key: string]: PolicyValue };

export type Condition = {
  readonly path: string;
  readonly op: Op;
  readonly value: PolicyValue;
  readonly if_absent?: boolean;
};

/** Holds when all `conditions` and, if given, at least one of `any` are true. */
export type ConditionGroup = {
  readonly conditions?: readonly Condition[];
  readonly any?: readonly Condition[];
};

export type DenyGroup = ConditionGroup & { readonly on_deny?: string };
export type ApproveGroup = ConditionGroup & { readonly reason?: string };

export type Approval = { readonly expires?: string; readonly approvers?: number };

export type Limit = {
  readonly counter: string;
  readonly window: WindowName;
  readonly max: number;
  readonly scope?: Scope;
  readonly increment?: number;
  readonly increment_from?: string;
  readonly on_error?: OnError;
  readonly on_deny?: string;
};

/** `window` in seconds. */
export type RateLimit = { readonly max: number; readonly window: number };

/** What `all_tools` may say: everything but an action. */
export type RuleBody = {
  readonly reason?: string;
  readonly deny_if?: readonly DenyGroup[];
  readonly require?: readonly DenyGroup[];
  readonly approve_if?: readonly ApproveGroup[];
  readonly approval?: Approval;
  readonly limits?: readonly Limit[];
  readonly rate_limit?: RateLimit;
};

export type Rule = RuleBody & { readonly action?: Action };

/** Entries by name or glob; plain objects with own keys only. */
export type Entries = { readonly [nameOrGlob: string]: Rule };

export type PolicyDocument = {
  readonly version: "1";
  readonly name?: string;
  readonly description?: string;
  readonly mode?: Mode;
  readonly default: Default;
  readonly hide?: readonly string[];
  readonly all_tools?: RuleBody;
  readonly tools?: Entries;
  readonly resources?: Entries;
  readonly prompts?: Entries;
};
