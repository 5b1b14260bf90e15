/**
 * The port for limits. One call of `reserve` counts all limits of a call and writes its record, or does nothing; two
 * callers, in one process or in many, never pass a `max` together. Time is the store's.
 */

import type { Claim, Counted, How, Release } from "@turnpike/policy";
import type { Completion, NewRecord } from "./log.js";

/** A limit to count, and the key of the counter that it is counted in. */
export type KeyedClaim = { readonly key: string; readonly claim: Claim };

export type ReserveRequest = {
  /**
   * `reserve`: all limits or none. `look`: what they would say, nothing counted. `force`: counted even past `max`.
   * A record is written in each case.
   */
  readonly how: How;
  readonly claims: readonly KeyedClaim[];
  /** Asked inside the transaction with what the counters said; must be pure and quick. */
  readonly record: (counted: Counted) => NewRecord;
};

/** `counted.states` says in which windows the amounts were counted: `releasesOf` in the policy package reads it. */
export type Reservation = { readonly counted: Counted; readonly recordId: string };

export type SettleRequest = {
  readonly recordId: string;
  /** Amounts to give back, each in the window in which it was counted; nothing happens where that window is over. */
  readonly release: readonly Release[];
  readonly completion: Completion;
};

export interface Counters {
  /** Fault: `store_unavailable`, and then nothing was counted and no record written. */
  reserve(request: ReserveRequest): Promise<Reservation>;
  /**
   * Completes the record and gives back what is released; the second time for a record does nothing. May wait a few
   * milliseconds for company, so no answer should wait for it. Fault: `store_unavailable`, and then the amounts stay
   * counted and the record stays under way, until the store can write again: then it is settled after all, once, as long
   * as this process lives and no more than 10,000 wait for it.
   */
  settle(request: SettleRequest): Promise<void>;
}
