/** Runs one cell in the process of a load generator: what keeps the subject busy differs, what is measured does not. */
import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { cpuMicros, type MachineTime, machineTime } from "../machine/cpu.js";
import { percentile } from "../report/figures.js";
import type { CellResult, Measured } from "./cell.js";

/** Where callers put what they see. */
export type Tally = {
  /** A right answer and how long it took. */
  answered(milliseconds: number): void;
  failed(why: string): void;
  nextId(): number;
};

/** Keeps a subject busy in a closed loop. */
export type Caller = {
  /** Resolves when the last answer has come after `finish`, or the caller gave up. */
  readonly closed: Promise<void>;
  /** Ends the loop with what is under way. */
  finish(): void;
  /** Closes at once: what is under way counts as an error. */
  abandon(): void;
};

const PATIENCE_MS = 5_000;

/** Never used twice by this process, always nine digits. */
let lastId = 100_000_000;

const latencies = new Float64Array(4_000_000);

class CellTally implements Tally {
  measuring = false;
  calls = 0;
  errors = 0;
  firstError: string | undefined;

  nextId(): number {
    lastId += 1;
    return lastId;
  }

  answered(milliseconds: number): void {
    if (this.measuring) {
      latencies[this.calls] = milliseconds * 1_000;
      this.calls += 1;
    }
  }

  failed(why: string): void {
    this.errors += 1;
    this.firstError ??= why;
  }
}

/** Opens the callers, lets them call for the time of the warm-up and the measured time, and ends them. */
export async function runCell(
  { warmUpSeconds, seconds: wanted, processes }: Measured,
  open: (tally: Tally) => readonly Caller[],
): Promise<CellResult> {
  const tally = new CellTally();
  const callers = open(tally);
  await sleep(warmUpSeconds * 1_000);
  const before = readAll(processes);
  const start = performance.now();
  tally.measuring = true;
  await sleep(wanted * 1_000);
  tally.measuring = false;
  const seconds = (performance.now() - start) / 1_000;
  const after = readAll(processes);
  await finish(callers);
  const byName = spent(before, after);
  const sorted = latencies.subarray(0, tally.calls).sort();
  return {
    calls: tally.calls,
    errors: tally.errors,
    firstError: tally.firstError,
    seconds,
    p50Micros: percentile(sorted, 0.5),
    p99Micros: percentile(sorted, 0.99),
    cpuMicros: byName,
    otherShare: otherShare(before.machine, after.machine, byName, seconds),
  };
}

async function finish(callers: readonly Caller[]): Promise<void> {
  for (const caller of callers) {
    caller.finish();
  }
  const waiting = new Set(callers);
  const closed = callers.map((caller) => caller.closed.then(() => waiting.delete(caller)));
  await Promise.race([Promise.all(closed), sleep(PATIENCE_MS, undefined, { ref: false })]);
  for (const caller of waiting) {
    caller.abandon();
  }
}

type Micros = Readonly<Record<string, number | undefined>>;
type Reading = { readonly byName: Micros; readonly machine: MachineTime | undefined };

function readAll(processes: Measured["processes"]): Reading {
  const byName = Object.fromEntries(Object.entries(processes).map(([name, pids]) => [name, cpuMicros(pids)]));
  return { byName, machine: machineTime() };
}

function spent(before: Reading, after: Reading): Micros {
  return Object.fromEntries(
    Object.keys(before.byName).map((name) => [name, difference(before.byName[name], after.byName[name])]),
  );
}

function difference(before: number | undefined, after: number | undefined): number | undefined {
  return before === undefined || after === undefined ? undefined : after - before;
}

/** What the measured processes did not spend of what the machine spent. */
function otherShare(
  before: MachineTime | undefined,
  after: MachineTime | undefined,
  byName: Micros,
  seconds: number,
): number | undefined {
  if (before === undefined || after === undefined) {
    return undefined;
  }
  const own = Object.values(byName).reduce<number>((sum, micros) => sum + (micros ?? 0), 0);
  const all = after.spentMicros - before.spentMicros + after.stolenMicros - before.stolenMicros;
  return Math.max(0, all - own) / (seconds * 1_000_000 * availableParallelism());
}
