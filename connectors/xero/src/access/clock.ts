/** The time, and waiting for it: one thing, so that tests can pass years in no time. */
import { setTimeout as sleep } from "node:timers/promises";

/** A clock. Moments are milliseconds since 1970. */
export type Clock = {
  now(): number;
  /** Resolves after so long; rejects when the signal says that nobody waits any more. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** Aborts after so long. */
  timeout(ms: number): AbortSignal;
};

/** The machine's own. */
export const machineClock: Clock = {
  now: Date.now,
  wait: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
  timeout: AbortSignal.timeout,
};
