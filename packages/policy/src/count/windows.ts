/**
 * When a counter begins anew. Calendar windows are aligned to UTC; windows of a `rate_limit` start with the first call
 * counted. The time is the counter store's and is passed in. A clock that goes back stays in the later window, so that
 * setting a clock back never opens a window again.
 */

import type { WindowName } from "../document.js";

export type CounterWindow =
  | { readonly kind: "calendar"; readonly unit: WindowName }
  | { readonly kind: "first_call"; readonly seconds: number };

/** What a counter holds; `windowStart` in epoch milliseconds, `used` in millionths. */
export type CounterState = { readonly windowStart: number; readonly used: bigint };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** 1970-01-01 was a Thursday: the Monday before it. */
const FIRST_MONDAY = -3 * DAY;

/** The state that counts at this instant: the stored one while its window lasts, else an empty one. */
export function currentState(state: CounterState | undefined, window: CounterWindow, at: number): CounterState {
  if (window.kind === "first_call") {
    return state !== undefined && at < resetsAt(state, window) ? state : { windowStart: at, used: 0n };
  }
  const windowStart = startOf(window.unit, at);
  return state !== undefined && state.windowStart >= windowStart ? state : { windowStart, used: 0n };
}

/** The instant at which the counter begins anew. */
export function resetsAt(state: CounterState, window: CounterWindow): number {
  if (window.kind === "first_call") return state.windowStart + window.seconds * 1000;
  return endOf(window.unit, state.windowStart);
}

/** How often, as a sentence says it: `an hour`, `a day`. */
export function eachWindow(unit: string): string {
  return unit === "hour" ? "an hour" : `a ${unit}`;
}

/** The texts of the last instants: windows end together, and writing one takes longer than counting. */
const written = new Map<number, string>();
const KEPT_INSTANTS = 64;

/** An instant as RFC 3339 in UTC, with milliseconds. */
export function instantText(at: number): string {
  const kept = written.get(at);
  if (kept !== undefined) return kept;
  if (written.size >= KEPT_INSTANTS) written.clear();
  const text = new Date(at).toISOString();
  written.set(at, text);
  return text;
}

function startOf(unit: WindowName, at: number): number {
  switch (unit) {
    case "minute":
      return Math.floor(at / MINUTE) * MINUTE;
    case "hour":
      return Math.floor(at / HOUR) * HOUR;
    case "day":
      return Math.floor(at / DAY) * DAY;
    case "week":
      return Math.floor((at - FIRST_MONDAY) / WEEK) * WEEK + FIRST_MONDAY;
    case "month": {
      const date = new Date(at);
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
    }
  }
}

function endOf(unit: WindowName, start: number): number {
  switch (unit) {
    case "minute":
      return start + MINUTE;
    case "hour":
      return start + HOUR;
    case "day":
      return start + DAY;
    case "week":
      return start + WEEK;
    case "month": {
      const date = new Date(start);
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
    }
  }
}
