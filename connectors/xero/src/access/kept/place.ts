/** Where the sign-in is kept when no file is named: the user's data folder, one file for each app. */
import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import type { Environment } from "../configuration.js";

/** The file for the app at this sign-in service. */
export function usualTokenFile(environment: Environment, identityUrl: string, clientId: string): string {
  const app = createHash("sha256").update(`${identityUrl} ${clientId}`).digest("hex").slice(0, 16);
  return join(userFolder(environment, process.platform), `sign-in-${app}`);
}

/** The folder of this program among the user's data, as the platform has it. */
export function userFolder(environment: Environment, platform: NodeJS.Platform): string {
  const home = environment.HOME ?? environment.USERPROFILE ?? homedir();
  const { XDG_DATA_HOME: data, LOCALAPPDATA: local } = environment;
  if (platform === "darwin") return join(home, "Library", "Application Support", "Turnpike Xero");
  if (platform === "win32") return join(local ?? join(home, "AppData", "Local"), "Turnpike Xero");
  return join(data !== undefined && isAbsolute(data) ? data : join(home, ".local", "share"), "turnpike-xero");
}
