/** The load generator, a process of its own: takes one cell at a time over IPC and answers with what it saw. */
import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { CellOrder, CellResult } from "../load/cell.js";
import { Connection } from "../load/connection.js";
import { cpuMicros, type MachineTime, machineTime } from "../machine/cpu.js";
import { percentile } from "../report/figures.js";

const PATIENCE_MS = 5_000;

/** Never used twice by this process, always nine digits. */
let lastId = 100_000_000;

const latencies = new Float64Array(4_000_000);

class CellTally {
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

async function runCell(order: CellOrder): Promise<CellResult> {
  const tally = new CellTally();
  const connections = openConnections(order, tally);
  await sleep(order.warmUpSeconds * 1_000);
  const before = readAll(order.processes);
  const start = performance.now();
  tally.measuring = true;
  await sleep(order.seconds * 1_000);
  tally.measuring = false;
  const seconds = (performance.now() - start) / 1_000;
  const after = readAll(order.processes);
  await finish(connections);
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

function openConnections(order: CellOrder, tally: CellTally): readonly Connection[] {
  const { port, heads, body } = order;
  const expected = { before: Buffer.from(order.expected.before), after: Buffer.from(order.expected.after) };
  return Array.from(
    { length: order.connections },
    (_, i) => new Connection(port, heads[i % heads.length] as string, body, expected, tally),
  );
}

async function finish(connections: readonly Connection[]): Promise<void> {
  for (const connection of connections) {
    connection.finish();
  }
  const waiting = new Set(connections);
  const closed = connections.map((connection) => connection.closed.then(() => waiting.delete(connection)));
  await Promise.race([Promise.all(closed), sleep(PATIENCE_MS, undefined, { ref: false })]);
  for (const connection of waiting) {
    connection.abandon();
  }
}

type Micros = Readonly<Record<string, number | undefined>>;
type Reading = { readonly byName: Micros; readonly machine: MachineTime | undefined };

function readAll(processes: CellOrder["processes"]): Reading {
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

process.on("message", (order: CellOrder) => {
  void runCell(order).then((result) => process.send?.(result));
});
process.on("disconnect", () => process.exit(0));
