/** A ledger upstream over HTTP as a child process that can be killed and started again at the same address. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export type UpstreamProcess = {
  readonly url: string;
  /** Sessions open there; zero while it is down. */
  sessions(): Promise<number>;
  /** Kills it with SIGKILL. */
  kill(): Promise<void>;
  /** Starts it again at its address, its sessions forgotten. */
  restart(): Promise<void>;
};

/** Runs the compiled `ledger-upstream`. */
export async function startUpstream(script: string, ledger: string): Promise<UpstreamProcess> {
  let { child, port } = await run(script, ledger, "0");
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    async sessions() {
      const answer = await fetch(`http://127.0.0.1:${port}/sessions`).catch(() => undefined);
      return Number((await answer?.text()) ?? 0);
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "close");
    },
    async restart() {
      ({ child, port } = await run(script, ledger, port));
    },
  };
}

async function run(script: string, ledger: string, at: string): Promise<{ child: ChildProcess; port: string }> {
  const child = spawn(process.execPath, [script, ledger, "http", at], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit").then(([code]) => Promise.reject(new Error(`the upstream ended with ${code}`)));
  const [port] = (await Promise.race([once(createInterface({ input: child.stdout }), "line"), ended])) as [string];
  ended.catch(() => undefined);
  return { child, port };
}
