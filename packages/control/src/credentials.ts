/**
 * What lets the gateway in at a server, as it is sealed: names and values in turn, of headers or of a command's variables, in
 * JSON, sealed for the server's id, so that one server's secret does not open as another's.
 */
import type { Sealed, Vault } from "@turnpike/store";

/** Seals credentials for a server; nothing for none. */
export async function sealCredentials(
  vault: Vault,
  server: string,
  credentials: readonly string[],
): Promise<Sealed | null> {
  return credentials.length === 0 ? null : vault.seal(Buffer.from(JSON.stringify(credentials), "utf8"), server);
}

/** Opens a server's credentials: names and values in turn. */
export async function openCredentials(vault: Vault, server: string, sealed: Sealed | null): Promise<readonly string[]> {
  if (sealed === null) return [];
  const flat: unknown = JSON.parse(Buffer.from(await vault.open(sealed, server)).toString("utf8"));
  if (Array.isArray(flat) && flat.every((each) => typeof each === "string")) return flat;
  throw new TypeError(`the credentials of ${server} are not a list of names and values`);
}
