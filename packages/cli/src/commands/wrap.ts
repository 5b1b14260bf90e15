/**
 * `turnpike wrap`: one server, spoken to over standard input and output, with the stages of the gateway in between. It
 * acts on the data folder as a gateway does, beside others; it owns no port and no part of the folder.
 *
 * Standard output carries the protocol and nothing else: whatever a command prints goes to standard error here.
 */
import { randomBytes } from "node:crypto";
import { type Control, localAsker, openWrap, saveWrapPolicy, type Wrap } from "@turnpike/control";
import { type RunningLines, serveLines } from "@turnpike/gateway";
import { openSqlite, openVault, type Policy } from "@turnpike/store";
import type { Action, Call, Context } from "../context.js";
import { asFailures, lazyVault, vaultOptions } from "../desk.js";
import type { NamedText } from "../files.js";
import { time } from "../output/times.js";
import { dataFolder, prepareDataFolder } from "../settings/data-folder.js";
import { gatewaySettings } from "../settings/gateway-settings.js";
import { settingsOrFailure } from "../settings/or-failure.js";
import type { Settings } from "../settings/table.js";
import { untilStopped } from "../stopping.js";
import { followPolicy, readPolicy, tellProblems } from "../wrap/follow-policy.js";
import { OwnGrants } from "../wrap/own-grants.js";
import { type WrapTarget, wrapTarget } from "../wrap/target.js";

/** Wraps one server until its client or a signal says that it is over. */
export const wrap: Action = async (context, call) => {
  const plan = await planned(context, call);
  prepareDataFolder(plan.folder);
  const { stopped } = untilStopped(context.env);
  const closers: (() => unknown)[] = [];
  try {
    await asFailures(async () => {
      const lines = await open(context, plan, closers);
      const signalled = await Promise.race([lines.ended.then(() => false), stopped.then(() => true)]);
      // A client that has closed our input and then sends a signal does not wait any longer.
      const atOnce = signalled ? never : stopped.then(() => lines.closeNow());
      await Promise.race([lines.close(), atOnce]);
    });
    return 0;
  } finally {
    for (const close of closers.reverse()) await close();
  }
};

const never = new Promise<never>(() => {});

type Plan = {
  readonly folder: string;
  readonly settings: Settings;
  readonly target: WrapTarget;
  readonly name: string;
  readonly source: NamedText;
};

/** All that can be wrong with the command line and the file, before anything is opened. */
async function planned(context: Context, call: Call): Promise<Plan> {
  const { policy: file, name } = call.options as { policy: string; name?: string };
  const target = await asFailures(async () => wrapTarget(call, context.env));
  const folder = dataFolder(context.dataFlag, context.env);
  const settings = await settingsOrFailure(context, folder, {});
  return { folder, settings, target, name: name ?? target.name, source: await readPolicy(context, file) };
}

async function open(context: Context, plan: Plan, closers: (() => unknown)[]): Promise<RunningLines> {
  const { folder, settings, target, name, source } = plan;
  const { durability, log_days: logDays } = settings;
  const { store, counters, close } = await openSqlite({ folder, durability, logDays, report: context.out.warn });
  closers.push(close);
  const vault = lazyVault(() => openVault(vaultOptions(folder, context.env)));
  const control: Control = { store, vault, asker: localAsker, now: Date.now };
  const wrapped = await openWrap(control, name, target.target);
  const { policy, warnings } = await saveWrapPolicy(control, wrapped, source.text);
  tellProblems(context, source, "warning", warnings);
  const report = reporter(context);
  const own = new OwnGrants(control, wrapped, policy, source.text);
  closers.push(followPolicy({ context, control, wrap: wrapped, file: source.name, own, report }));
  const lines = serveLines(gatewaySettings(settings), {
    store: own,
    counters,
    openCredentials: async () => target.credentials,
    report,
    speaker: { token: `tp_${randomBytes(32).toString("base64url")}`, serverId: wrapped.server.id },
    input: process.stdin,
    output: process.stdout,
  });
  tellReady(context, wrapped, policy, plan);
  return lines;
}

/** A line for whoever runs the client: programs read objects. */
function reporter({ out }: Context): (line: string) => void {
  return (line) => {
    const at = time(Date.now());
    if (out.json) out.object({ at, message: line });
    else out.remark(`${at} ${line}`);
  };
}

function tellReady({ out }: Context, { server, grant }: Wrap, policy: Policy, { source, folder }: Plan): void {
  if (out.json) {
    out.object({
      server: { id: server.id, name: server.name },
      grant: { id: grant.id, label: grant.label },
      policy: { id: policy.id, name: policy.name, version: policy.version },
    });
    return;
  }
  const file = `${source.name} (version ${policy.version})`;
  out.remark(`wrapping server ${out.paint.bold(server.name)} under ${file}; limits and log in ${folder}`);
}
