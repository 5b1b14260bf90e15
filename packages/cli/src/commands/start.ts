/**
 * `turnpike start`: runs the gateway until it is told to stop. What is opened is closed again in the opposite order,
 * whatever happens in between, so that a start that fails half way leaves nothing behind.
 */
import { type Control, checkKey, listServers, localAsker, openCredentials } from "@turnpike/control";
import { type RunningGateway, startGateway } from "@turnpike/gateway";
import { isStoreFault, type Ownership, openSqlite, openVault, ownFolder, runningGateway } from "@turnpike/store";
import type { Action, Call, Context } from "../context.js";
import type { Demo } from "../demo/demo.js";
import { asFailures, vaultOptions } from "../desk.js";
import { Failure } from "../failure.js";
import { orCannotListen } from "../listening.js";
import { time } from "../output/times.js";
import { dataFolder, prepareDataFolder } from "../settings/data-folder.js";
import { gatewaySettings } from "../settings/gateway-settings.js";
import { agentsBase, agentUrl, isLoopback } from "../settings/gateway-url.js";
import { settingsOrFailure } from "../settings/or-failure.js";
import type { Given } from "../settings/resolve.js";
import { type Settings, settingsTable } from "../settings/table.js";
import { untilStopped } from "../stopping.js";
import { type Started, tellStarted } from "./start-text.js";

/** Runs the gateway. */
export const start: Action = async (context, call) => {
  const isDemo = call.options.demo === true;
  const folder = dataFolder(context.dataFlag, context.env, { demo: isDemo });
  const settings = await settingsOrFailure(context, folder, flagsOf(context, call.options));
  prepareDataFolder(folder);
  const { stopped } = untilStopped(context.env);
  const closers: Closer[] = [];
  try {
    await asFailures(async () => {
      const started = await open(context, { folder, settings, isDemo }, closers);
      tell(context, started);
      await stopped;
      if (!context.out.json) context.out.remark("stopping: calls in flight are finished; once more stops at once");
    });
    return 0;
  } finally {
    for (const close of closers.reverse()) await close();
  }
};

type Closer = () => unknown;
type Plan = { readonly folder: string; readonly settings: Settings; readonly isDemo: boolean };

async function open(context: Context, { folder, settings, isDemo }: Plan, closers: Closer[]): Promise<Started> {
  const ownership = own(folder);
  closers.push(() => ownership.release());
  const { durability, log_days: logDays } = settings;
  const { store, counters, close } = await openSqlite({ folder, durability, logDays, report: context.out.warn });
  closers.push(close);
  const vault = await openVault(vaultOptions(folder, context.env));
  const control: Control = { store, vault, asker: localAsker, now: Date.now };
  await checkKey(control);
  const gateway = await listen(settings, {
    store,
    counters,
    openCredentials: ({ id, credentials }) => openCredentials(vault, id, credentials),
    report: (line) => context.out.remark(`${time(Date.now())} ${line}`),
  });
  closers.push(() => gateway.close());
  const demo = isDemo ? await openDemo(control, closers) : undefined;
  const base = agentsBase(settings, gateway.url);
  ownership.announce(base);
  const servers = (await listServers(control)).map(({ id, name }) => ({ name, url: agentUrl(base, id) }));
  return { url: gateway.url, base, folder, servers, demo };
}

function own(folder: string): Ownership {
  try {
    return ownFolder(folder);
  } catch (error) {
    if (!isStoreFault(error, "folder_in_use")) throw error;
    const { url, pid } = runningGateway(folder) ?? { url: null, pid: null };
    const who = url === null ? "it is just starting" : `at ${url}, process ${pid}`;
    throw new Failure("already_running", `a gateway is running on ${folder} already: ${who}`, { url, pid });
  }
}

async function openDemo(control: Control, closers: Closer[]): Promise<Demo> {
  // The example server is loaded for the demonstration only.
  const { startDemo } = await import("../demo/demo.js");
  const demo = await startDemo(control);
  closers.push(() => demo.close());
  return demo;
}

async function listen(settings: Settings, parts: Parameters<typeof startGateway>[1]): Promise<RunningGateway> {
  return await orCannotListen(settings, () => startGateway(gatewaySettings(settings), parts));
}

/** The flags by the names of their settings. Those that are not a setting, such as `--demo`, are left out. */
function flagsOf({ dataFlag }: Context, options: Call["options"]): Record<string, Given | undefined> {
  const camel = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  const names = Object.keys(settingsTable);
  const given = names.map((name) => [name, options[camel(name)] as Given | undefined] as const);
  return { ...Object.fromEntries(given), data: dataFlag };
}

function tell(context: Context, started: Started): void {
  const { out } = context;
  const { hostname } = new URL(started.url);
  if (!isLoopback(hostname.replace(/^\[|\]$/g, ""))) {
    out.warn(
      `${started.url} is open to the network without TLS: tokens travel readable; put a proxy with TLS in front`,
    );
  }
  if (!out.json) {
    tellStarted(context, started);
    return;
  }
  const { url, servers, demo, base } = started;
  const shown = demo && { server: demo.server.name, url: agentUrl(base, demo.server.id), token: demo.token };
  out.object({ url, servers, demo: shown ?? null });
}
