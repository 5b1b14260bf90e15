/** What a process with an open folder does beside its work, now and then; never a reason for it to keep running. */

import { isStoreFault } from "../ports/errors.js";
import type { SqliteCounters } from "./counters.js";
import { purge } from "./retention.js";
import type { Scope } from "./scope.js";

const TICK_MS = 30_000;
const PURGE_EVERY_TICKS = 120;

/** Begins at once and goes on until it is stopped. A store that cannot be written now is tried again at the next tick. */
export function startUpkeep(scope: Scope, counters: SqliteCounters, logDays: number): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const purged = { ...scope, clock: steadyClock(scope.clock) };
  let ticks = 0;
  let running = Promise.resolve();
  const tick = async (): Promise<void> => {
    ticks += 1;
    try {
      await counters.upkeep();
      if (ticks % PURGE_EVERY_TICKS === 1) await purge(purged, logDays, stopping.signal);
    } catch (thrown) {
      if (!isStoreFault(thrown)) throw thrown;
    }
  };
  const timer = setInterval(() => {
    running = running.then(tick);
  }, TICK_MS).unref();
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}

/**
 * The clock, never further ahead than time has passed since it was first asked: a clock that jumps forward makes nothing
 * old, so nothing is forgotten that would be wanted when it is set right.
 */
export function steadyClock(clock: () => number, passed: () => number = () => performance.now()): () => number {
  const start = clock() - passed();
  return () => Math.min(clock(), start + passed());
}
