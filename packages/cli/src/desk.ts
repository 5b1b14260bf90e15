/**
 * What commands on servers, policies, grants and the log work at: the data folder's store, opened for one command and
 * closed after it, and the address under which agents reach the gateway.
 */
import { type Control, ControlError, localAsker } from "@turnpike/control";
import { isStoreFault, openSqlite, openVault, runningGateway, type StoreFaultCode, type Vault } from "@turnpike/store";
import type { Context } from "./context.js";
import { type ExitCode, Failure, type FailureCode } from "./failure.js";
import { dataFolder, prepareDataFolder } from "./settings/data-folder.js";
import { agentsBase, agentUrl } from "./settings/gateway-url.js";
import { loadSettings } from "./settings/load.js";

/** One command's place at the store. */
export interface Desk {
  readonly control: Control;
  /** Where agents reach a server: at the running gateway, else where one will be as things are configured. */
  agentUrl(serverId: string): Promise<string>;
}

/** Opens the store, does something with it, and closes it again; what goes wrong becomes a `Failure`. */
export async function withDesk(context: Context, act: (desk: Desk) => Promise<ExitCode>): Promise<ExitCode> {
  const folder = dataFolder(context.dataFlag, context.env);
  prepareDataFolder(folder);
  return asFailures(async () => {
    // A command of a moment forgets nothing: how long the log goes back is the gateway's setting. What it says is done,
    // such as a revocation, a power cut must not undo.
    const { store, close } = await openSqlite({
      folder,
      durability: "power",
      logDays: 36_500,
      report: context.out.warn,
    });
    try {
      const vault = lazyVault(() => openVault(vaultOptions(folder, context.env)));
      const control: Control = { store, vault, asker: localAsker, now: Date.now };
      const base = await baseUrl(folder, context);
      return await act({ control, agentUrl: async (id) => agentUrl(base, id) });
    } finally {
      await close();
    }
  });
}

/** Where the keys of the vault come from: the environment, else the data folder's key file. */
export function vaultOptions(folder: string, { TURNPIKE_KEY: keys }: Context["env"]) {
  return keys === undefined ? { folder } : { folder, keys };
}

/** A vault that is opened, and its key file made, only when something is to be sealed. */
export function lazyVault(open: () => Promise<Vault>): Vault {
  let opened: Promise<Vault> | undefined;
  const vault = () => (opened ??= open());
  return {
    seal: async (plain, context) => (await vault()).seal(plain, context),
    open: async (secret, context) => (await vault()).open(secret, context),
  };
}

async function baseUrl(folder: string, context: Context): Promise<string> {
  const running = runningGateway(folder);
  if (running !== undefined) return running.url;
  const { settings, problems } = await loadSettings(folder, {}, context.env);
  // Settings that would stop a start must not stop `grant revoke`: the address is only what is printed.
  if (problems.length > 0)
    context.out.warn(`the settings have problems, so the addresses may be wrong: ${problems[0]}`);
  return agentsBase(settings);
}

const faultCodes: Partial<Record<StoreFaultCode, FailureCode>> = {
  store_unavailable: "store_unavailable",
  not_found: "not_found",
  name_taken: "taken",
  name_malformed: "invalid",
  folder_too_new: "data_folder",
  store_damaged: "data_folder",
  folder_foreign: "data_folder",
  folder_in_use: "already_running",
  key_malformed: "key",
  key_exposed: "key",
  sealed_unreadable: "key",
};

/** Does something; refusals of operations and faults of the store become failures with their codes. */
export async function asFailures<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof ControlError) throw new Failure(error.code, error.message, error.detail);
    if (isStoreFault(error)) throw new Failure(faultCodes[error.code] ?? "internal", error.message);
    throw error;
  }
}
