/** A clock that stands until a test moves it; what waits for it is woken then. */
import type { Clock } from "../../../src/access/clock.js";

/** A clock, and the hand that moves it. */
export type ManualClock = Clock & {
  pass(ms: number): Promise<void>;
  /** How many wait for it. */
  waiting(): number;
};

/** Starts on a day of 2026. */
export function manualClock(): ManualClock {
  let at = Date.parse("2026-03-02T09:00:00.000Z");
  const alarms = new Set<{ readonly due: number; readonly ring: () => void }>();
  const alarm = (ms: number, ring: () => void) => {
    const set = { due: at + ms, ring };
    alarms.add(set);
    return () => alarms.delete(set);
  };
  return {
    now: () => at,
    waiting: () => alarms.size,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        const drop = alarm(ms, resolve);
        signal?.addEventListener("abort", () => {
          drop();
          reject(signal.reason);
        });
      }),
    timeout(ms) {
      const over = new AbortController();
      alarm(ms, () => over.abort(new DOMException("too late", "TimeoutError")));
      return over.signal;
    },
    async pass(ms) {
      at += ms;
      for (const set of [...alarms].filter((each) => each.due <= at)) {
        alarms.delete(set);
        set.ring();
      }
      await new Promise(setImmediate);
    },
  };
}
