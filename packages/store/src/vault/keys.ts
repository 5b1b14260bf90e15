/**
 * The keys for credentials: given as text (`TURNPIKE_KEY`), or in a file of the data folder that is made at first start.
 * Each key has a version, so that a new one can be added while secrets sealed with the old one still open.
 */

import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { StoreFault } from "../ports/errors.js";
import { orStoreFault } from "../sqlite/faults.js";
import { syncNames } from "../sqlite/folder.js";

/** By version; the highest one seals. */
export type Keys = ReadonlyMap<number, Uint8Array>;

const KEY_BYTES = 32;
const WANTED =
  "wanted: 32 bytes as 64 hex digits or 44 characters of base64, or several as `2:NEW,1:OLD`; `openssl rand -base64 32` makes one";

/** Keys from text: one, or several with their versions between commas or lines. Fault: `key_malformed`. */
export function parseKeys(text: string): Keys {
  const entries = text.split(/[,\n]/).map((entry) => entry.trim());
  const keys = new Map<number, Uint8Array>();
  for (const entry of entries.filter((each) => each !== "")) {
    const [, version = "1", key = ""] = /^(?:([1-9]\d{0,8}):)?(.*)$/.exec(entry) ?? [];
    if (keys.has(Number(version)))
      throw new StoreFault("key_malformed", `version ${version} is given twice; ${WANTED}`);
    keys.set(Number(version), bytesOf(key, keys.size + 1));
  }
  if (keys.size === 0) throw new StoreFault("key_malformed", `it is empty; ${WANTED}`);
  return keys;
}

function bytesOf(key: string, place: number): Uint8Array {
  if (/^[0-9a-f]{64}$/i.test(key)) return Buffer.from(key, "hex");
  const bytes = /^[A-Za-z0-9+/_-]{43}=?$/.test(key) ? Buffer.from(key, "base64") : Buffer.alloc(0);
  if (bytes.length !== KEY_BYTES) throw new StoreFault("key_malformed", `key ${place} has another form; ${WANTED}`);
  return bytes;
}

/** Keys from the file, made with one new key if it is missing. Faults: `key_malformed`, `key_exposed`, `store_unavailable`. */
export function readKeyFile(path: string): Keys {
  return orStoreFault(() => {
    if (!existsAsFile(path)) makeKeyFile(path);
    const { mode } = statSync(path);
    if (process.platform !== "win32" && (mode & 0o077) !== 0) {
      throw new StoreFault("key_exposed", `\`${path}\` has mode ${(mode & 0o777).toString(8)}; \`chmod 600\` it`);
    }
    return parseKeys(readFileSync(path, "utf8"));
  });
}

function existsAsFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Whole or not at all, and never over another process's: a link fails where there is a file. */
function makeKeyFile(path: string): void {
  const partial = `${path}.${process.pid}.partial`;
  writeFileSync(partial, `1:${randomBytes(KEY_BYTES).toString("base64")}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(partial, path);
    syncNames(dirname(path));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "EEXIST") throw thrown;
  } finally {
    rmSync(partial, { force: true });
  }
}
