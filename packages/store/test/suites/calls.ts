/** Calls as the gateway would count and record them, in as few words as a test needs. */

import type { Claim, Counted, CounterWindow } from "@turnpike/policy";
import type { Counters, LoggedPermit, NewRecord, Reservation } from "../../src/index.js";

export const ONE = 1_000_000n;

export const PERMIT: LoggedPermit = {
  grant: { id: "grt_1", label: "billing agent" },
  server: { id: "srv_1", name: "billing" },
  policy: { id: "pol_1", name: "careful", version: 3 },
};

export const minute: CounterWindow = { kind: "calendar", unit: "minute" };

export const seconds = (count: number): CounterWindow => ({ kind: "first_call", seconds: count });

/** A limit of so many, in the hour after the first call unless said otherwise. */
export function claim(max: number | bigint, over: Partial<Claim> = {}): Claim {
  return {
    rule: "/tools/pay/limits/0",
    scope: "grant",
    name: "payments",
    identity: "payments",
    window: seconds(3600),
    max: typeof max === "bigint" ? max : BigInt(max) * ONE,
    amount: ONE,
    kind: "count",
    onError: "keep",
    ...over,
  };
}

/** A record under way where the counters admit the call, a completed denial where they do not. */
export function recordOf(over: Partial<NewRecord> = {}): (counted: Counted) => NewRecord {
  return ({ refused }) => ({
    requestId: "req_1",
    permit: PERMIT,
    session: null,
    method: "tools/call",
    name: "pay",
    argumentKeys: ["amount", "client"],
    rule: refused === undefined ? "" : "/tools/pay/limits/0",
    message: refused === undefined ? "" : "the limit is reached",
    outcome: refused === undefined ? "allow" : "deny",
    ...(refused === undefined ? {} : { completion: { upstreamStatus: null, latencyMs: 0.5 } }),
    ...over,
  });
}

export type Keyed = { readonly key: string; readonly claim: Claim };

/** Reserves, and gives what the counters said. */
export function reserve(counters: Counters, claims: readonly Keyed[], how: "reserve" | "look" | "force" = "reserve") {
  return counters.reserve({ how, claims, record: recordOf() });
}

/** Completes the record as answered, giving back nothing unless told. */
export function settle(counters: Counters, { recordId }: Reservation, ...keys: readonly [string, bigint, number][]) {
  const release = keys.map(([key, amount, windowStart]) => ({ key, amount, windowStart }));
  return counters.settle({ recordId, release, completion: { upstreamStatus: 200, latencyMs: 7.25 } });
}

export const admitted = ({ counted }: Reservation): boolean => counted.refused === undefined;

/** The state that a reservation wrote under a key. */
export function stateOf({ counted }: Reservation, key: string) {
  const state = counted.states.get(key);
  if (state === undefined) throw new Error(`nothing was counted under ${key}`);
  return state;
}

/** A clock that a test sets. */
export function clockAt(start: string): { now: () => number; set(time: string): void } {
  let time = Date.parse(start);
  return {
    now: () => time,
    set(next) {
      time = Date.parse(next);
    },
  };
}
