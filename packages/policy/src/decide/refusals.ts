/** The refusals that every policy shares, and their words. */

import type { Claim } from "../count/claim.js";
import { printMillionths } from "../count/millionths.js";
import { eachWindow } from "../count/windows.js";
import type { Ambiguity } from "./ambiguity.js";
import type { Refusal, RefusalReason } from "./judgement.js";

/** What an entry can be about; templates are listed, never called. */
export type EntryKind = "tool" | "resource" | "resource_template" | "prompt";

const NAMES: { readonly [kind in EntryKind]: { readonly one: string; readonly list: string } } = {
  tool: { one: "tool", list: "call one that `tools/list` shows" },
  resource: {
    one: "resource",
    list: "read one that `resources/list` or a template of `resources/templates/list` shows",
  },
  resource_template: { one: "resource template", list: "use one that `resources/templates/list` shows" },
  prompt: { one: "prompt", list: "get one that `prompts/list` shows" },
};

/** A refusal whose rule the agent is shown. */
export function refusal(reason: RefusalReason, rule: string, message: string, claimsBefore = 0): Refusal {
  return { reason, rule, message, shown: { rule, message }, claimsBefore };
}

/** Hidden, unlisted and nonexistent are one thing to the agent: it learns nothing about what the upstream has. */
export function unavailable(reason: "hidden" | "default_deny", kind: EntryKind, words: string | undefined): Refusal {
  const { one, list } = NAMES[kind];
  const message = `this ${one} is not available here; ${list}`;
  const rule = reason === "hidden" ? "(hidden)" : "(default deny)";
  return { reason, rule, message: words ?? message, shown: { message }, claimsBefore: 0 };
}

export const NO_POLICY = refusal(
  "no_policy",
  "(no policy)",
  "this grant has no policy, so nothing is accepted; a policy has to be attached to it first",
);

/** `action: "deny"` without a `reason`. */
export function actionMessage(kind: EntryKind): string {
  const { one, list } = NAMES[kind];
  return `the policy does not accept calls of this ${one}; ${list}`;
}

export function ambiguous({ kind, text }: Ambiguity): Refusal {
  const message =
    kind === "key"
      ? `a key differs from \`${text}\` only in case, and servers read it differently; send it once, spelled \`${text}\``
      : `\`${text}\` holds a number that cannot be carried exactly; send one of at most 15 significant digits`;
  return refusal("ambiguous", "(ambiguous)", message);
}

export function ambiguousUri(fault: string): Refusal {
  const message =
    `the URI ${fault}, so servers may read it differently; send it in normal form: scheme and host in small letters, ` +
    "no dot segments, no backslashes, nothing encoded that needs no encoding";
  return refusal("ambiguous", "(ambiguous)", message);
}

export function badAmount(claim: Claim, path: string, claimsBefore: number): Refusal {
  const message =
    `\`${path}\` has to be a number of zero or more, with at most 15 digits before and 6 after the point: it is counted, ` +
    `up to ${printMillionths(claim.max)} ${claim.window.kind === "calendar" ? eachWindow(claim.window.unit) : ""}`.trimEnd();
  return refusal("bad_amount", claim.rule, claim.onDeny ?? message, claimsBefore);
}
