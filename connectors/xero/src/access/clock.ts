/** The time, and waiting for it: one thing, so that tests can pass years in no time. */
import { systemClock, type Clock as Waiting } from "../api/clock.js";

/** A clock that also ends what takes too long. */
export type Clock = Waiting & {
  /** Aborts after so long. */
  timeout(ms: number): AbortSignal;
};

/** The machine's own. */
export const machineClock: Clock = { ...systemClock, timeout: AbortSignal.timeout };
