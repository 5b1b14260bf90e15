/**
 * What could not be settled because the database could not be written: kept in memory, and done with what is written next.
 * So a record whose end found no room gets it as soon as there is room, and an amount that goes back does go back.
 */

import type { SettleRequest } from "../ports/counters.js";
import { isStoreFault } from "../ports/errors.js";
import { orStoreFault } from "./faults.js";

export type Owed = {
  /** Keeps a settlement that failed with this fault, if another try may do better. */
  keep(request: SettleRequest, thrown: unknown): void;
  all(): readonly SettleRequest[];
  /** Forgets those that are done; what was kept meanwhile stays. */
  done(settled: readonly SettleRequest[]): void;
  /** Has them done now, if there are any. Fault: `store_unavailable`, and then they are owed as before. */
  pay(commit: () => void): void;
};

/** A few megabytes. While the store cannot be written no calls are admitted, so that only those under way come to this. */
const MOST = 10_000;

/** Does the work, or leaves it where the store cannot be written. */
export function ifWritable(work: () => void): void {
  try {
    work();
  } catch (thrown) {
    if (!isStoreFault(thrown, "store_unavailable")) throw thrown;
  }
}

export function owedSettlements(most = MOST): Owed {
  const kept = new Set<SettleRequest>();
  return {
    keep(request, thrown) {
      if (isStoreFault(thrown, "store_unavailable") && kept.size < most) kept.add(request);
    },
    all: () => [...kept],
    done(settled) {
      for (const request of settled) kept.delete(request);
    },
    pay(commit) {
      if (kept.size > 0) orStoreFault(commit);
    },
  };
}
