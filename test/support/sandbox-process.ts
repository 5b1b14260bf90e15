/** The Xero sandbox as a user starts it: the built command, its ready line, its end. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { turnpikeBinary } from "./gateway-process.js";
import { readyLine } from "./ready-line.js";

/** What `turnpike xero-sandbox start --json` says when it is ready. */
export type SandboxReady = {
  readonly api_url: string;
  readonly identity_url: string;
  readonly client_id: string;
  readonly client_secret: string;
};

export type SandboxProcess = {
  readonly ready: SandboxReady;
  /** Every line of standard output so far. */
  readonly output: readonly string[];
  /** Signs the client in for itself; a token for the accounting API. */
  signIn(): Promise<string>;
  /** Sends the signal and waits for the end; the exit code, null when the signal itself killed it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
};

/** Starts the sandbox on a data folder and waits until it is ready. */
export async function startSandbox(data: string, ...args: readonly string[]): Promise<SandboxProcess> {
  const all = [turnpikeBinary, "xero-sandbox", "start", "--json", "--port", "0", "--data", data, ...args];
  const child = spawn(process.execPath, all, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "close");
  const output: string[] = [];
  const ready = await readyLine<SandboxReady>(child, output);
  return {
    ready,
    output,
    async signIn() {
      const { identity_url, client_id, client_secret } = ready;
      const body = new URLSearchParams({ grant_type: "client_credentials", client_id, client_secret });
      const response = await fetch(`${identity_url}/connect/token`, { method: "POST", body });
      const { access_token } = (await response.json()) as { readonly access_token: string };
      return access_token;
    },
    async stop(signal = "SIGTERM") {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
      return child.exitCode;
    },
  };
}
