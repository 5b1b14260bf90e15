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
  readonly refused?: number | undefined;
  /** Whether the refused claim would not admit the call even in an empty window. */
  readonly never?: boolean;
  /** One for each claim, in the order of the claims. */
  readonly limits: readonly LimitUse[];
  /** What the store has to write; empty when nothing is taken. */
  readonly states: ReadonlyMap<string, CounterState>;
};

/** Whether the counters admit the call at this instant, and what they hold afterwards. */
export function admit(entries: readonly Entry[], at: number, how: How): Counted {
  const sums = sumsOf(entries, at);
  const refused = entries.findIndex(({ key, claim }) => passes(sums.get(key), claim.max));
  const taken = how === "force" || (how === "reserve" && refused < 0);
  return new Count(entries, at, sums, refused, taken);
}

/** What a counter held before the call, and all that the call adds to it. */
type Sum = { readonly before: CounterState; amount: bigint };
type Sums = ReadonlyMap<string, Sum>;

function sumsOf(entries: readonly Entry[], at: number): Sums {
  const sums = new Map<string, Sum>();
  for (const { key, claim, state } of entries) {
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { before: currentState(state, claim.window, at), amount: claim.amount });
    else sum.amount += claim.amount;
  }
  return sums;
}

function passes(sum: Sum | undefined, max: bigint): boolean {
  return sum !== undefined && sum.before.used + sum.amount > max;
}

class Count implements Counted {
  readonly at: number;
  readonly refused: number | undefined;
  readonly never: boolean;
  readonly states: ReadonlyMap<string, CounterState>;
  readonly #entries: readonly Entry[];
  readonly #sums: Sums;
  #limits: readonly LimitUse[] | undefined;

  constructor(entries: readonly Entry[], at: number, sums: Sums, refused: number, taken: boolean) {
    const refusal = entries[refused];
    this.at = at;
    this.refused = refusal === undefined ? undefined : refused;
    this.never = refusal !== undefined && (sums.get(refusal.key)?.amount ?? 0n) > refusal.claim.max;
    this.states = taken ? added(sums) : NONE;
    this.#entries = entries;
    this.#sums = sums;
  }

  /** Worked out when somebody looks: an allowed call shows its limits to nobody, and instants are dear to print. */
  get limits(): readonly LimitUse[] {
    this.#limits ??= this.#entries.map(({ key, claim }) => limitUse(claim, this.#stateOf(key)));
    return this.#limits;
  }

  #stateOf(key: string): CounterState {
    return this.states.get(key) ?? (this.#sums.get(key) as Sum).before;
  }
}

const NONE: ReadonlyMap<string, CounterState> = new Map();

function added(sums: Sums): ReadonlyMap<string, CounterState> {
  const after = new Map<string, CounterState>();
  for (const [key, { before, amount }] of sums) {
    after.set(key, { windowStart: before.windowStart, used: before.used + amount });
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
