/** The figures of programs that connect pipes, for people: a table for each way, then start and memory. */
import type { StdioFigures, StdioRow, StdioSize } from "../stdio/measure.js";
import { type Way, ways } from "../stdio/subject.js";
import { table } from "./table.js";

/** Everything of the part, but for what says how quiet the machine was. */
export function stdioTables({ versions, rows, sizes }: StdioFigures): string {
  const all = Object.keys(ways) as Way[];
  return [
    `beside Turnpike: ${versions.join(", ")}`,
    ...all.map((way) => callsTable(way, rows)),
    sizesTable(all, sizes),
  ].join("\n\n");
}

function callsTable(way: Way, rows: readonly StdioRow[]): string {
  const lines = rows
    .filter((row) => row.ways.includes(way))
    .toSorted((a, b) => a.inFlight - b.inFlight)
    .map((row) => {
      const figures = [row.callsPerSecond, row.p50Micros, row.p99Micros, row.ownMicros, row.serverMicros, row.errors];
      return [String(row.inFlight), row.title, ...figures];
    });
  const head = ["in flight", "subject", "calls/s", "p50 µs", "p99 µs", "own CPU µs/call", "server's", "errors"];
  return `${ways[way]}\n${table(head, lines, [0, 0, 0, 0, 0, 1, 1, 0])}`;
}

/** What stands in two tables stands in the last of them here, as an agent starts it. */
function sizesTable(all: readonly Way[], sizes: readonly StdioSize[]): string {
  const lines = all.flatMap((way) =>
    sizes
      .filter((size) => size.ways.at(-1) === way)
      .map((size) => [ways[way], size.title, size.firstAnswerMs, size.ownMegabytes, size.serverMegabytes]),
  );
  const head = ["between", "subject", "ms to the first answer", "own MB", "server's MB"];
  return `from the start to the answer to initialize, and resident memory after the load\n${table(head, lines, [])}`;
}
