/** What the run tells a load generator, and what it hears: one cell is one subject with so many calls in flight. */
import type { Around } from "../traffic/messages.js";

/** When a cell is measured, and what of. */
export type Measured = {
  readonly warmUpSeconds: number;
  readonly seconds: number;
  /** Processes whose CPU time is read at the beginning and the end of the measured time, by name. */
  readonly processes: Readonly<Record<string, readonly number[]>>;
};

/** What is sent, and the only answer that counts as right. */
export type Exchange = { readonly body: Around; readonly expected: Around };

/** A cell over HTTP: every connection has one call in flight. */
export type CellOrder = Measured &
  Exchange & {
    readonly port: number;
    /** Request heads up to the body, one per session; connections take them in turn. */
    readonly heads: readonly string[];
    /** Whether the expected answer is what the last event of a stream carries, and not all of the body. */
    readonly inEvents: boolean;
    readonly connections: number;
  };

/** A cell over the pipes of a command. */
export type PipeOrder = Measured & Exchange & { readonly inFlight: number };

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
