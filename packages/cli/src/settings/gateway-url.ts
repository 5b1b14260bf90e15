/** Addresses of a gateway as they are printed. */
import type { Settings } from "./table.js";

type Place = Pick<Settings, "public_url" | "host" | "port">;

/** Where agents reach a gateway with these settings; `listening` is where one does listen, when it does. */
export function agentsBase(settings: Place, listening = `http://${inUrl(settings.host)}:${settings.port}`): string {
  if (settings.public_url !== undefined) return settings.public_url;
  if (!isWildcard(settings.host)) return listening;
  // `0.0.0.0` is where it listens, and no address that anybody can call.
  return `http://127.0.0.1:${new URL(listening).port || "80"}`;
}

/** Where agents reach a server. */
export function agentUrl(base: string, serverId: string): string {
  return `${base}/mcp/${serverId}`;
}

/** Whether a host stands for every address of this machine. */
export function isWildcard(host: string): boolean {
  return /^(0\.0\.0\.0|[0:]+)$/.test(host);
}

/** Whether a host is this machine only, so that what is sent to it passes no network. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

function inUrl(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
