/**
 * The log: one record a call. A record is made when its limits are reserved and completed when the call has ended, so a
 * call that a crash cut off is in the log too. Records keep the names of that moment and outlive what they name.
 */

import type { Decision } from "@turnpike/policy";

/** A decision's outcome, or how it was overtaken: cut off by a crash, or let through and failed. */
export type Outcome = Decision["outcome"] | "interrupted" | "error";

/** How a call ended. `outcome` only where that is another than the decision: a call that was let through and failed. */
export type Completion = {
  readonly outcome?: Outcome;
  readonly upstreamStatus: number | null;
  readonly latencyMs: number;
};

/** The part of a `Permit` that a record keeps. */
export type LoggedPermit = {
  readonly grant: { readonly id: string; readonly label: string };
  readonly server: { readonly id: string; readonly name: string };
  readonly policy: { readonly id: string; readonly name: string; readonly version: number } | null;
};

export type NewRecord = {
  readonly requestId: string;
  /** Give the same object for the same permit: the driver recognises it and keeps its names once. */
  readonly permit: LoggedPermit;
  readonly session: string | null;
  readonly method: string;
  /** Of the tool or prompt, or the resource's URI. */
  readonly name: string;
  readonly argumentKeys: readonly string[];
  readonly outcome: Outcome;
  readonly rule: string;
  readonly message: string;
  /** Present when the call ends here, refused; else the record stays under way until `Counters.settle`. */
  readonly completion?: Completion;
};

export type LogRecord = {
  /** Decimal digits; ids grow in the order of the log. */
  readonly id: string;
  readonly at: number;
  readonly requestId: string;
  readonly permit: LoggedPermit;
  readonly session: string | null;
  readonly method: string;
  readonly name: string;
  readonly argumentKeys: readonly string[];
  readonly outcome: Outcome;
  readonly rule: string;
  readonly message: string;
  readonly upstreamStatus: number | null;
  readonly latencyMs: number | null;
  /** False while the call is under way. */
  readonly completed: boolean;
};

/** All that is given must fit. `since` is inclusive, `until` is not; grant and server are ids or names of that moment. */
export type LogFilter = {
  readonly since?: number;
  readonly until?: number;
  readonly grant?: string;
  readonly server?: string;
  readonly method?: string;
  readonly name?: string;
  readonly outcome?: Outcome;
};

export interface Log {
  /**
   * From the newest to the oldest, or the other way round; `from` is the id of a record to go on after. Reads a part at
   * a time and ends at the end of the log.
   */
  read(filter: LogFilter, order: "newest" | "oldest", from?: string): AsyncIterable<LogRecord>;
  /**
   * What comes after the record `from` (by default, after now), each record once, when it is completed. Ends when the
   * signal is given.
   */
  follow(filter: LogFilter, signal: AbortSignal, from?: string): AsyncIterable<LogRecord>;
}
