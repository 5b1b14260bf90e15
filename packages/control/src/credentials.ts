/**
 * A server's headers as they are sealed: names and values in turn, in JSON, sealed for the server's id, so that one
 * server's secret does not open as another's.
 */
import type { Sealed, Vault } from "@turnpike/store";
import type { Header } from "./headers.js";

/** Seals headers for a server; nothing for none. */
export async function sealHeaders(vault: Vault, server: string, headers: readonly Header[]): Promise<Sealed | null> {
  if (headers.length === 0) return null;
  const flat = headers.flatMap(({ name, value }) => [name, value]);
  return vault.seal(Buffer.from(JSON.stringify(flat), "utf8"), server);
}

/** Opens a server's headers: names and values in turn, as HTTP clients take them. */
export async function openHeaders(vault: Vault, server: string, sealed: Sealed | null): Promise<readonly string[]> {
  if (sealed === null) return [];
  const flat: unknown = JSON.parse(Buffer.from(await vault.open(sealed, server)).toString("utf8"));
  if (Array.isArray(flat) && flat.every((each) => typeof each === "string")) return flat;
  throw new TypeError(`the credentials of ${server} are not a list of headers`);
}
