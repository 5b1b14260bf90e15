/** The billing API as a user starts it: the built command, its ready line, its end. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { turnpikeBinary } from "./gateway-process.js";
import { readyLine } from "./ready-line.js";

/** What `turnpike billing start --json` says when it is ready. */
export type BillingReady = {
  readonly url: string;
  readonly identifier: string;
  readonly secret: string;
  readonly username: string;
  readonly password: string;
};

export type BillingProcess = {
  readonly ready: BillingReady;
  readonly pid: number;
  /** Every line of standard output so far. */
  readonly output: readonly string[];
  /** Calls an action with these credentials; the answer as JSON. */
  call(action: string, values?: Readonly<Record<string, string>>): Promise<Record<string, unknown>>;
  /** Sends the signal and waits for the end; the exit code, null when the signal itself killed it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
};

/** Starts the API on a data folder and waits until it is ready. */
export async function startBilling(data: string, ...args: readonly string[]): Promise<BillingProcess> {
  const all = [turnpikeBinary, "billing", "start", "--json", "--port", "0", "--data", data, ...args];
  const child = spawn(process.execPath, all, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "close");
  const output: string[] = [];
  const ready = await readyLine<BillingReady>(child, output);
  return {
    ready,
    pid: child.pid ?? 0,
    output,
    async call(action, values = {}) {
      const { identifier, secret } = ready;
      const body = new URLSearchParams({ action, identifier, secret, responsetype: "json", ...values });
      const response = await fetch(ready.url, { method: "POST", body });
      return (await response.json()) as Record<string, unknown>;
    },
    async stop(signal = "SIGTERM") {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
      return child.exitCode;
    },
  };
}
