/** Timing of code in this process: batches until the compilers have settled, then the median of several more. */
import { median } from "../report/figures.js";

const SETTLE_MS = 400;
const BATCHES = 21;
const BATCH_MS = 15;

/** Where results go, so that no compiler may leave the work out. */
const made: { last: unknown } = { last: undefined };

/** Microseconds of one run of `work`, by the clock. */
export function microsOf(work: () => unknown): number {
  const times = countFor(work, SETTLE_MS) * (BATCH_MS / SETTLE_MS);
  const batches = Array.from({ length: BATCHES }, () => {
    const begun = performance.now();
    for (let i = 0; i < times; i++) {
      made.last = work();
    }
    return ((performance.now() - begun) * 1_000) / Math.ceil(times);
  });
  return median(batches);
}

function countFor(work: () => unknown, milliseconds: number): number {
  const until = performance.now() + milliseconds;
  let count = 0;
  while (performance.now() < until) {
    made.last = work();
    count += 1;
  }
  return count;
}

/** Microseconds of CPU of one run of asynchronous work, all threads of the process, `together` of them at a time. */
export async function cpuMicrosOf(
  work: () => Promise<unknown>,
  together: number,
  milliseconds: number,
): Promise<number> {
  await runFor(work, together, milliseconds / 2);
  const before = process.cpuUsage();
  const count = await runFor(work, together, milliseconds);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

async function runFor(work: () => Promise<unknown>, together: number, milliseconds: number): Promise<number> {
  const until = performance.now() + milliseconds;
  let count = 0;
  const loop = async () => {
    while (performance.now() < until) {
      made.last = await work();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: together }, loop));
  return count;
}
