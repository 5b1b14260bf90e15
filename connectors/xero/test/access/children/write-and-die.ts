/**
 * Writes tokens, and kills itself before or after a step of it.
 *
 * The file system's own functions are wrapped before anything of ours is loaded: each call that the writing makes in that
 * folder is a step, and at the chosen one the process is gone as at a power cut.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import type { Tokens } from "../../../src/access/tokens/tokens.js";

type Order = {
  readonly file: string;
  readonly tokens: Tokens;
  readonly dieAt: number;
  readonly when: "before" | "after";
};

const { file, tokens, dieAt, when } = JSON.parse(process.argv[2] ?? "{}") as Order;
let step = 0;
let counting = false;

const steps = [
  "mkdirSync",
  "openSync",
  "writeSync",
  "fsyncSync",
  "closeSync",
  "renameSync",
  "linkSync",
  "rmSync",
] as const;
for (const name of steps) {
  const real = fs[name] as (...args: unknown[]) => unknown;
  const wrapped = (...args: unknown[]): unknown => {
    if (!counting) return real(...args);
    step += 1;
    const dies = step === dieAt;
    if (dies && when === "before") process.kill(process.pid, "SIGKILL");
    const result = real(...args);
    if (dies) process.kill(process.pid, "SIGKILL");
    return result;
  };
  Object.assign(fs, { [name]: wrapped });
}
syncBuiltinESMExports();

const { keeper } = await import("../../../src/access/kept/keeper.js");
const { machineClock } = await import("../../../src/access/clock.js");
const kept = keeper({ file, key: undefined, purpose: "tests", clock: machineClock });
counting = true;
await kept.alone(async () => kept.write(tokens));
counting = false;
console.log(`steps: ${step}`);
