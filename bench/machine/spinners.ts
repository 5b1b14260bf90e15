/** Keeps the machine's cores awake while something is measured: processes/spinner.ts says why. */
import type { ChildProcess } from "node:child_process";
import { availableParallelism } from "node:os";
import { nextMessage, startModule } from "./child.js";

/** One spinner for each core. */
export async function startSpinners(): Promise<readonly ChildProcess[]> {
  const spinners = Array.from({ length: availableParallelism() }, () => startModule("processes/spinner"));
  await Promise.all(spinners.map(nextMessage));
  return spinners;
}
