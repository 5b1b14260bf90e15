/**
 * `turnpike start`: runs the gateway until it is told to stop. What is opened is closed again in the opposite order,
 * whatever happens in between, so that a start that fails half way leaves nothing behind.
 */
import { type Control, listServers } from "@turnpike/control";
import type { Action, Call, Context } from "../context.js";
import type { Demo } from "../demo/demo.js";
import { asFailures } from "../desk.js";
import { type Closer, openGateway } from "../open-gateway.js";
import { dataFolder, prepareDataFolder } from "../settings/data-folder.js";
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

type Plan = { readonly folder: string; readonly settings: Settings; readonly isDemo: boolean };

async function open(context: Context, { folder, settings, isDemo }: Plan, closers: Closer[]): Promise<Started> {
  const { control, gateway, ownership } = await openGateway(context, { folder, settings }, closers);
  const demo = isDemo ? await openDemo(context, { control, folder }, closers) : undefined;
  const base = agentsBase(settings, gateway.url);
  ownership.announce(base);
  const servers = (await listServers(control)).map(({ id, name }) => ({ name, url: agentUrl(base, id) }));
  return { url: gateway.url, base, folder, servers, demo };
}

async function openDemo(
  context: Context,
  { control, folder }: { readonly control: Control; readonly folder: string },
  closers: Closer[],
): Promise<Demo> {
  // The books and the WHMCS server are loaded for the demonstration only.
  const { startDemo } = await import("../demo/demo.js");
  const demo = await startDemo(context, control, folder);
  closers.push(() => demo.company.close());
  return demo;
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
