/**
 * The one place where it is decided whether counters admit a call: all of them or none. Every driver of the counter
 * store calls this inside its transaction, so SQLite, memory and whatever follows count alike.
 */

import type { Claim } from "./claim.js";
import { printMillionths } from "./millionths.js";
import { type CounterState, currentState, instantText, resetsAt } from "./windows.js";

/** A claim, the key of its counter, and what the store holds under that key. */
export type Entry = { readonly key: string; readonly claim: Claim; readonly state: CounterState | undefined };

/** `reserve` takes all or none; `look` takes nothing; `force` takes all and may pass `max` (observe). */
export type How = "reserve" | "look" | "force";

/** One limit as it is shown; `used` is after the call, `window` in seconds for a `rate_limit`. */
export type LimitUse = {
  readonly counter: string | null;
  readonly window: string | number;
  readonly max: number | string;
  readonly used: number | string;
  readonly resets_at: string;
};

export type Counted = {
  /** The instant of counting, in epoch milliseconds. */
  readonly at: number;
  /** Index of the first claim that does not admit the call. */
  readonly refused?: number;
  /** Whether the refused claim would not admit the call even in an empty window. */
  readonly never?: boolean;
  /** One for each claim, in the order of the claims. */
  readonly limits: readonly LimitUse[];
  /** What the store has to write; empty when nothing is taken. */
  readonly states: ReadonlyMap<string, CounterState>;
};

/** Whether the counters admit the call at this instant, and what they hold afterwards. */
export function admit(entries: readonly Entry[], at: number, how: How): Counted {
  const before = new Map<string, CounterState>();
  const amounts = new Map<string, bigint>();
  for (const { key, claim, state } of entries) {
    if (!before.has(key)) before.set(key, currentState(state, claim.window, at));
    amounts.set(key, (amounts.get(key) ?? 0n) + claim.amount);
  }
  const refused = entries.findIndex(({ key, claim }) => usedOf(before, key) + amountOf(amounts, key) > claim.max);
  const taken = how === "force" || (how === "reserve" && refused < 0);
  const states = taken ? added(before, amounts) : new Map<string, CounterState>();
  const refusal = entries[refused];
  const never = refusal !== undefined && amountOf(amounts, refusal.key) > refusal.claim.max;
  let limits: readonly LimitUse[] | undefined;
  return {
    at,
    ...(refusal === undefined ? {} : { refused, never }),
    states,
    // Worked out when somebody looks: an allowed call shows its limits to nobody, and instants are dear to print.
    get limits() {
      limits ??= entries.map(({ key, claim }) => limitUse(claim, states.get(key) ?? (before.get(key) as CounterState)));
      return limits;
    },
  };
}

function usedOf(states: ReadonlyMap<string, CounterState>, key: string): bigint {
  return states.get(key)?.used ?? 0n;
}

function amountOf(amounts: ReadonlyMap<string, bigint>, key: string): bigint {
  return amounts.get(key) ?? 0n;
}

function added(before: ReadonlyMap<string, CounterState>, amounts: ReadonlyMap<string, bigint>) {
  const after = new Map<string, CounterState>();
  for (const [key, { windowStart, used }] of before) {
    after.set(key, { windowStart, used: used + amountOf(amounts, key) });
  }
  return after;
}

/** A claim beside the state of its counter, as people and programs are shown it. */
function limitUse(claim: Claim, state: CounterState): LimitUse {
  return {
    counter: claim.name,
    window: claim.window.kind === "calendar" ? claim.window.unit : claim.window.seconds,
    max: printMillionths(claim.max),
    used: printMillionths(state.used),
    resets_at: instantText(resetsAt(state, claim.window)),
  };
}
