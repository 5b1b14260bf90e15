/**
 * One gate for each organisation, so that Xero's limits are kept instead of run into.
 *
 * At most five calls are under way at once. When Xero says that a minute's calls are used up, or refuses one for it, the
 * next ones wait until there are some again; where that is longer than a caller can wait, they are turned away with the
 * time to come again.
 */
import type { Clock } from "../access/clock.js";
import { XeroProblem } from "./problem.js";
import type { Exhausted, Remaining } from "./rate.js";

const atOnce = 5;
const minuteMs = 60_000;

/** How long a caller can wait, at most until `deadline`. */
export type Patience = { readonly deadline: number; readonly signal: AbortSignal | undefined };

/** The gates of all organisations. */
export type Gate = {
  /** Waits for a turn and gives what ends it. Rejects with a `XeroProblem` when there is none soon enough. */
  enter(tenantId: string, patience: Patience): Promise<() => void>;
  /** Takes note of what an answer said. */
  heard(tenantId: string, remaining: Remaining): void;
  /** Takes note of a 429. */
  refused(tenantId: string, exhausted: Exhausted): void;
};

type Lane = {
  running: number;
  /** When the calls of the last minute began. */
  readonly begun: number[];
  readonly queue: Set<() => void>;
  shutUntil: number;
  limit: string;
};

/** Opens the gates; nothing is waited for longer than `maxWaitMs`. */
export function openGate(clock: Clock, maxWaitMs: number): Gate {
  const lanes = new Map<string, Lane>();
  const laneOf = (tenantId: string): Lane => {
    const lane = lanes.get(tenantId) ?? { running: 0, begun: [], queue: new Set(), shutUntil: 0, limit: "minute" };
    lanes.set(tenantId, lane);
    return lane;
  };
  const shut = (lane: Lane, until: number, limit: string): void => {
    if (until > lane.shutUntil) Object.assign(lane, { shutUntil: until, limit });
  };
  return {
    async enter(tenantId, patience) {
      const lane = laneOf(tenantId);
      await opened(lane, clock, maxWaitMs, patience);
      while (lane.running >= atOnce) {
        await turn(lane, patience.signal);
        await opened(lane, clock, maxWaitMs, patience).catch((error: unknown) => {
          wake(lane);
          throw error;
        });
      }
      begin(lane, clock.now());
      return () => leave(lane);
    },
    heard(tenantId, { minute }) {
      const lane = laneOf(tenantId);
      if (minute === 0) shut(lane, (lane.begun[0] ?? clock.now()) + minuteMs, "minute");
    },
    refused(tenantId, { limit, retryAfterMs }) {
      shut(laneOf(tenantId), clock.now() + (retryAfterMs ?? 1000), limit);
    },
  };
}

async function opened(lane: Lane, clock: Clock, maxWaitMs: number, { deadline, signal }: Patience): Promise<void> {
  for (let waitMs = lane.shutUntil - clock.now(); waitMs > 0; waitMs = lane.shutUntil - clock.now()) {
    if (waitMs > maxWaitMs || clock.now() + waitMs > deadline) throw comeAgain(lane.limit, waitMs);
    await clock.wait(waitMs, signal).catch(() => {
      throw cancelled();
    });
  }
}

const turn = (lane: Lane, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const go = (): void => {
      signal?.removeEventListener("abort", stop);
      resolve();
    };
    const stop = (): void => {
      lane.queue.delete(go);
      reject(cancelled());
    };
    if (signal?.aborted === true) return stop();
    signal?.addEventListener("abort", stop, { once: true });
    lane.queue.add(go);
  });

function begin(lane: Lane, now: number): void {
  lane.running += 1;
  lane.begun.push(now);
  while ((lane.begun[0] ?? now) <= now - minuteMs) lane.begun.shift();
}

function leave(lane: Lane): void {
  lane.running -= 1;
  wake(lane);
}

// Whoever is woken and does not go wakes the next one, or the turn would be lost.
function wake(lane: Lane): void {
  const [next] = lane.queue;
  if (next === undefined) return;
  lane.queue.delete(next);
  next();
}

const cancelled = (): XeroProblem => new XeroProblem("the call was cancelled", "none");

const names: Readonly<Record<string, string>> = {
  minute: "the 60 calls a minute that Xero allows for this organisation are used up",
  day: "the 5000 calls a day that Xero allows for this organisation are used up",
};

function comeAgain(limit: string, waitMs: number): XeroProblem {
  const what = names[limit] ?? `a limit of Xero on calls is used up (${limit})`;
  return new XeroProblem(`${what}; call again in ${duration(Math.ceil(waitMs / 1000))}`, "none");
}

const duration = (seconds: number): string =>
  seconds <= 120
    ? `${seconds} seconds`
    : seconds <= 7200
      ? `${Math.ceil(seconds / 60)} minutes`
      : `${Math.ceil(seconds / 3600)} hours`;
