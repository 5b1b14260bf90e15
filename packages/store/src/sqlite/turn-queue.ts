/**
 * Brings together what comes in two turns of the event loop, and hands it on as one: what is read in the second turn
 * asks for the revision while that of the first waits, and comes along. When the database is locked by another program
 * the items wait, without stopping the event loop; once that has lasted too long, they and all that come after fail at
 * once, until it is free again.
 */

import { RETRY_MS } from "./connection.js";
import { asStoreFault, isLocked } from "./faults.js";

export type TurnQueue<Item> = {
  /** `turn`: handed on at the end of the next turn. `company`: with the next that is, or after a moment. */
  push(item: Item, when: "turn" | "company"): void;
  /** Hands on what waits, and returns when nothing does. */
  drain(): Promise<void>;
};

/** How long an item may wait for company. */
const COMPANY_MS = 2;

/** `commit` takes all items or throws; `fail` is told what it threw when that is final. */
export function turnQueue<Item>(
  busyMs: number,
  commit: (items: readonly Item[]) => void,
  fail: (items: readonly Item[], thrown: unknown) => void,
): TurnQueue<Item> {
  let items: Item[] = [];
  let turnEnds = false;
  let companyWaits = false;
  let retry: { readonly done: Promise<void> } | undefined;
  let blockedSince: number | undefined;

  function flush(): void {
    if (items.length === 0 || retry !== undefined) return;
    const taken = items;
    items = [];
    try {
      commit(taken);
      blockedSince = undefined;
    } catch (thrown) {
      if (mayRetry(thrown)) waitWith(taken);
      else fail(taken, asStoreFault(thrown));
    }
  }
  function mayRetry(thrown: unknown): boolean {
    if (!isLocked(thrown)) return false;
    blockedSince ??= performance.now();
    return performance.now() - blockedSince < busyMs;
  }
  function waitWith(taken: Item[]): void {
    items = taken;
    const done = new Promise<void>((resolve) => setTimeout(resolve, RETRY_MS)).then(() => {
      retry = undefined;
      flush();
    });
    retry = { done };
  }

  return {
    push(item, when) {
      items.push(item);
      if (when === "turn" && !turnEnds) {
        turnEnds = true;
        setImmediate(() => {
          setImmediate(() => {
            turnEnds = false;
            flush();
          });
        });
      } else if (when === "company" && !turnEnds && !companyWaits) {
        companyWaits = true;
        setTimeout(() => {
          companyWaits = false;
          flush();
        }, COMPANY_MS);
      }
    },
    async drain() {
      flush();
      while (retry !== undefined) await retry.done;
    },
  };
}
