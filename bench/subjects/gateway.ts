/**
 * The gateway, set up and run by its own commands as anybody would: a server, the 62-tool policy, a grant, the record
 * and the counters in SQLite on disk. Nothing is switched off for the measurement.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { endsWithTheRun, pidOf, stop } from "../machine/child.js";
import { processTree } from "../machine/cpu.js";
import { benchPolicy } from "../traffic/policy.js";
import type { Subject } from "./subject.js";

/** The program, from where the bench is built (`bench/dist/subjects`). */
export const turnpike = fileURLToPath(new URL("../../../packages/cli/bin/turnpike.js", import.meta.url));

export type Durability = "process" | "power";

/** A data folder with a server, a policy and a grant. */
export type Prepared = { readonly data: string; readonly policyFile: string; readonly token: string };

/** Registers a server by its target (`--upstream URL`, `-- COMMAND`), the policy and a grant in a new data folder. */
export function prepare(data: string, target: readonly string[]): Prepared {
  mkdirSync(data, { recursive: true });
  const policyFile = join(data, "..", "policy.json");
  writeFileSync(policyFile, JSON.stringify(benchPolicy(), null, 2));
  run(data, ["server", "add", "bench"], target);
  run(data, ["policy", "add", "bench", "bench", policyFile]);
  const grant = run(data, ["grant", "create", "bench", "load", "--policy", "bench"]) as { token: string };
  return { data, policyFile, token: grant.token };
}

function run(data: string, args: readonly string[], target: readonly string[] = []): unknown {
  const all = [turnpike, ...args, "--data", data, "--json", ...target];
  const done = spawnSync(process.execPath, all, { encoding: "utf8" });
  if (done.status !== 0) {
    throw new Error(`turnpike ${args.join(" ")}: ${(done.stderr || done.stdout).trim()}`);
  }
  return JSON.parse(done.stdout);
}

export type Started = { readonly child: ChildProcess; readonly url: URL };

/** Starts the gateway on a data folder and waits for the line that says it is ready. */
export async function start(data: string, durability: Durability, nodeArgs: readonly string[] = []): Promise<Started> {
  const args = ["start", "--json", "--data", data, "--port", "0", "--durability", durability];
  const stdio = ["ignore", "pipe", "inherit"] as const;
  const child = endsWithTheRun(spawn(process.execPath, [...nodeArgs, turnpike, ...args], { stdio: [...stdio] }));
  const line = await firstLine(child);
  const { servers } = JSON.parse(line) as { servers: readonly { url: string }[] };
  const url = servers[0]?.url;
  return { child, url: new URL(url ?? "http://127.0.0.1/") };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      text += chunk;
      if (text.includes("\n")) {
        resolve(text.slice(0, text.indexOf("\n")));
      }
    });
    child.once("exit", (code) => reject(new Error(`turnpike start ended with ${code}`)));
  });
}

/** The gateway as a subject; `power` commits so that a power failure loses nothing. */
export async function gatewaySubject(
  id: "gateway" | "power",
  upstreamUrl: string,
  folder: string,
  nodeArgs: readonly string[] = [],
): Promise<Subject> {
  const { data, token } = prepare(join(folder, id, "data"), ["--upstream", upstreamUrl]);
  const { child, url } = await start(data, id === "power" ? "power" : "process", nodeArgs);
  return {
    id,
    title: id === "power" ? "gateway, power" : "gateway",
    port: Number(url.port),
    path: url.pathname,
    token,
    pids: processTree(pidOf(child)),
    filtersLists: true,
    stop: () => stop(child),
  };
}
