/** Time, passed in so that tests can tell it. */
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds since the epoch, and waiting that a signal ends by rejecting. */
export type Clock = { now(): number; wait(milliseconds: number, signal?: AbortSignal): Promise<void> };

export const systemClock: Clock = {
  now: Date.now,
  wait: async (milliseconds, signal) => {
    await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
  },
};
