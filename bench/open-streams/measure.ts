/**
 * What a thousand open streams cost: memory, CPU time of the calls meanwhile, and how long an edit of the policy takes to
 * reach them all. Every stream is of a grant of its own, in the older generation with a session of its own.
 */
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { openSqlite, type SqliteStore } from "@turnpike/store";
import { pidOf, stop } from "../machine/child.js";
import { cpuMicros, residentMegabytes } from "../machine/cpu.js";
import { median } from "../report/figures.js";
import { prepare, start } from "../subjects/gateway.js";
import { type Generation, generations, requestBody } from "../traffic/messages.js";
import { benchPolicy } from "../traffic/policy.js";
import { type Address, ask, type Listener, listen } from "./listeners.js";

export type OpenStreams = {
  readonly generation: Generation;
  readonly streams: number;
  /** Resident memory of the gateway, in megabytes: before the streams, with them, and after calls beside them. */
  readonly before: number | undefined;
  readonly open: number | undefined;
  readonly loaded: number | undefined;
  /** CPU time of the gateway for a call, in microseconds. */
  readonly callBefore: number | undefined;
  readonly callOpen: number | undefined;
  /** From the commit of an edit to the notice, in milliseconds: of the agent in the middle, and of the last. */
  readonly toldMedian: number;
  readonly toldLast: number;
};

const STREAMS = 1_000;
const CALLS = 4_000;
const TOGETHER = 8;
/** Agents that connect at once. */
const CONNECTING = 16;

/** Measures both generations, each with a gateway of its own. */
export async function measureOpenStreams(folder: string, upstreamUrl: string): Promise<readonly OpenStreams[]> {
  const measured: OpenStreams[] = [];
  for (const generation of generations) {
    const { data } = prepare(join(mkdtempSync(join(folder, "streams-")), "data"), ["--upstream", upstreamUrl]);
    const sqlite = await openSqlite({ folder: data });
    measured.push(await measureOne(generation, data, sqlite));
    await sqlite.close();
  }
  return measured;
}

async function measureOne(generation: Generation, data: string, sqlite: SqliteStore): Promise<OpenStreams> {
  const tokens = await makeGrants(sqlite, STREAMS + 1);
  const { child, url } = await start(data, "process");
  const address = { port: Number(url.port), path: url.pathname };
  const pids = [pidOf(child)];
  const caller = await listen(address, generation, tokens.pop() ?? "", listBody(generation));
  const call = () => cpuOfACall(address, caller, generation, pids);
  await call();
  const callBefore = await call();
  const before = residentMegabytes(pids);
  const listeners = await openAll(address, generation, tokens);
  const open = residentMegabytes(pids);
  await call();
  const callOpen = await call();
  const loaded = residentMegabytes(pids);
  const told = await timeEdit(sqlite, listeners);
  for (const listener of [...listeners, caller]) {
    listener.close();
  }
  await stop(child);
  const sorted = told.toSorted((a, b) => a - b);
  const toldLast = sorted.at(-1) ?? Number.NaN;
  return {
    generation,
    streams: STREAMS,
    before,
    open,
    loaded,
    callBefore,
    callOpen,
    toldMedian: median(sorted),
    toldLast,
  };
}

async function makeGrants({ store }: SqliteStore, count: number): Promise<string[]> {
  const { server, policy } = await registered(store);
  const tokens: string[] = [];
  for (let i = 0; i < count; i++) {
    tokens.push((await store.grants.create({ server, label: `stream-${i}`, policy, expiresAt: null })).token);
  }
  return tokens;
}

/** What `prepare` has registered. */
async function registered(store: SqliteStore["store"]): Promise<{ server: string; policy: string }> {
  const server = (await store.servers.list())[0]?.id;
  const policy = server === undefined ? undefined : (await store.policies.list(server))[0]?.id;
  if (server === undefined || policy === undefined) {
    throw new Error("the server and its policy are not there");
  }
  return { server, policy };
}

async function openAll(address: Address, generation: Generation, tokens: readonly string[]): Promise<Listener[]> {
  const listeners: Listener[] = [];
  const left = [...tokens];
  const worker = async () => {
    for (let token = left.pop(); token !== undefined; token = left.pop()) {
      listeners.push(await listen(address, generation, token, listBody(generation)));
    }
  };
  await Promise.all(Array.from({ length: CONNECTING }, worker));
  return listeners;
}

async function cpuOfACall(address: Address, { headers }: Listener, generation: Generation, pids: readonly number[]) {
  const begun = cpuMicros(pids);
  let left = CALLS;
  const worker = async () => {
    while (left-- > 0) {
      await ask(address, headers, callBody(generation, left));
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, worker));
  const ended = cpuMicros(pids);
  return begun === undefined || ended === undefined ? undefined : (ended - begun) / CALLS;
}

/** Hides one tool more, by a commit of this process, and waits until every agent has been told. */
async function timeEdit({ store }: SqliteStore, listeners: readonly Listener[]): Promise<readonly number[]> {
  const { server } = await registered(store);
  const told = listeners.map((listener) => listener.toldAt());
  const document = { ...benchPolicy(), hide: ["whmcs_*"] };
  await store.policies.save({ server, name: "bench", document: JSON.stringify(document) });
  const committed = performance.now();
  return (await Promise.all(told)).map((at) => at - committed);
}

function callBody(generation: Generation, id: number): string {
  const { before, after } = requestBody("json", generation);
  return `${before}${100_000_000 + id}${after}`;
}

function listBody(generation: Generation): string {
  const { before, after } = requestBody("list", generation);
  return `${before}${100_000_000}${after}`;
}
