/** Counters in memory, for deciding and testing policies without a store: the same arithmetic, gone afterwards. */

import { admit, type Counted, type How } from "./admit.js";
import type { Claim } from "./claim.js";
import { givenBack, type Release } from "./release.js";
import type { CounterState } from "./windows.js";

export class MemoryCounters {
  readonly #states = new Map<string, CounterState>();

  /** Takes every claim or none at the instant `at` (epoch milliseconds). */
  reserve(request: {
    readonly how: How;
    readonly claims: readonly { readonly key: string; readonly claim: Claim }[];
    readonly at: number;
  }): Counted {
    const entries = request.claims.map(({ key, claim }) => ({ key, claim, state: this.#states.get(key) }));
    const counted = admit(entries, request.at, request.how);
    for (const [key, state] of counted.states) this.#states.set(key, state);
    return counted;
  }

  /** Gives back, each amount in the window in which it was taken. */
  settle(releases: readonly Release[]): void {
    for (const release of releases) {
      const state = givenBack(this.#states.get(release.key), release);
      if (state !== undefined) this.#states.set(release.key, state);
    }
  }
}
