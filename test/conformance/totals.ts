/** The totals of the direct runs, which are pinned: a suite or a server that changed shows here first. */
import { readFileSync, writeFileSync } from "node:fs";
import type { Totals } from "./check.js";
import { type Run, subjects } from "./run-all.js";
import { revisions } from "./suite.js";

/** By subject, then by revision. */
export type PinnedTotals = Readonly<Record<string, Readonly<Record<string, Totals>>>>;

const file = new URL("./totals.json", import.meta.url);
const page = new URL("../../docs/conformance.md", import.meta.url);
const mark = /(<!-- totals -->\n).*(<!-- \/totals -->)/s;

/** The pinned totals. */
export function readTotals(): PinnedTotals {
  return JSON.parse(readFileSync(file, "utf8")) as PinnedTotals;
}

/** Whether a run's direct totals are the pinned ones. */
export function asPinned(run: Run, pinned: PinnedTotals): boolean {
  const { passed, failed, checks } = run.direct;
  const totals = pinned[run.subject]?.[run.revision];
  return totals?.passed === passed && totals.failed === failed && totals.checks === checks;
}

/** Pins these runs' totals and puts them into the documentation. */
export function writeTotals(runs: readonly Run[]): void {
  const totals: Record<string, Record<string, Totals>> = structuredClone(readTotals());
  for (const { subject, revision, direct } of runs) totals[subject] = { ...totals[subject], [revision]: direct };
  writeFileSync(file, `${JSON.stringify(totals, null, 2)}\n`);
  writeFileSync(page, readFileSync(page, "utf8").replace(mark, `$1${totalsTable(totals)}$2`));
}

/** The table in the documentation, its columns filled up as the formatter wants them. */
export function totalsTable(totals: PinnedTotals): string {
  const rows = [
    ["passed / failed", ...revisions],
    ...subjects.map((subject) => [subject, ...revisions.map((revision) => cell(totals[subject]?.[revision]))]),
  ];
  const widths = ["passed / failed", ...revisions].map(({ length }) => length);
  const line = (row: readonly string[]) => `| ${row.map((text, at) => text.padEnd(widths[at] ?? 0)).join(" | ")} |\n`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("");
}

function cell(totals: Totals | undefined): string {
  return totals === undefined ? "–" : `${totals.passed} / ${totals.failed}`;
}

/** The table as it stands in the documentation. */
export function tableInDocs(): string {
  return (
    mark
      .exec(readFileSync(page, "utf8"))?.[0]
      .replace(mark, (whole, start: string, end: string) => whole.slice(start.length, -end.length)) ?? ""
  );
}
