/**
 * One life of a data folder: a gateway under load is killed on it again and again, its server now and then, and after
 * each death, once a gateway has started again, the books are checked against what was sent and what arrived.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Random } from "../../packages/gateway/test/support/random.js";
import { type GatewayProcess, startGateway, turnpikeJson } from "../support/gateway-process.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { type Audit, type Books, checkBooks } from "./books.js";
import { callerKinds, connectCaller } from "./callers.js";
import { callMaker, type Sent } from "./calls.js";
import { compiled } from "./compiled.js";
import { readLedger } from "./ledger.js";
import { limits, policyWith } from "./limits.js";
import { type Connect, type Load, startLoad } from "./load.js";
import { kill, outliving, processesWith } from "./processes.js";
import { startUpstream, type UpstreamProcess } from "./upstream-process.js";
import { startWrapProcess, type WrapProcess } from "./wrap-caller.js";

/**
 * Who dies in a round: the gateway at a point, or at any moment; its server, and then the gateway stops cleanly; both; a
 * child of the server that is a command, and then the gateway; or wrappers on the same data folder one after another, and
 * the gateway last.
 */
export type Death =
  | { readonly kind: "point"; readonly point: string }
  | { readonly kind: "gateway" }
  | { readonly kind: "server" }
  | { readonly kind: "both" }
  | { readonly kind: "child" }
  | { readonly kind: "wrappers" };

export type LifeResult = {
  /** Deaths by SIGKILL, by what was killed and where. */
  readonly kills: Readonly<Record<string, number>>;
  readonly audit: Audit;
};

type Life = {
  readonly data: string;
  readonly policyFile: string;
  readonly ledger: string;
  readonly preload: string;
  readonly upstream: UpstreamProcess;
  readonly sent: Map<string, Sent>;
  readonly random: Random;
  readonly grants: readonly { readonly token: string; readonly server: string }[];
};

const WRAPPERS = 2;
const KILLS = { point: 1, gateway: 1, server: 1, both: 2, child: 2, wrappers: WRAPPERS + 1 } as const;
const GRANTS = 2;
const TOGETHER = 2;
const MOST_PASSINGS = 60;
const FEWEST_CALLS = 40;
const DEATH_MS = 30_000;
/** A machine that is busy with other things takes its time. */
const START_MS = 120_000;

/** How many processes a death kills. */
export const killsOf = ({ kind }: Death): number => KILLS[kind];

/**
 * Lives through these deaths; rejects at the first wrong book, saying what is wrong. `afterwards` sees the books when all
 * is over and before they are removed.
 */
export async function live(
  deaths: readonly Death[],
  random: Random,
  afterwards: (books: Books) => void = () => {},
): Promise<LifeResult> {
  const folder = await temporaryFolder("kills");
  const ledger = join(folder.path, "ledger");
  const script = await compiled(new URL("./ledger-upstream.ts", import.meta.url), folder.path);
  const preload = await compiled(new URL("./deadly-preload.ts", import.meta.url), folder.path);
  const upstream = await startUpstream(script, ledger);
  const data = join(folder.path, "data");
  const kills: Record<string, number> = {};
  try {
    const grants = [
      ...(await register(data, "bank", ["--upstream", upstream.url])),
      ...(await register(data, "till", ["--", process.execPath, script, ledger, "stdio"])),
    ];
    const policyFile = join(folder.path, "policy.json");
    writeFileSync(policyFile, policyWith(limits));
    const life: Life = { data, policyFile, ledger, preload, upstream, sent: new Map(), random, grants };
    const nextCall = callMaker(random, "k");
    for (const death of deaths) {
      await oneDeath(life, death, nextCall);
      const name = death.kind === "point" ? `gateway, ${death.point}` : death.kind;
      kills[name] = (kills[name] ?? 0) + killsOf(death);
    }
    const gateway = await startGateway({ data });
    const audit = check(life, deaths.at(-1));
    await gateway.stop();
    afterwards(booksOf(life));
    return { kills, audit };
  } finally {
    await upstream.kill();
    await folder.remove();
  }
}

async function register(data: string, name: string, target: readonly string[]): Promise<Life["grants"]> {
  const [server] = await turnpikeJson<{ id: string }>(["server", "add", name, ...target], { data });
  await turnpikeJson(["policy", "add", name, "spending", "-"], { data, input: policyWith(limits) });
  const grants: { token: string; server: string }[] = [];
  for (let made = 0; made < GRANTS; made += 1) {
    const args = ["grant", "create", name, `agent-${made}`, "--policy", "spending"];
    const [grant] = await turnpikeJson<{ token: string }>(args, { data });
    grants.push({ token: grant?.token ?? "", server: server?.id ?? "" });
  }
  return grants;
}

async function oneDeath(life: Life, death: Death, nextCall: ReturnType<typeof callMaker>): Promise<void> {
  const { data, random, sent } = life;
  const passing = 1 + random.below(MOST_PASSINGS);
  const env = death.kind === "point" ? deadly(life.preload, death.point, passing) : {};
  const gateway = await startGateway({ data, env, timeoutMs: START_MS }).catch((thrown: unknown) => {
    // it writes before it is ready: what the dead have left under way is marked then
    if (death.kind === "point" && String(thrown).includes(diedAt(death.point))) return undefined;
    throw new Error(`no start after ${JSON.stringify(death)} was planned: ${String(thrown)}`, { cause: thrown });
  });
  if (gateway === undefined) return;
  const wrappers: WrapProcess[] = [];
  try {
    check(life, death);
    if (death.kind === "wrappers") wrappers.push(...(await startWrappers(life)));
    const load = startLoad([...agentsOf(life, gateway), ...wrappers.map(({ connect }) => connect)], {
      nextCall,
      sent,
      together: TOGETHER,
      callsPerConnection: () => 10 + random.below(90),
      pauseMs: () => 0,
    });
    try {
      await die(life, death, { gateway, wrappers, load });
    } finally {
      await gateway.stop("SIGKILL");
      await load.stop();
    }
  } finally {
    await gateway.stop("SIGKILL");
    for (const wrapper of wrappers) await wrapper.kill();
  }
  const orphans = await outliving(life.ledger, "stdio");
  if (orphans.length > 0) throw new Error(`after ${JSON.stringify(death)} the children ${orphans.join()} live on`);
}

/** Two of each kind, on every grant in turn. */
function agentsOf({ grants }: Life, { url }: GatewayProcess): readonly Connect[] {
  return [...callerKinds, ...callerKinds].map((kind, index) => () => {
    const { token = "", server } = grants[index % grants.length] ?? {};
    return connectCaller(kind, { url: `${url}/mcp/${server}`, token });
  });
}

function startWrappers({ data, policyFile, upstream }: Life): Promise<readonly WrapProcess[]> {
  const args = ["--policy", policyFile, "--name", "wrapped", "--upstream", upstream.url];
  return Promise.all(Array.from({ length: WRAPPERS }, () => startWrapProcess(data, args)));
}

/** What the preload says before it kills. */
const diedAt = (point: string) => `died at: ${point}\n`;

function deadly(preload: string, point: string, passing: number): Record<string, string> {
  const store = fileURLToPath(new URL("../../packages/store/package.json", import.meta.url));
  return { NODE_OPTIONS: `--import ${preload}`, DIE_AT: point, DIE_ON: String(passing), STORE_PACKAGE: store };
}

type Living = { readonly gateway: GatewayProcess; readonly wrappers: readonly WrapProcess[]; readonly load: Load };

async function die(life: Life, death: Death, { gateway, wrappers, load }: Living): Promise<void> {
  const { upstream, random } = life;
  switch (death.kind) {
    case "point":
      await ended(gateway, death.point);
      break;
    case "gateway":
      await atAnyMoment(life, gateway);
      await gateway.stop("SIGKILL");
      break;
    case "both":
      await atAnyMoment(life, gateway);
      await Promise.all([gateway.stop("SIGKILL"), upstream.kill()]);
      await upstream.restart();
      break;
    case "server": {
      await atAnyMoment(life, gateway);
      await upstream.kill();
      await sleep(random.below(200));
      await upstream.restart();
      const stopped = gateway.stop();
      await load.stop();
      if ((await stopped) !== 0) throw new Error(`a clean stop ended with another exit code: ${gateway.stderr()}`);
      break;
    }
    case "child": {
      await atAnyMoment(life, gateway);
      const children = processesWith(life.ledger, "stdio");
      if (children.length > 0) kill(random.pick(children));
      await sleep(random.below(200));
      await gateway.stop("SIGKILL");
      break;
    }
    case "wrappers":
      for (const wrapper of wrappers) {
        await atAnyMoment(life, gateway);
        await wrapper.kill();
      }
      await gateway.stop("SIGKILL");
  }
}

async function atAnyMoment({ sent, random }: Life, gateway: GatewayProcess): Promise<void> {
  const enough = sent.size + FEWEST_CALLS + random.below(MOST_PASSINGS * 3);
  while (sent.size < enough && gateway.running()) await sleep(1);
  await sleep(random.below(20));
}

async function ended(gateway: GatewayProcess, point: string): Promise<void> {
  for (const until = Date.now() + DEATH_MS; gateway.running(); await sleep(5)) {
    if (Date.now() > until) throw new Error(`the gateway did not die at the point \`${point}\``);
  }
  if (!gateway.stderr().includes(diedAt(point))) throw new Error(`it died elsewhere: ${gateway.stderr()}`);
}

function booksOf({ data, ledger, sent }: Life): Books {
  return { folder: data, sent, ledger: readLedger(ledger), limits };
}

function check(life: Life, death: Death | undefined): Audit {
  const audit = checkBooks(booksOf(life));
  if (audit.problems.length === 0) return audit;
  throw new Error(`the books are wrong before or after ${JSON.stringify(death)}:\n${audit.problems.join("\n")}`);
}
