/**
 * A gateway under random load for so many minutes, while people change what it stands on: policies are edited, grants
 * rotated and revoked, servers die and come back. Afterwards the books are checked, and what the gateway still holds.
 *
 *     npm run soak -- --minutes 60 --seed 1 --rate 30
 */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Random } from "../../packages/gateway/test/support/random.js";
import { type Audit, checkBooks } from "../kill/books.js";
import { callerKinds, connectCaller } from "../kill/callers.js";
import { callMaker, type Sent } from "../kill/calls.js";
import { compiled } from "../kill/compiled.js";
import { readLedger } from "../kill/ledger.js";
import { type Limit, limits } from "../kill/limits.js";
import { startLoad } from "../kill/load.js";
import { kill, outliving, processesWith } from "../kill/processes.js";
import { startUpstream, type UpstreamProcess } from "../kill/upstream-process.js";
import { type GatewayProcess, startGateway } from "../support/gateway-process.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { type Desk, openDesk } from "./desk.js";
import { type Measure, measure, openSessions } from "./measure.js";

export type SoakOptions = {
  readonly minutes: number;
  readonly seed: number;
  /** Calls a second that the agents aim at together. */
  readonly rate: number;
  /** Limits beside the usual ones, which no edit tightens. */
  readonly beside?: readonly Limit[];
  /** Told each measure as it is taken. */
  readonly report?: (measure: Measure) => void;
};

export type SoakResult = {
  readonly seed: number;
  readonly seconds: number;
  readonly audit: Audit;
  /** What happened beside the calls. */
  readonly events: Readonly<Record<string, number>>;
  readonly measures: readonly Measure[];
  /** Afterwards: sessions open at the gateway and at the servers, and processes that outlived it. */
  readonly leftAtGateway: number;
  readonly leftAtServers: number;
  readonly orphans: number;
  readonly exitCode: number | null;
};

const TOGETHER = 2;
const BETWEEN_EVENTS_MS = 3_000;
const LONGEST_OUTAGE_MS = 8_000;
const SESSION_IDLE = "2s";
/** Connections that nobody uses are closed by then. */
const KEPT_ALIVE_MS = 6_000;

/** Runs the soak; rejects where the gateway dies, not where the books are wrong. */
export async function soak({ minutes, seed, rate, beside = [], report = () => {} }: SoakOptions): Promise<SoakResult> {
  const folder = await temporaryFolder("soak");
  const random = new Random(seed);
  const ledger = join(folder.path, "ledger");
  const heapFile = join(folder.path, "heap");
  const script = await compiled(new URL("../kill/ledger-upstream.ts", import.meta.url), folder.path);
  const preload = await compiled(new URL("./heap-preload.ts", import.meta.url), folder.path);
  const upstreams = [await startUpstream(script, ledger), await startUpstream(script, ledger)];
  const env = { NODE_OPTIONS: `--import ${preload}`, HEAP_FILE: heapFile };
  const gateway = await startGateway({ data: join(folder.path, "data"), args: ["--session-idle", SESSION_IDLE], env });
  try {
    const targets = [
      ...upstreams.map(({ url }) => ["--upstream", url]),
      ["--", process.execPath, script, ledger, "stdio"],
    ];
    const desk = await openDesk(gateway, targets, random, beside);
    const sent = new Map<string, Sent>();
    const started = Date.now();
    const until = started + minutes * 60_000;
    const measures: Measure[] = [];
    const look = async () => {
      const taken = await measure({ ...gateway, heapFile }, Math.round((Date.now() - started) / 6_000) / 10);
      measures.push(taken);
      report(taken);
    };
    await look();
    const load = agents(desk, sent, random, rate);
    const children = () => processesWith(ledger, "stdio");
    const events = disturb({ desk, upstreams, children, random, until });
    for (const step = (minutes * 60_000) / Math.max(4, minutes); Date.now() + step <= until; ) {
      await sleep(step);
      await look();
    }
    const happened = await events;
    await load.stop();
    const leftAtServers = await settled(gateway, upstreams);
    const leftAtGateway = await openSessions(gateway.url);
    await sleep(KEPT_ALIVE_MS);
    await look();
    const exitCode = await gateway.stop();
    for (const upstream of upstreams) await upstream.kill();
    const orphans = (await outliving(folder.path)).length;
    const all = [...limits, ...beside];
    const audit = checkBooks({ folder: gateway.data, sent, ledger: readLedger(ledger), limits: all });
    const seconds = Math.round((Date.now() - started) / 1000);
    return { seed, seconds, audit, events: happened, measures, leftAtGateway, leftAtServers, orphans, exitCode };
  } finally {
    await gateway.stop("SIGKILL");
    for (const upstream of upstreams) await upstream.kill();
    await folder.remove();
  }
}

function agents(desk: Desk, sent: Map<string, Sent>, random: Random, rate: number) {
  const lanes = callerKinds.length * desk.grants * TOGETHER;
  const connects = Array.from({ length: desk.grants }, (_, grant) =>
    callerKinds.map((kind) => () => connectCaller(kind, desk.target(grant))),
  ).flat();
  const pauseMs = () => -Math.log(1 - random.next()) * (lanes / rate) * 1000;
  const callsPerConnection = () => 10 + random.below(90);
  const nextCall = callMaker(random, "s");
  return startLoad(connects, { nextCall, sent, together: TOGETHER, callsPerConnection, pauseMs });
}

type Disturbance = {
  readonly desk: Desk;
  readonly upstreams: readonly UpstreamProcess[];
  /** The processes of the server that is a command. */
  readonly children: () => readonly number[];
  readonly random: Random;
  readonly until: number;
};

/** Does something to the gateway's world every few seconds; gives how often it did what. */
async function disturb({ desk, upstreams, children, random, until }: Disturbance): Promise<Record<string, number>> {
  const done: Record<string, number> = {};
  const outages: Promise<void>[] = [];
  const down = new Set<UpstreamProcess>();
  const acts: Readonly<Record<string, () => Promise<void>>> = {
    "policy edited": () => desk.editPolicy(),
    "policy edited again": () => desk.editPolicy(),
    "grant rotated": () => desk.rotate(),
    "grant revoked": () => desk.replace(),
    async "child killed"() {
      const pids = children();
      if (pids.length > 0) kill(random.pick(pids));
    },
    async "server killed"() {
      const upstream = random.pick(upstreams);
      if (down.has(upstream)) return;
      down.add(upstream);
      await upstream.kill();
      const pause = random.below(Math.min(LONGEST_OUTAGE_MS, Math.max(1, until - Date.now())));
      outages.push(
        sleep(pause)
          .then(() => upstream.restart())
          .then(() => void down.delete(upstream)),
      );
    },
  };
  while (Date.now() + BETWEEN_EVENTS_MS < until) {
    await sleep(random.below(2 * BETWEEN_EVENTS_MS));
    const name = random.pick(Object.keys(acts));
    await acts[name]?.();
    done[name] = (done[name] ?? 0) + 1;
  }
  await Promise.all(outages);
  return done;
}

/** Waits until idle sessions have been ended everywhere, for half a minute at most; gives what is left at the servers. */
async function settled(gateway: GatewayProcess, upstreams: readonly UpstreamProcess[]): Promise<number> {
  const atServers = async () =>
    (await Promise.all(upstreams.map((each) => each.sessions()))).reduce((sum, count) => sum + count, 0);
  for (const until = Date.now() + 30_000; Date.now() < until; await sleep(500)) {
    if ((await openSessions(gateway.url)) === 0 && (await atServers()) === 0) break;
  }
  return atServers();
}
