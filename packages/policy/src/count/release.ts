/**
 * What is given back after a call, always in the window in which it was taken: a call that never arrived costs nothing,
 * and an amount that moved no money is free again. A call count stays, or errors would be a way around the limit.
 */

import type { Claim } from "./claim.js";
import type { CounterState } from "./windows.js";

/**
 * `rejected` is JSON-RPC -32601 or -32602; `error` any other JSON-RPC error, `isError: true` or HTTP 4xx and 5xx;
 * `unreached` a call that never arrived; `uncertain` a timeout, a broken connection, a cancelled call, an answer that
 * is not valid MCP, a task or `input_required`.
 */
export type Happened = "success" | "error" | "rejected" | "unreached" | "uncertain";

/** Whether what the claim took is given back. */
export function releases(claim: Claim, happened: Happened): boolean {
  switch (happened) {
    case "unreached":
      return true;
    case "rejected":
      return claim.kind === "amount";
    case "error":
      return claim.kind === "amount" && claim.onError === "release";
    case "success":
    case "uncertain":
      return false;
  }
}

/** An amount to give back, in millionths, in the window that began at `windowStart`. */
export type Release = { readonly key: string; readonly amount: bigint; readonly windowStart: number };

/** What to give back of a reservation, from the states that it wrote. */
export function releasesOf(
  claims: readonly { readonly key: string; readonly claim: Claim }[],
  states: ReadonlyMap<string, CounterState>,
  happened: Happened,
): Release[] {
  return claims.flatMap(({ key, claim }) => {
    const state = states.get(key);
    if (state === undefined || !releases(claim, happened)) return [];
    return [{ key, amount: claim.amount, windowStart: state.windowStart }];
  });
}

/** The counter after giving back; unchanged when it has since begun anew, undefined when there is none. */
export function givenBack(state: CounterState | undefined, release: Release): CounterState | undefined {
  if (state === undefined || state.windowStart !== release.windowStart) return state;
  const used = state.used - release.amount;
  return { windowStart: state.windowStart, used: used < 0n ? 0n : used };
}
