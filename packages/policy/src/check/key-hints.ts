/** What to say about a key that its place does not know: what was probably meant, or where the key belongs. */

import { nearest } from "../nearest.js";

/** Keys of this language in a place where they do not belong, and keys of its relatives. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  [
    "$schema",
    "editors are told the schema in their settings, or in YAML by a comment `# yaml-language-server: $schema=…`",
  ],
  ["rules", "this is another dialect; `turnpike policy import` translates it"],
  ["state", "this is another dialect; `turnpike policy import` translates it"],
  ["approval_timeout", "write `approval: { expires: … }`, or translate with `turnpike policy import`"],
  ["approvals", "this is another dialect; `turnpike policy import` translates it"],
  ["on_deny", "`on_deny` belongs in a group of `deny_if` or `require`, or in a limit"],
  ["reason", "`reason` belongs in a rule, or in a group of `approve_if`"],
  ["conditions", "`conditions` belong in a group of `deny_if`, `require` or `approve_if`"],
  ["counter", "`counter` belongs in an element of `limits`"],
  ["scope", "`scope` belongs in an element of `limits`; a `rate_limit` counts per session"],
  ["increment", "`increment` belongs in an element of `limits`"],
  ["increment_from", "`increment_from` belongs in an element of `limits`"],
  ["max", "`max` belongs in an element of `limits`, or in `rate_limit`"],
  ["window", "`window` belongs in an element of `limits`, or in `rate_limit`"],
  ["expires", "`expires` belongs in `approval`"],
  ["approvers", "`approvers` belongs in `approval`"],
  ["hide", '`hide` belongs at the top; inside a rule write `action: "hide"`'],
  ["mode", "`mode` belongs at the top"],
  ["default", "`default` belongs at the top"],
  ["if_absent", "`if_absent` belongs in a condition"],
]);

/** The hint for an unknown key among the known ones of its place. */
export function keyHint(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  if (near !== undefined) return `did you mean \`${near}\`?`;
  return ELSEWHERE.get(key) ?? `known here: ${known.map((name) => `\`${name}\``).join(", ")}`;
}

/** A missing key as it may be written; `window` is a name in a limit and a number in a `rate_limit`. */
const EXAMPLES: { readonly [key: string]: string } = {
  version: '`"version": "1"`',
  default: '`"default": "deny"`, or `"allow"` for what no entry matches',
  counter: '`"counter"`, the name of the budget',
  window: "`window`, the time that it is counted in",
  max: "`max`, the most that a window admits",
  path: '`"path"`, as in `"args.amount"`',
  op: '`"op"`, as in `"gt"`',
  value: '`"value"`, what the argument is compared with',
};

/** The hint for a key that its place needs. */
export function missingHint(key: string): string {
  return `add ${EXAMPLES[key] ?? `\`${key}\``}`;
}
