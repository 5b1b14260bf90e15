/**
 * An agent over stdio, a process of its own: starts the command that it is given, shakes hands with it, makes one call, and
 * tells the run how long the first answer took and what the call was answered. Then it is that command's load generator.
 */
import { spawn } from "node:child_process";
import type { PipeOrder } from "../load/cell.js";
import { Lines } from "../load/lines.js";
import { PipeCalls } from "../load/pipe-calls.js";
import { runCell } from "../load/run-cell.js";
import { endsWithTheRun, pidOf, stop } from "../machine/child.js";
import type { Acquainted } from "../stdio/over-pipes.js";
import { firstId, initializeBody, initializedBody, requestBody } from "../traffic/messages.js";

const MOST_COMPLAINTS = 4_000;

const [command = "", ...args] = process.argv.slice(2);
const begun = performance.now();
const child = endsWithTheRun(spawn(command, args, { stdio: "pipe" }));
const { stdin, stdout, stderr } = child;
let complaints = "";
stderr.on("data", (text: Buffer) => {
  complaints = `${complaints}${text}`.slice(-MOST_COMPLAINTS);
});
child.once("exit", (code) => {
  console.error(`${[command, ...args].join(" ")} ended with ${code}: ${complaints}`);
  process.exit(1);
});

const lines = new Lines(stdin, stdout);

async function acquaint(): Promise<Acquainted> {
  lines.send(initializeBody);
  const { result } = JSON.parse((await lines.next()).toString()) as { result?: object };
  const firstAnswerMs = performance.now() - begun;
  if (result === undefined) {
    throw new Error("initialize was refused");
  }
  lines.send(initializedBody);
  const { before, after } = requestBody("json", "2025-11-25");
  lines.send(`${before}${firstId}${after}`);
  return { pid: pidOf(child), firstAnswerMs, called: (await lines.next()).toString() };
}

process.on("message", (order: PipeOrder) => {
  void runCell(order, (tally) => [new PipeCalls(lines, order, tally)]).then((result) => process.send?.(result));
});
process.on("disconnect", () => process.exit(0));
process.once("SIGTERM", () => {
  child.removeAllListeners("exit");
  stdin.end();
  void stop(child).then(() => process.exit(0));
});
process.send?.(await acquaint());
