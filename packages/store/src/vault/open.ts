/** The vault of a data folder. */

import type { Vault } from "../ports/vault.js";
import { prepareFolder } from "../sqlite/folder.js";
import { aesVault } from "./aes-vault.js";
import { parseKeys, readKeyFile } from "./keys.js";

/**
 * A vault under the given keys, else under those of the folder's key file, made when it is missing.
 * Faults: `key_malformed`, `key_exposed`, `store_unavailable`.
 */
export async function openVault(options: { readonly folder: string; readonly keys?: string }): Promise<Vault> {
  if (options.keys !== undefined) return aesVault(parseKeys(options.keys));
  return aesVault(readKeyFile(prepareFolder(options.folder).key));
}
