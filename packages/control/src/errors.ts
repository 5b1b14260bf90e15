/**
 * Why an operation was not done. The codes are stable: the command line maps them to exit codes, the API for people
 * will map them to statuses. Messages are for whoever asked and say what would be right.
 */

/** What kind of refusal it is. */
export type ControlErrorCode =
  /** A value that is not accepted. */
  | "invalid"
  /** A name or id that fits several things; `detail.ids` lists them. */
  | "ambiguous"
  /** Nothing of that name or id. */
  | "not_found"
  /** A name that is in use. */
  | "taken"
  /** A policy with errors; `detail` has them and the warnings. */
  | "policy_invalid"
  /** The asker's role does not allow it. */
  | "forbidden"
  /** The key at hand is not the one that sealed what is kept. */
  | "key";

/** An operation that was not done. */
export class ControlError extends Error {
  override readonly name = "ControlError";
  readonly code: ControlErrorCode;
  readonly detail: unknown;

  constructor(code: ControlErrorCode, message: string, detail: unknown = null) {
    super(message);
    this.code = code;
    this.detail = detail;
  }
}
