/**
 * What a scan costs: a thousand servers from files by the command, as a fresh process, and each step of it on one tool,
 * called directly.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { classifyServer, findingsOf, recommendPolicy, reportOn, type ServerTools } from "@turnpike/catalogue";
import { siteFiles } from "@turnpike/registry";
import { cpuMicrosOf } from "../in-process/timing.js";
import { median } from "../report/figures.js";
import { turnpike } from "../subjects/gateway.js";
import { madeUpServers } from "./servers.js";

export type Scan = {
  readonly servers: number;
  readonly tools: number;
  /** Of the whole command, by the clock. */
  readonly seconds: number;
  /** CPU time of one tool, in microseconds. */
  readonly steps: readonly { readonly what: string; readonly micros: number }[];
};

const SERVERS = 1_000;
/** Servers on which the single steps are measured. */
const SAMPLE = 50;
const STEP_MS = 1_500;

/** Writes the lists, scans them all as many times as asked for, and times the steps. */
export async function measureScan(folder: string, runs: number): Promise<Scan> {
  const servers = madeUpServers(SERVERS);
  const list = written(servers, mkdtempSync(join(folder, "scan-")));
  const seconds = median(Array.from({ length: runs }, () => timeScan(list)));
  return { servers: SERVERS, tools: toolsOf(servers), seconds, steps: await steps(servers.slice(0, SAMPLE)) };
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

async function steps(servers: readonly ServerTools[]): Promise<Scan["steps"]> {
  const count = toolsOf(servers);
  const known = servers.map((server) => ({ server, classified: classifyServer(server) }));
  const options = { withoutApprovals: false };
  const reports = servers.map((server) => reportOn(server, [], (text) => Math.ceil(text.length / 4), options));
  const perTool = async (work: () => unknown) => (await cpuMicrosOf(async () => work(), 1, STEP_MS)) / count;
  return [
    { what: "classify", micros: await perTool(() => servers.map(classifyServer)) },
    {
      what: "findings",
      micros: await perTool(() => known.map(({ server, classified }) => findingsOf(server, classified, undefined))),
    },
    {
      what: "recommended policy",
      micros: await perTool(() => known.map(({ server, classified }) => recommendPolicy(server, classified, options))),
    },
    // Both forms of its page, and its part of the server's and of the lists.
    { what: "pages", micros: await perTool(() => [...siteFiles(reports, options)].length) },
  ];
}
