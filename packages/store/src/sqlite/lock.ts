/**
 * Locks between processes. Each is an empty SQLite file under an exclusive transaction that never ends: the operating
 * system lets go of it when the process dies, however it dies, and process ids that are used again cannot mislead.
 */

import { existsSync } from "node:fs";
import Database from "better-sqlite3";
import { isLocked } from "./faults.js";
import { ensurePrivateFile } from "./folder.js";

export type Lock = { release(): void };

/** Held here, since a database that nothing refers to is closed by the garbage collector, and its lock with it. */
const held = new Set<Database.Database>();

/** How long another's glance at the lock may stand in the way of taking it. */
const GLANCE_MS = 250;

/** The lock, or nothing when someone has it, in this process or another. Stops the process for as long as it waits. */
export function takeLock(path: string, waitMs = GLANCE_MS): Lock | undefined {
  ensurePrivateFile(path);
  const db = new Database(path, { fileMustExist: true, timeout: waitMs });
  try {
    db.pragma("journal_mode = memory");
    db.exec("begin exclusive");
  } catch (thrown) {
    db.close();
    if (isLocked(thrown)) return undefined;
    throw thrown;
  }
  held.add(db);
  return {
    release() {
      held.delete(db);
      db.close();
    },
  };
}

/** Whether someone has the lock; a lock whose file is gone is nobody's. */
export function isLockHeld(path: string): boolean {
  if (!existsSync(path)) return false;
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true, timeout: 0 });
    db.prepare("select count(*) from sqlite_master").get();
    return false;
  } catch (thrown) {
    if (isLocked(thrown)) return true;
    if (thrown instanceof Database.SqliteError && thrown.code === "SQLITE_CANTOPEN") return false;
    throw thrown;
  } finally {
    db?.close();
  }
}
