/**
 * A test file of policies, `*.test.yaml`: one policy and cases, each a series of calls with what is expected of them.
 * The corpus of the repository and the tests that a policy's author writes have the same form.
 */

import type { Outcome } from "../decide/conclude.js";
import type { Subject } from "../decide/judgement.js";
import type { PolicyDocument } from "../document.js";
import type { Problem } from "../problems.js";

export const OUTCOMES: readonly Outcome[] = ["allow", "deny", "needs_approval", "would_deny", "would_need_approval"];

/** What the upstream does with a call that reaches it, or that it was never reached. */
export const ANSWERS = ["ok", "error", "timeout", "unreached"] as const;
export type Answer = (typeof ANSWERS)[number];

/** What is expected of each repetition of a call; what is left out is not looked at. */
export type Expectation = {
  readonly outcome: Outcome;
  /** The rule as the log has it; empty for a call that nothing speaks against. */
  readonly rule?: string;
  /** The message as the log has it, word for word. */
  readonly message?: string;
};

/** Where something stands in the test file: line from 1, and the JSON Pointer of it. */
export type SuitePlace = { readonly line: number; readonly pointer: string };

export type SuiteCall = SuitePlace & {
  readonly subject: Subject;
  readonly grant: string;
  readonly session: string;
  /** Epoch milliseconds: as written, else the instant of the call before. */
  readonly at: number;
  readonly repeat: number;
  readonly answer: Answer;
  readonly expect: Expectation;
};

export type SuiteCase = SuitePlace & { readonly name: string; readonly calls: readonly SuiteCall[] };

export type Suite = { readonly policy: PolicyDocument; readonly cases: readonly SuiteCase[] };

/** A problem of the test file, or, with `file`, of the policy file that it names. */
export type SuiteProblem = Problem & { readonly file?: string };

export type SuiteParsed =
  | { readonly ok: true; readonly suite: Suite; readonly warnings: readonly SuiteProblem[] }
  | { readonly ok: false; readonly errors: readonly SuiteProblem[]; readonly warnings: readonly SuiteProblem[] };
