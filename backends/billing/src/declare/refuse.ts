/** An action's answer when it cannot do what it was asked: `result=error` with this message, HTTP 200, nothing written. */

export class Refusal extends Error {}

/** Refuses the call: `throw refuse("Invoice ID Not Found")`. The message must be in the action's `errors`. */
export function refuse(message: string): Refusal {
  return new Refusal(message);
}

/** A value that cannot be read as its parameter says; answered as a refusal too, in words that fit every action. */
export class BadParameter extends Refusal {}
