/** From cells to what is reported: medians over the rounds, and ratios to the bare proxy taken round by round. */
import { median, percentile } from "../report/figures.js";
import type { SubjectId } from "../subjects/subject.js";
import type { Kind } from "../traffic/messages.js";
import type { CellResult } from "./cell.js";
import type { Cell } from "./rounds.js";

/** The median and the middle half of the rounds around it. */
export type Spread = { readonly median: number; readonly low: number; readonly high: number };

export type Row = {
  readonly kind: Kind;
  readonly connections: number;
  readonly subject: SubjectId;
  readonly callsPerSecond: number;
  readonly p50Micros: number;
  readonly p99Micros: number;
  /** CPU time of a call: the subject's own, and to show what else the machine did the upstream's and the generator's. */
  readonly cpuMicrosPerCall: Readonly<Record<string, number | undefined>>;
  /** The subject's CPU time of a call divided by the bare proxy's in the same round. */
  readonly cpuRatio: Spread | undefined;
  readonly errors: number;
};

/** One row for each kind, number of connections and subject, in the order of the first round. */
export function summarise(cells: readonly Cell[]): readonly Row[] {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = `${cell.kind} ${cell.connections} ${cell.subject}`;
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return [...groups.values()].map((group) => rowOf(group, cells));
}

function rowOf(group: readonly Cell[], all: readonly Cell[]): Row {
  const [{ kind, connections, subject }] = group as [Cell];
  return {
    kind,
    connections,
    subject,
    callsPerSecond: median(group.map((cell) => cell.calls / cell.seconds)),
    p50Micros: median(group.map((cell) => cell.p50Micros)),
    p99Micros: median(group.map((cell) => cell.p99Micros)),
    cpuMicrosPerCall: {
      subject: medianOfKnown(group.map((cell) => cpuOfCall(cell, "subject"))),
      upstream: medianOfKnown(group.map((cell) => cpuOfCall(cell, "upstream"))),
      generator: medianOfKnown(group.map((cell) => cpuOfCall(cell, "generator"))),
    },
    cpuRatio: spread(group.map((cell) => ratioToBare(cell, all))),
    errors: group.reduce((sum, cell) => sum + cell.errors, 0),
  };
}

function ratioToBare(cell: Cell, all: readonly Cell[]): number | undefined {
  const bare = all.find(
    (other) =>
      other.subject === "bare" &&
      other.round === cell.round &&
      other.kind === cell.kind &&
      other.connections === cell.connections,
  );
  const own = cpuOfCall(cell, "subject");
  const its = bare === undefined ? undefined : cpuOfCall(bare, "subject");
  return own === undefined || its === undefined ? undefined : own / its;
}

/** CPU time of a call in one cell, of the processes by that name. */
export function cpuOfCall(cell: CellResult, process: string): number | undefined {
  const micros = cell.cpuMicros[process];
  return micros === undefined || cell.calls === 0 ? undefined : micros / cell.calls;
}

/** The median of what is there; undefined of nothing. */
export function medianOfKnown(values: readonly (number | undefined)[]): number | undefined {
  return spread(values)?.median;
}

function spread(values: readonly (number | undefined)[]): Spread | undefined {
  const known = values.filter((value) => value !== undefined).toSorted((a, b) => a - b);
  return known.length === 0
    ? undefined
    : { median: median(known), low: percentile(known, 0.25), high: percentile(known, 0.75) };
}
