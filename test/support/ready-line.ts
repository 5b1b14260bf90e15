/** The one line that a program prints when it is ready, and those that come after it. */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** Waits for the first line of standard output, which is JSON; adds every line to `output`. */
export async function readyLine<T>(child: ChildProcess, output: string[]): Promise<T> {
  if (child.stdout === null) throw new Error("no standard output");
  const reader = createInterface({ input: child.stdout });
  const first = once(reader, "line");
  reader.on("line", (line) => output.push(line));
  const [line] = await Promise.race([first, once(child, "close").then(() => [""])]);
  if (line === "") throw new Error(`the program ended with ${child.exitCode} before it was ready`);
  return JSON.parse(String(line)) as T;
}
