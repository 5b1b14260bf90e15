/** Opens a data folder and a gateway on it, for the commands that run one. */
import { type Control, checkKey, localAsker, openCredentials } from "@turnpike/control";
import { type RunningGateway, startGateway } from "@turnpike/gateway";
import { isStoreFault, type Ownership, openSqlite, openVault, ownFolder, runningGateway } from "@turnpike/store";
import type { Context } from "./context.js";
import { vaultOptions } from "./desk.js";
import { Failure } from "./failure.js";
import { orCannotListen } from "./listening.js";
import { time } from "./output/times.js";
import { gatewaySettings } from "./settings/gateway-settings.js";
import type { Settings } from "./settings/table.js";

/** Closes one thing that was opened. */
export type Closer = () => unknown;

/** A gateway that listens, and what it stands on. */
export interface OpenGateway {
  readonly control: Control;
  readonly gateway: RunningGateway;
  readonly ownership: Ownership;
}

/** Opens all of it; `closers` gets one for each thing that was opened, also when the rest fails. */
export async function openGateway(
  context: Context,
  { folder, settings }: { readonly folder: string; readonly settings: Settings },
  closers: Closer[],
): Promise<OpenGateway> {
  const ownership = own(folder);
  closers.push(() => ownership.release());
  const { durability, log_days: logDays } = settings;
  const { store, counters, close } = await openSqlite({ folder, durability, logDays, report: context.out.warn });
  closers.push(close);
  const vault = await openVault(vaultOptions(folder, context.env));
  const control: Control = { store, vault, asker: localAsker, now: Date.now };
  await checkKey(control);
  const gateway = await orCannotListen(settings, () =>
    startGateway(gatewaySettings(settings), {
      store,
      counters,
      openCredentials: ({ id, credentials }) => openCredentials(vault, id, credentials),
      report: (line) => context.out.remark(`${time(Date.now())} ${line}`),
    }),
  );
  closers.push(() => gateway.close());
  return { control, gateway, ownership };
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
