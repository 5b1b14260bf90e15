/** Why a call of Xero gave nothing, in a sentence for the model that made it. */

/**
 * What became of a change: `none` when it never arrived or was turned away at the door, `refused` when Xero looked at it
 * and said no, `unknown` when it was sent and no readable answer came back.
 */
export type Effect = "none" | "refused" | "unknown";

/** A call that failed. The message is shown to agents: no token, nothing of an error page. */
export class XeroProblem extends Error {
  override readonly name = "XeroProblem";
  readonly effect: Effect;
  /** Whether a repeat may well succeed: the network or a server in between failed. */
  readonly transient: boolean;
  /** The key that was made up for a change of unknown effect: repeated under it, it is made once. */
  readonly idempotencyKey: string | undefined;

  constructor(
    message: string,
    effect: Effect,
    more: { transient?: boolean; idempotencyKey?: string | undefined } = {},
  ) {
    super(message);
    this.effect = effect;
    this.transient = more.transient ?? false;
    this.idempotencyKey = more.idempotencyKey;
  }
}
