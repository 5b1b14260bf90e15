/**
 * Writing a small file so that it is there whole, the old or the new, whenever the process is killed or the power goes.
 *
 * Everything is done at once, without giving up the thread: nothing else of this process happens between the steps.
 */
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/** Makes the folder, for this user only. */
export function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** Replaces the file, or makes it; it is this user's only. The caller sees to it that nobody else does so at the same time. */
export function replaceFile(path: string, text: string): void {
  dropPartials(path);
  const partial = writePartial(path, text);
  renameSync(partial, path);
  syncNames(dirname(path));
}

/** Makes the file unless there is one, and says whether it did: of several that do so at once one wins. */
export function makeFile(path: string, text: string): boolean {
  const partial = writePartial(path, text);
  try {
    linkSync(partial, path);
    syncNames(dirname(path));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(partial, { force: true });
  }
}

function writePartial(path: string, text: string): string {
  const partial = `${path}.${process.pid}.partial`;
  rmSync(partial, { force: true });
  const file = openSync(partial, "wx", 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return partial;
}

/** What a writer has left who was killed. */
function dropPartials(path: string): void {
  const folder = dirname(path);
  const start = `${basename(path)}.`;
  for (const name of readdirSync(folder)) {
    const ours = name.startsWith(start) && /^\d+\.partial$/.test(name.slice(start.length));
    if (ours) rmSync(join(folder, name), { force: true });
  }
}

// A new name is on the disk when its folder is. Windows has no such call, and opens no folder.
function syncNames(folder: string): void {
  if (process.platform === "win32") return;
  const opened = openSync(folder, "r");
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
