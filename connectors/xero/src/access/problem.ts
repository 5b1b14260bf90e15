/** Why there is no access, in a sentence for the model or the operator. */

/**
 * What would help: `configuration` the operator, `sign_in` a person who signs in, `tenant` another name, `refused`
 * Xero's consent, `unreachable` time, `cancelled` nothing, since nobody waits.
 */
export type AccessProblemKind = "configuration" | "sign_in" | "tenant" | "refused" | "unreachable" | "cancelled";

/** No access. The message has no token, code or secret in it, and nothing that another party worded. */
export class AccessProblem extends Error {
  override readonly name = "AccessProblem";
  readonly kind: AccessProblemKind;

  constructor(kind: AccessProblemKind, message: string) {
    super(message);
    this.kind = kind;
  }
}
