/**
 * What a driver gives to the behavioural suites: a place where data lasts, that can be opened by several at once, each
 * as another process would.
 */

import { afterEach } from "vitest";
import type { Counters, Store } from "../../src/index.js";

export type Opened = { readonly store: Store; readonly counters: Counters; close(): Promise<void> };

export type Place = { open(clock?: () => number): Promise<Opened>; remove(): Promise<void> };

export type Driver = { readonly name: string; place(): Promise<Place> };

/** A place for each test, closed and removed after it. */
export function places(driver: Driver): () => Promise<Place> {
  const cleanups: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });
  return async () => {
    const place = await driver.place();
    cleanups.push(() => place.remove());
    return {
      remove: () => place.remove(),
      async open(clock) {
        const opened = await place.open(clock);
        let open = true;
        const close = async () => {
          if (open) await opened.close();
          open = false;
        };
        cleanups.push(close);
        return { store: opened.store, counters: opened.counters, close };
      },
    };
  };
}

/** All that an iteration gives. */
export async function collect<T>(items: AsyncIterable<T>, most = Number.POSITIVE_INFINITY): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) {
    found.push(item);
    if (found.length >= most) break;
  }
  return found;
}
