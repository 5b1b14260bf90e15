/** The real program as a child process. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";

/** A running program and all it has written. */
export type Running = {
  readonly child: ChildProcessWithoutNullStreams;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Waits for the first whole line of standard output. */
  firstLine(): Promise<string>;
  /** Waits for the end, and gives the exit code or the signal. */
  ended(): Promise<number | string>;
};

/** Starts a JavaScript file with nothing in its environment but what is given. */
export function runProgram(
  binary: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Running {
  const child = spawn(process.execPath, [binary, ...args], { env });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const closed = once(child, "close");
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    async firstLine() {
      while (!stdout.includes("\n"))
        await Promise.race([once(child.stdout, "data"), closed.then(() => Promise.reject(stderr))]);
      return stdout.slice(0, stdout.indexOf("\n"));
    },
    ended: async () => {
      await closed;
      return child.exitCode ?? child.signalCode ?? "unknown";
    },
  };
}
