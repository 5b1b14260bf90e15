/** The load figures for people: the headline, then a table for each kind of answer. */
import type { Row } from "../load/summary.js";
import type { Subject } from "../subjects/subject.js";
import type { Kind } from "../traffic/messages.js";
import { table } from "./table.js";

const titles: Readonly<Record<Kind, string>> = {
  json: "tools/call, answered as JSON",
  sse: "tools/call, answered as a stream of events",
  list: "tools/list of 62 tools, 40 kB",
};

/** What the design asks for at 8 and 64 connections. */
const BAR = 2;

/** CPU of a call against the bare proxy's, for every subject that is not the bare proxy or the upstream itself. */
export function headline(rows: readonly Row[], subjects: readonly Subject[]): string {
  const counts = [...new Set(rows.map((row) => row.connections))];
  const shown = subjects.filter(({ id }) => id !== "bare" && id !== "direct");
  const lines = shown.flatMap((subject) => {
    const own = rows.filter((row) => row.subject === subject.id);
    return [...new Set(own.map((row) => row.kind))].map((kind) => [
      subject.title,
      kind,
      ...counts.map((count) => ratioText(own.find((row) => row.kind === kind && row.connections === count))),
    ]);
  });
  const head = ["subject", "answer", ...counts.map((count) => (count === 1 ? "1 connection" : `${count} connections`))];
  return [
    `CPU of a call, as a multiple of the bare proxy's: median (middle half of the rounds); bar for the gateway at 8 and 64: ${BAR.toFixed(1)}`,
    table(head, lines, []),
  ].join("\n");
}

function ratioText(row: Row | undefined): string {
  const ratio = row?.cpuRatio;
  return ratio === undefined ? "-" : `${ratio.median.toFixed(2)} (${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)})`;
}

/** All figures of one kind of answer. */
export function loadTable(kind: Kind, rows: readonly Row[], subjects: readonly Subject[]): string {
  const lines = rows
    .filter((row) => row.kind === kind)
    .map((row) => [
      String(row.connections),
      subjects.find((subject) => subject.id === row.subject)?.title ?? row.subject,
      row.callsPerSecond,
      row.p50Micros,
      row.p99Micros,
      row.cpuMicrosPerCall.subject,
      row.cpuRatio?.median,
      row.errors,
    ]);
  const head = ["conn.", "subject", "calls/s", "p50 µs", "p99 µs", "CPU µs/call", "× bare", "errors"];
  return `${titles[kind]}\n${table(head, lines, [0, 0, 0, 0, 0, 1, 2, 0])}`;
}
