/**
 * The calls of the kill loop and the soak. Each has a name of its own, which a record keeps, so that what was sent, what
 * reached the server and what was recorded can be laid side by side call by call.
 */
import type { Random } from "../../packages/gateway/test/support/random.js";

/** What the server does with a call, once it has written it down. */
export const endings = [
  "ok",
  "slow",
  "is_error",
  "failed",
  "rejected",
  "status_500",
  "break_before",
  "break_midway",
] as const;
export type Ending = (typeof endings)[number];

/** A call as it is sent; the amount in cents. */
export type Call = { readonly name: string; readonly cents: number; readonly ending: Ending };

/** What its agent heard; `nothing` when no answer could be read as one. */
export type Heard = "success" | "error" | "denied" | "unreached" | "nothing";

/** A call with what its agent heard of it. */
export type Sent = Call & { heard: Heard };

/** What is sent as the call's arguments. */
export const argumentsOf = ({ cents, ending }: Call) => ({ amount: cents / 100, ending });

/** Makes calls that no other maker with another label makes: most go well, some go wrong in each way. */
export function callMaker(random: Random, label: string): () => Call {
  let count = 0;
  return () => {
    count += 1;
    const ending = random.chance(0.65) ? "ok" : random.pick(endings);
    return { name: `pay_${label}_${count}`, cents: 1 + random.below(50_000), ending };
  };
}
