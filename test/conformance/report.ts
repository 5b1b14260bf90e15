/** Comparisons as lines for people. */
import type { Difference } from "./compare.js";
import type { Run } from "./run-all.js";

/** One run: its totals, and every check on which the two sides do not agree. */
export function describeRun(run: Run): string {
  const { subject, revision, direct, improved, ofStdio, gaps, differing, stale } = run;
  const counts = [
    [improved.length, "improved"],
    [ofStdio.length, "that stdio does not carry"],
    [gaps.length, "not carried yet"],
    [differing.length, "DIFFER"],
    [stale.length, "LISTED BUT NOT SO"],
  ] as const;
  const said = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  const verdict = said.length === 0 ? "identical" : `identical but for ${said.join(", ")}`;
  return [
    `${subject} at ${revision}: ${direct.passed} passed, ${direct.failed} failed, ${direct.checks} checks; ${verdict}`,
    ...improved.map((difference) => `  + ${line(difference)}\n      ${difference.reason}`),
    ...ofStdio.map((difference) => `  ~ ${line(difference)}\n      ${difference.reason}`),
    ...gaps.map((difference) => `  - ${line(difference)}\n      ${difference.reason}`),
    ...differing.map((difference) => `  ! ${line(difference)}\n      ${difference.message.slice(0, 300)}`),
    ...stale.map((entry) => `  ? ${line({ key: entry.check, ...entry })}`),
  ].join("\n");
}

// The form in which a difference is listed.
function line({ key, direct, through }: Pick<Difference, "key" | "direct" | "through">): string {
  return `${direct} -> ${through}: ${key}`;
}
