/**
 * Why a call of the API gave nothing, in a sentence for the model that made it.
 */

/**
 * Whether something may have happened all the same: `none` when the request never arrived or was turned away, `refused`
 * when WHMCS answered with an error, perhaps after asking a registrar or a server, `unknown` when it was sent and no
 * readable answer came back.
 */
export type Effect = "none" | "refused" | "unknown";

/** A call that failed. The message is shown to agents: no credentials, no argument values, nothing of an error page. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly effect: Effect;
  /** Whether a repeat may well succeed: the network or a server in between failed, not WHMCS. */
  readonly transient: boolean;
  /** Whether the installation does not have the action, or not for these credentials. */
  readonly lacksAction: boolean;

  constructor(message: string, effect: Effect, more: { transient?: boolean; lacksAction?: boolean } = {}) {
    super(message);
    this.effect = effect;
    this.transient = more.transient ?? false;
    this.lacksAction = more.lacksAction ?? false;
  }
}
