/**
 * What can be wrong with a policy document: one table of stable codes. A problem says where, what is wrong and what
 * would be right; the page of the documentation is printed from this table, and a test holds them together.
 */

/** Codes of errors: the document is not accepted. Each with what it means and what to do. */
export const ERROR_CODES = {
  byte_order_mark: "The text begins with a byte order mark. Save it as UTF-8 without one.",
  empty_document: 'There is nothing in the text. The smallest policy is `{ "version": "1", "default": "deny" }`.',
  json_syntax:
    "The text is not JSON. Comments, trailing commas and single quotes are not part of it; YAML has comments.",
  yaml_syntax: "The text is not YAML 1.2.",
  too_deep: "Objects and arrays are nested deeper than 64 levels.",
  duplicate_key: "A key appears twice in one object. Two readers could take different ones, so neither is taken.",
  lone_surrogate: "A string holds half of a surrogate pair, which is not a character.",
  yaml_documents: "There is more than one document in the text. A policy is one.",
  yaml_directive: "A `%TAG` directive, or a `%YAML` directive for a version other than 1.2.",
  yaml_anchor: "Anchors (`&x`) are not accepted. Write the value where it is used.",
  yaml_alias: "Aliases (`*x`) are not accepted. Write the value out; a glob that begins with `*` needs quotes.",
  yaml_tag: "Tags (`!x`, `!!str`) are not accepted. Quote a value that has to be a string.",
  yaml_merge_key: "Merge keys (`<<`) are not accepted. Write the members out.",
  yaml_key: "A key is not a string. Put it in quotes.",
  uncarried_number:
    "A number that is not carried: its decimal value is not that of the shortest decimal naming its nearest double " +
    "(`9007199254740993`, `1e400`), or it is none at all (`.inf`, `.nan`).",
  wrong_type: "A value has the wrong JSON type.",
  unknown_key: "A key that this place does not know. A typing mistake must not become a hole.",
  missing_key: "A key that this place needs is missing.",
  unknown_value: "A word that is none of the known ones.",
  empty_name: "A name, glob or counter is empty.",
  empty_list: "The list of `in` or `not_in` is empty, so the condition could never or always hold.",
  action_not_allowed: "`all_tools` has no `action`: it lists nothing and hides nothing.",
  bad_path: 'A path cannot be read. It starts at `args` and goes on with `.name`, `["odd.name"]`, `[0]` and `[*]`.',
  many_values: "The path of `increment_from` goes over many elements. Wrap it: `sum(args.items[*].amount)`.",
  unknown_argument: "A resource has one argument, its URI: the path is `args.uri`.",
  bad_regex: "The pattern is not RE2 syntax. Look-around and back-references are not part of it.",
  multiline_regex: "The flag `m` is not accepted: `^` and `$` are the ends of the text.",
  never_fits: "The path gives a number, which the operator or its value can never fit.",
  out_of_range: "A number is outside the range that is accepted.",
  not_whole: "A number has to be whole.",
  too_precise: "An amount has more than 15 digits before or 6 after the point.",
  bad_duration: "A duration is a whole number above 0 and a unit: `30s`, `15m`, `2h`, `7d`, `1w`.",
  two_increments: "A limit has both `increment` and `increment_from`. It counts one of them.",
  counter_conflict:
    "The same counter (name, scope and window) has two different `max`, or counts calls here and amounts there.",
  not_normal_uri: "A resource key that no URI in normal form can match.",
} as const;

/** Codes of warnings: the document is accepted, and something in it is probably not meant. */
export const WARNING_CODES = {
  session_only_limits:
    "The rule's only limits are per session. A new session starts a new count, so they bound a session, not an agent.",
  unanchored_regex:
    "A `regex` in `require` is not anchored at both ends, so it accepts text that merely contains a match.",
  text_denylist:
    "A `deny_if` compares text with `eq` or `in`. Another spelling of the same thing passes; `require` with `in` refuses " +
    "what is not on the list.",
  empty_any:
    "An empty `any` never holds: in `require` it refuses every call, in `deny_if` and `approve_if` it does nothing.",
  hidden_and_ruled: "The tool has a rule and is hidden by `hide`, so the rule is never asked.",
  hidden_twice: "The same name is in `hide` twice.",
  unused_reason: "`reason` is shown when `action` refuses or asks for approval, and this rule's action does neither.",
  unused_if_absent: "`exists` is never absent, so `if_absent` changes nothing.",
  unused_on_error: "`on_error` is about amounts. Calls counted with `increment` stay counted.",
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;
export type WarningCode = keyof typeof WARNING_CODES;
export type ProblemCode = ErrorCode | WarningCode;

/** `line` and `column` from 1, the column in code points; `pointer` (RFC 6901) into the document as it was read. */
export type Problem = {
  readonly line: number;
  readonly column: number;
  readonly pointer: string;
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint: string;
};
