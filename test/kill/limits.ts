/** Limits as data: the policy is written from them, and the books are checked against them. */

export type Unit = "minute" | "hour" | "day" | "month";

/** A limit under `tools["pay_*"].limits`, or, with `seconds`, its `rate_limit`. Amounts are in cents. */
export type Limit = {
  readonly scope: "grant" | "server" | "session";
  readonly max: number;
  readonly kind: "count" | "amount";
  readonly onError: "keep" | "release";
} & ({ readonly counter: string; readonly unit: Unit } | { readonly seconds: number });

const TOOLS = "pay_*";
const PLENTY = 1_000_000_000;

/** Some that nothing exhausts, whose counters hold everything; some that are exhausted again and again. */
export const limits: readonly Limit[] = [
  { counter: "calls", unit: "month", scope: "grant", max: PLENTY, kind: "count", onError: "keep" },
  { counter: "all calls", unit: "day", scope: "server", max: PLENTY, kind: "count", onError: "keep" },
  { counter: "money", unit: "month", scope: "grant", max: PLENTY, kind: "amount", onError: "keep" },
  { counter: "money that comes back", unit: "day", scope: "grant", max: PLENTY, kind: "amount", onError: "release" },
  { counter: "money an hour", unit: "hour", scope: "server", max: PLENTY, kind: "amount", onError: "release" },
  { counter: "calls a minute", unit: "minute", scope: "grant", max: 600, kind: "count", onError: "keep" },
  { counter: "money a minute", unit: "minute", scope: "server", max: 40_000_000, kind: "amount", onError: "release" },
  { seconds: 2, scope: "session", max: 40, kind: "count", onError: "keep" },
];

/** The name that tells a limit's counter from others of its owner. */
export function identityOf(limit: Limit): string {
  return "counter" in limit ? `${limit.unit}:${limit.counter}` : `${limit.seconds}:/tools/${TOOLS}/rate_limit`;
}

/** The document with these limits; `rest` are further members of the rule, such as `deny_if`. */
export function policyWith(all: readonly Limit[], rest: object = {}): string {
  const named = all.flatMap((limit) => {
    if (!("counter" in limit)) return [];
    const { counter, unit: window, scope, kind, onError: on_error } = limit;
    if (kind === "count") return [{ counter, window, scope, max: limit.max, on_error }];
    return [{ counter, window, scope, max: limit.max / 100, increment_from: "args.amount", on_error }];
  });
  const rates = all.flatMap((limit) =>
    "seconds" in limit ? [{ rate_limit: { max: limit.max, window: limit.seconds } }] : [],
  );
  const rule = Object.assign({ limits: named }, ...rates, rest);
  return JSON.stringify({ version: "1", default: "deny", tools: { [TOOLS]: rule } });
}
