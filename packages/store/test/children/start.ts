/** Other processes for the tests: real ones, that can be killed. They speak in lines on standard output. */

import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export type Child = {
  readonly process: ChildProcess;
  /** What it has said so far. */
  readonly lines: readonly string[];
  /** Waits until it has said so many lines; throws when it ends before. */
  said(count: number): Promise<readonly string[]>;
  /** Waits for its end: its exit code, or the signal that ended it. */
  ended(): Promise<number | string | null>;
  kill(): Promise<void>;
};

/** Starts one of the scripts beside this file. */
export function startChild(script: URL, args: readonly string[], nodeFlags: readonly string[] = []): Child {
  const flags = ["--import", "tsx", "--conditions=@turnpike/source", ...nodeFlags];
  const child = spawn(process.execPath, [...flags, fileURLToPath(script), ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines: string[] = [];
  let heard = () => {};
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    heard();
  });
  const end = new Promise<number | string | null>((resolve) => {
    child.once("close", (code, signal) => {
      resolve(signal ?? code);
      heard();
    });
  });
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  return {
    process: child,
    lines,
    async said(count) {
      while (lines.length < count) {
        if (isOver()) throw new Error(`${script.pathname} ended after ${lines.length} of ${count} lines`);
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
      }
      return lines;
    },
    ended: () => end,
    async kill() {
      child.kill("SIGKILL");
      await end;
    },
  };
}
