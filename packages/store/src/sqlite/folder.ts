/**
 * The data folder: readable by its owner only, and so is every file in it. SQLite gives its side files the mode of the
 * database file, so that one is made first, by us.
 */

import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { orStoreFault } from "./faults.js";

export type Folder = {
  readonly path: string;
  readonly database: string;
  /** Copies of the database from before each migration. */
  readonly copies: string;
  readonly locks: string;
  /** Where a running gateway says its address. */
  readonly gateway: string;
  /** The key for credentials, where none is given otherwise. */
  readonly key: string;
};

/** Makes the folder and its parts where they are missing. Fault: `store_unavailable`. */
export function prepareFolder(path: string): Folder {
  const folder = {
    path,
    database: join(path, "turnpike.db"),
    copies: join(path, "copies"),
    locks: join(path, "locks"),
    gateway: join(path, "gateway.json"),
    key: join(path, "key"),
  };
  orStoreFault(() => {
    const parts = [path, folder.copies, folder.locks];
    const made = parts.map((each) => mkdirSync(each, { recursive: true, mode: 0o700 }));
    if (made.some((first) => first !== undefined)) syncFolders(path);
  });
  return folder;
}

/** Has the folder last with all that is in it, and those above it, which may have been made just before. */
function syncFolders(path: string): void {
  syncNames(path);
  for (let each = resolve(path); each !== dirname(each); each = dirname(each)) {
    try {
      syncNames(dirname(each));
    } catch {
      return; // a folder that is not ours was there before
    }
  }
}

/**
 * Has the names in a folder last. When the power goes, a file is lost with its name, even one that was synced; SQLite
 * sees to the names of its own files.
 */
export function syncNames(folder: string): void {
  if (process.platform === "win32") return; // folders cannot be synced there
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Makes the file, empty, when it is not there. A file that SQLite may have open in this process must never be opened in
 * another way: closing it would drop the locks that this process has on it.
 */
export function ensurePrivateFile(path: string): void {
  if (existsSync(path)) return;
  try {
    closeSync(openSync(path, "wx", 0o600));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "EEXIST") throw thrown;
  }
}
