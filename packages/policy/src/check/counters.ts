/** One budget has one maximum: the same counter may be named in many places, and must mean the same in each. */

import type { Limit } from "../document.js";
import type { Node } from "../parse/node.js";
import type { Report } from "../parse/report.js";

/** A limit beside the node that it was read from. */
export type CounterUse = { readonly limit: Limit; readonly node: Node };

/** Reports limits that name a counter which an earlier limit means otherwise. */
export function checkCounters(uses: readonly CounterUse[], report: Report): void {
  const first = new Map<string, CounterUse>();
  for (const use of uses.toSorted((a, b) => a.node.start - b.node.start)) {
    const { counter, scope = "grant", window } = use.limit;
    const key = JSON.stringify([counter, scope, window]);
    const other = first.get(key);
    if (other === undefined) first.set(key, use);
    else reportConflict(use, other, report);
  }
}

function reportConflict(use: CounterUse, other: CounterUse, report: Report): void {
  const where = `at ${other.node.pointer}`;
  if (use.limit.max !== other.limit.max) {
    const message = `the counter has \`max\` ${use.limit.max} here and ${other.limit.max} ${where}`;
    report.error(use.node, "counter_conflict", message, "write the same `max` in both, or name two counters");
  }
  if (kindOf(use.limit) !== kindOf(other.limit)) {
    const message = `the counter counts ${kindOf(use.limit)} here and ${kindOf(other.limit)} ${where}`;
    report.error(use.node, "counter_conflict", message, "name two counters");
  }
}

function kindOf(limit: Limit): string {
  return limit.increment_from === undefined ? "calls (`increment`)" : "amounts (`increment_from`)";
}
