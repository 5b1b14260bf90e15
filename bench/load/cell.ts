/** What the run tells the load generator, and what it hears: one cell is one subject at one number of connections. */
import type { Around } from "../traffic/messages.js";

export type CellOrder = {
  readonly port: number;
  /** Request heads up to the body, one per session; connections take them in turn. */
  readonly heads: readonly string[];
  readonly body: Around;
  /** The only answer that counts as right: its body around the id. */
  readonly expected: Around;
  readonly connections: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  /** Processes whose CPU time is read at the beginning and the end of the measured time, by name. */
  readonly processes: Readonly<Record<string, readonly number[]>>;
};

export type CellResult = {
  readonly calls: number;
  /** Answers that were wrong, and connections that broke; of the whole cell, warm-up too. */
  readonly errors: number;
  readonly firstError: string | undefined;
  readonly seconds: number;
  readonly p50Micros: number;
  readonly p99Micros: number;
  /** CPU time within the measured time, in microseconds, by name of process; undefined where it cannot be read. */
  readonly cpuMicros: Readonly<Record<string, number | undefined>>;
  /** Share of the machine's CPU time that went to other processes, or was withheld by a hypervisor. */
  readonly otherShare: number | undefined;
};
