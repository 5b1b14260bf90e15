/**
 * CPU time and memory of other processes, from /proc (so on Linux only; elsewhere both are undefined and the report
 * says so). `schedstat` counts nanoseconds; where the kernel keeps none, `stat` counts ticks of ten milliseconds.
 */
import { readdirSync, readFileSync } from "node:fs";

const MICROS_PER_TICK = 10_000;

/** User and system time of the processes with all their threads, in microseconds. */
export function cpuMicros(pids: readonly number[]): number | undefined {
  try {
    return pids.reduce((sum, pid) => sum + (byScheduler(pid) ?? byTicks(pid)), 0);
  } catch {
    return undefined;
  }
}

function byScheduler(pid: number): number | undefined {
  let nanos = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    nanos += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "latin1").split(" ")[0]);
  }
  return nanos > 0 ? nanos / 1_000 : undefined;
}

function byTicks(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * MICROS_PER_TICK;
}

/** CPU time of the whole machine since it was started, in microseconds: spent, and withheld by a hypervisor. */
export type MachineTime = { readonly spentMicros: number; readonly stolenMicros: number };

/** Undefined where there is no /proc. */
export function machineTime(): MachineTime | undefined {
  try {
    const line = readFileSync("/proc/stat", "latin1").split("\n", 1)[0] ?? "";
    const ticks = line.split(/ +/).slice(1).map(Number);
    const [user = 0, nice = 0, system = 0, , , interrupts = 0, softInterrupts = 0, stolen = 0] = ticks;
    return {
      spentMicros: (user + nice + system + interrupts + softInterrupts) * MICROS_PER_TICK,
      stolenMicros: stolen * MICROS_PER_TICK,
    };
  } catch {
    return undefined;
  }
}

/** Resident memory of the processes, in megabytes. */
export function residentMegabytes(pids: readonly number[]): number | undefined {
  try {
    const kilobytes = pids.map((pid) => {
      const status = readFileSync(`/proc/${pid}/status`, "latin1");
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
    });
    return kilobytes.reduce((a, b) => a + b, 0) / 1_024;
  } catch {
    return undefined;
  }
}

/** The process and all that it and its children have started. */
export function processTree(pid: number): readonly number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1").trim();
    return [pid, ...children.split(" ").filter(Boolean).map(Number).flatMap(processTree)];
  } catch {
    return [pid];
  }
}

/** Whether the process is Node running this file. */
export function runsFile(pid: number, file: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")[1] === file;
  } catch {
    return false;
  }
}
