/**
 * The oracle's reading of POLICY.md section 3: amounts, windows and what a ledger of every reservation ever made says.
 * A counter is nothing but the sum of the reservations that stand in its window.
 */

import { apply, type Exact, exact, ONE, operands, parts, readPath, walk } from "./oracle-conditions.ts";

export type Limit = {
  counter: string;
  window: string | number;
  max: number;
  scope?: string;
  increment?: number;
  increment_from?: string;
  on_error?: string;
};
export type Claim = { rule: string; limit: Limit; amount: bigint | "bad" };
/** What the document alone says: a refusal, or limits to count and perhaps an approval to ask for. */
export type Opinion = { refused?: string; claims: Claim[]; approval?: string };
export type Caller = { grant: string; session: string };
export type Verdict = { outcome: string; rule: string };
type Entry = { key: string; start: number; amount: bigint; limit: Limit };

/** Zero or more, at most 15 digits before the point and 6 after. */
function fits(amount: Exact): amount is bigint {
  return typeof amount === "bigint" && amount >= 0n && amount < 10n ** 15n * ONE && amount % (ONE / 10n ** 6n) === 0n;
}

function amountOf(args: Exact, limit: Limit): bigint | "bad" {
  if (limit.increment_from === undefined) return exact(limit.increment ?? 1) as bigint;
  const path = readPath(limit.increment_from);
  const total = path.fn === undefined ? walk(args, path.steps)[0] : apply(args, path);
  const read = ["sum", "min", "max"].includes(path.fn ?? "") ? operands(args, path) : [];
  const added = typeof read === "string" ? "unfit" : [...read, ...parts(read, path)];
  const sound = added !== "unfit" && added.every(fits) && typeof total === "object" && fits(total.value);
  return sound ? (total.value as bigint) : "bad";
}

export function claimsOf(
  args: Exact,
  at: string,
  limits: Limit[] = [],
  rate?: { max: number; window: number },
): Claim[] {
  const claims = limits.map((limit, i) => ({ rule: `${at}/limits/${i}`, limit, amount: amountOf(args, limit) }));
  const rule = `${at}/rate_limit`;
  return rate ? [...claims, { rule, limit: { ...rate, counter: rule, scope: "session" }, amount: ONE }] : claims;
}

function keyOf({ counter, window, scope = "grant" }: Limit, { grant, session }: Caller): string {
  const owner = { grant: [grant], session: [grant, session], server: [], organisation: [] }[scope];
  return JSON.stringify([scope, owner, counter, window]);
}

function calendarStart(unit: string, at: number): number {
  const time = new Date(at);
  const [year, month, day] = [time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate()];
  if (unit === "month") return Date.UTC(year, month);
  if (unit === "week") return Date.UTC(year, month, day - ((time.getUTCDay() + 6) % 7));
  return at - (at % ({ minute: 60_000, hour: 3_600_000 }[unit] ?? 86_400_000));
}

export class Ledger {
  #entries: Entry[] = [];

  /** The window in force: a clock that goes back stays in the later one. */
  #start(key: string, window: string | number, at: number): number {
    const starts = this.#entries.filter((entry) => entry.key === key).map(({ start }) => start);
    const latest = Math.max(...starts, Number.NEGATIVE_INFINITY);
    if (typeof window === "string") return Math.max(latest, calendarStart(window, at));
    return at < latest + window * 1000 ? latest : at;
  }

  /** Decides one call, and when it runs, keeps or gives back what POLICY.md's table says. */
  call({ refused, claims, approval }: Opinion, observed: boolean, caller: Caller, at: number, answer = "ok"): Verdict {
    const rule = refused ?? this.#exhausted(claims, caller, at);
    if (rule !== undefined && !observed) return { outcome: "deny", rule };
    if (approval !== undefined && rule === undefined && !observed) return { outcome: "needs_approval", rule: approval };
    for (const { limit, amount } of claims) {
      const [key, start] = [keyOf(limit, caller), this.#start(keyOf(limit, caller), limit.window, at)];
      if (amount !== "bad") this.#entries.push({ key, start, limit, amount: this.#kept(limit, answer) ? amount : 0n });
    }
    if (rule !== undefined) return { outcome: "would_deny", rule };
    return approval === undefined ? { outcome: "allow", rule: "" } : { outcome: "would_need_approval", rule: approval };
  }

  /** The first limit that refuses: a bad amount, or a counter whose amounts together, wherever named, pass its max. */
  #exhausted(claims: Claim[], caller: Caller, at: number): string | undefined {
    return claims.find(({ limit, amount }) => {
      const key = keyOf(limit, caller);
      const start = this.#start(key, limit.window, at);
      const used = this.#entries.filter((entry) => entry.key === key && entry.start === start);
      const asked = claims.filter((other) => keyOf(other.limit, caller) === key);
      const amounts = [...used, ...asked].map((one) => (one.amount === "bad" ? 0n : one.amount));
      return amount === "bad" || amounts.reduce((a, b) => a + b, 0n) > (exact(limit.max) as bigint);
    })?.rule;
  }

  #kept({ increment_from, on_error }: Limit, answer: string): boolean {
    if (answer === "unreached") return false;
    return !(answer === "error" && increment_from !== undefined && on_error === "release");
  }
}
