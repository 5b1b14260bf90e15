/** Processes of this machine, as Linux tells of them. */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Those whose arguments are these, one after another, somewhere in their command line. */
export function processesWith(...args: readonly string[]): readonly number[] {
  return readdirSync("/proc").flatMap((name) => {
    try {
      const found = /^\d+$/.test(name) && readFileSync(`/proc/${name}/cmdline`, "utf8").includes(args.join("\0"));
      return found ? [Number(name)] : [];
    } catch {
      return []; // it has just ended
    }
  });
}

/** What is still there of them after ten seconds, or sooner when nothing is. */
export async function outliving(...args: readonly string[]): Promise<readonly number[]> {
  for (const until = Date.now() + 10_000; processesWith(...args).length > 0 && Date.now() < until; ) await sleep(20);
  return processesWith(...args);
}

/** Kills one with SIGKILL, which may have ended by itself. */
export function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "ESRCH") throw thrown;
  }
}
