/** What the policy says of a call before any counter is asked: a value that explains itself. */

import type { JsonValue } from "@turnpike/json";
import type { Claim } from "../count/claim.js";
import type { Mode } from "../document.js";

/** What a call is about. `args` is left undefined when the message has none, which is `{}`. */
export type Subject =
  | { readonly kind: "tool"; readonly name: string; readonly args: JsonValue | undefined }
  | { readonly kind: "resource"; readonly uri: string }
  | { readonly kind: "prompt"; readonly name: string; readonly args: JsonValue | undefined };

export type RefusalReason =
  | "no_policy"
  | "hidden"
  | "default_deny"
  | "action"
  | "ambiguous"
  | "deny_if"
  | "require"
  | "bad_amount";

/** What the agent is shown; without `rule` where a rule would tell what the upstream has. */
export type Shown = { readonly rule?: string; readonly message: string };

/** `rule` and `message` are for the log. */
export type Refusal = {
  readonly reason: RefusalReason;
  readonly rule: string;
  readonly message: string;
  readonly shown: Shown;
  /** How many of the claims come before what refuses: one of them refuses first when it is exhausted. */
  readonly claimsBefore: number;
};

/** A person's answer that the call needs. */
export type ApprovalNeed = {
  readonly rule: string;
  readonly message: string;
  readonly approvers: number;
  readonly expiresSeconds: number;
};

export type Judgement = {
  readonly mode: Mode;
  /** Limits to count, in the order in which they refuse. */
  readonly claims: readonly Claim[];
  readonly refusal?: Refusal;
  /** Asked for only when nothing refuses. */
  readonly approval?: ApprovalNeed;
};
