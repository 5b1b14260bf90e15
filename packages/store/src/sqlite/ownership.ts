/**
 * Which gateway runs on a folder. The lock says whether there is one; `gateway.json` says where it is, so that other
 * commands find it and a second start can name the first.
 */

import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isJsonObject, readJson } from "@turnpike/json";
import { StoreFault } from "../ports/errors.js";
import { orStoreFault } from "./faults.js";
import { prepareFolder } from "./folder.js";
import { isLockHeld, takeLock } from "./lock.js";

export type GatewayAddress = { readonly url: string; readonly pid: number; readonly startedAt: number };

export type Ownership = {
  /** Says the address, once the gateway listens. Fault: `store_unavailable`. */
  announce(url: string): void;
  release(): void;
};

/** Faults: `folder_in_use`, with the address and process id of the gateway that runs; `store_unavailable`. */
export function ownFolder(path: string, clock: () => number = Date.now): Ownership {
  const folder = prepareFolder(path);
  const lock = orStoreFault(() => takeLock(lockOf(folder.locks)));
  if (lock === undefined) throw new StoreFault("folder_in_use", whoRuns(folder.gateway));
  orStoreFault(() => rmSync(folder.gateway, { force: true }));
  return {
    announce(url) {
      const address = { url, pid: process.pid, started_at: new Date(clock()).toISOString() };
      orStoreFault(() => {
        writeFileSync(`${folder.gateway}.partial`, `${JSON.stringify(address)}\n`, { mode: 0o600 });
        renameSync(`${folder.gateway}.partial`, folder.gateway);
      });
    },
    release() {
      rmSync(folder.gateway, { force: true });
      lock.release();
    },
  };
}

/** The gateway that runs on the folder and has said its address. Fault: `store_unavailable`. */
export function runningGateway(path: string): GatewayAddress | undefined {
  const running = orStoreFault(() => isLockHeld(lockOf(join(path, "locks"))));
  return running ? addressIn(join(path, "gateway.json")) : undefined;
}

function lockOf(locks: string): string {
  return join(locks, "gateway.lock");
}

function whoRuns(file: string): string {
  const address = addressIn(file);
  return address === undefined ? "it is just starting" : `${address.url}, process ${address.pid}`;
}

function addressIn(file: string): GatewayAddress | undefined {
  const text = orStoreFault(() => (existsSync(file) ? readFileSync(file, "utf8") : ""));
  const read = readJson(text);
  if (!read.ok || !isJsonObject(read.value)) return undefined;
  const { url, pid, started_at } = read.value;
  if (typeof url !== "string" || typeof pid !== "number" || typeof started_at !== "string") return undefined;
  return { url, pid, startedAt: Date.parse(started_at) };
}
