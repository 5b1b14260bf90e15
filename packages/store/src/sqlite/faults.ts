/** What SQLite and the file system throw, told apart: worth another try, the store's fault, or a fault of the program. */

import Database from "better-sqlite3";
import { StoreFault } from "../ports/errors.js";

/** Another program holds the database: the same work may go through a moment later. */
export function isLocked(thrown: unknown): boolean {
  return thrown instanceof Database.SqliteError && /^SQLITE_(BUSY|LOCKED|PROTOCOL)/.test(thrown.code);
}

/** Where the damage is, and what to do about it. */
export const DAMAGED =
  "`turnpike.db` in the data folder; stop, keep a copy of the folder, and put a backup in its place or recover what can be read";

/** Faults of the disk and the database file become `store_unavailable` or `store_damaged`; all else, such as a wrong statement, stays. */
export function asStoreFault(thrown: unknown): unknown {
  if (thrown instanceof StoreFault) return thrown;
  if (thrown instanceof Database.SqliteError) {
    if (/^SQLITE_(ERROR|MISUSE|RANGE|CONSTRAINT|MISMATCH)/.test(thrown.code)) return thrown;
    if (/^SQLITE_(CORRUPT|NOTADB)/.test(thrown.code)) {
      return new StoreFault("store_damaged", `${DAMAGED} (${thrown.code})`, thrown);
    }
    return new StoreFault("store_unavailable", `${reasonOf(thrown.code)} (${thrown.code})`, thrown);
  }
  if (thrown instanceof TypeError && thrown.message === "The database connection is not open") {
    return new StoreFault("store_unavailable", "the store is closed", thrown);
  }
  if (thrown instanceof Error && "syscall" in thrown && "code" in thrown) {
    return new StoreFault("store_unavailable", `${thrown.syscall} failed with ${thrown.code}`, thrown);
  }
  return thrown;
}

/** Runs the work and throws what it throws as a fault of the store, where it is one. */
export function orStoreFault<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw asStoreFault(thrown);
  }
}

function reasonOf(code: string): string {
  if (/^SQLITE_(BUSY|LOCKED|PROTOCOL)/.test(code)) return "another program keeps the database locked";
  if (code === "SQLITE_FULL") return "the disk is full";
  if (/^SQLITE_(READONLY|PERM|AUTH)/.test(code)) return "the data folder cannot be written";
  if (/^SQLITE_CANTOPEN/.test(code)) return "the database file cannot be opened";
  return "the database file cannot be read or written";
}
