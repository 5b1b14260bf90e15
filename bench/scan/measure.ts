/**
 * What a scan costs: a thousand servers from files by the command, as a fresh process, and each step of it on one tool,
 * called directly.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { classifyServer, findingsOf, recommendPolicy, type ServerTools } from "@turnpike/catalogue";
import { microsOf } from "../in-process/timing.js";
import { median } from "../report/figures.js";
import { turnpike } from "../subjects/gateway.js";
import { madeUpServers } from "./servers.js";

export type Scan = {
  readonly servers: number;
  readonly tools: number;
  /** Of the whole command, by the clock. */
  readonly seconds: number;
  /** Of one tool, in microseconds. */
  readonly steps: readonly { readonly what: string; readonly micros: number }[];
};

const SERVERS = 1_000;
/** Servers on which the single steps are measured. */
const SAMPLE = 50;

/** Writes the lists, scans them all as many times as asked for, and times the steps. */
export function measureScan(folder: string, runs: number): Scan {
  const servers = madeUpServers(SERVERS);
  const list = written(servers, mkdtempSync(join(folder, "scan-")));
  const seconds = median(Array.from({ length: runs }, () => timeScan(list)));
  return { servers: SERVERS, tools: toolsOf(servers), seconds, steps: steps(servers.slice(0, SAMPLE)) };
}

const toolsOf = (servers: readonly ServerTools[]) => servers.reduce((sum, { tools }) => sum + tools.length, 0);

function written(servers: readonly ServerTools[], folder: string): string {
  for (const { name, tools } of servers) writeFileSync(join(folder, `${name}.json`), JSON.stringify({ tools }));
  const list = join(folder, "servers.list");
  writeFileSync(list, servers.map(({ name }) => `${name}.json\n`).join(""));
  return list;
}

function timeScan(list: string): number {
  const begun = performance.now();
  const done = spawnSync(process.execPath, [turnpike, "scan", "--list", list, "--json"], {
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  const seconds = (performance.now() - begun) / 1_000;
  const lines = done.stdout.trim().split("\n").length;
  if (done.status !== 0 || lines !== SERVERS) {
    throw new Error(`turnpike scan: exit ${done.status}, ${lines} servers: ${done.stderr.slice(-300)}`);
  }
  return seconds;
}

function steps(servers: readonly ServerTools[]): Scan["steps"] {
  const count = toolsOf(servers);
  const known = servers.map((server) => ({ server, classified: classifyServer(server) }));
  const perTool = (work: () => unknown) => microsOf(work) / count;
  return [
    { what: "classify", micros: perTool(() => servers.map(classifyServer)) },
    {
      what: "findings",
      micros: perTool(() => known.map(({ server, classified }) => findingsOf(server, classified, undefined))),
    },
    {
      what: "recommended policy",
      micros: perTool(() =>
        known.map(({ server, classified }) => recommendPolicy(server, classified, { withoutApprovals: false })),
      ),
    },
  ];
}
