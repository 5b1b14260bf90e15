/**
 * Brings together what comes in the same turn of the event loop, and hands it on as one. When the database is locked by
 * another program the items wait, without stopping the event loop; once that has lasted too long, they and all that
 * come after fail at once, until it is free again.
 */

import { pauseMs } from "./connection.js";
import { asStoreFault, isLocked } from "./faults.js";

export type TurnQueue<Item> = {
  /** `turn`: handed on at the end of this turn. `company`: with the next that is, or after a moment. */
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
  let blocked: { readonly since: number; tries: number } | undefined;

  function flush(): void {
    if (items.length === 0 || retry !== undefined) return;
    const taken = items;
    items = [];
    try {
      commit(taken);
      blocked = undefined;
    } catch (thrown) {
      if (mayRetry(thrown)) waitWith(taken);
      else fail(taken, asStoreFault(thrown));
    }
  }
  function mayRetry(thrown: unknown): boolean {
    if (!isLocked(thrown)) return false;
    blocked ??= { since: performance.now(), tries: 0 };
    return performance.now() - blocked.since < busyMs;
  }
  function waitWith(taken: Item[]): void {
    items = taken;
    const pause = pauseMs(blocked?.tries ?? 0);
    if (blocked !== undefined) blocked.tries += 1;
    const done = new Promise<void>((resolve) => setTimeout(resolve, pause)).then(() => {
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
          turnEnds = false;
          flush();
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
