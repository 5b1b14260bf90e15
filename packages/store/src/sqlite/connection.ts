/**
 * The one connection of a process. One, so that its page cache stays warm and a change seen in `data_version` is always
 * another process's. SQLite never waits for a lock in here, since that would stop the event loop: who finds the
 * database locked tries again from a timer. Transactions begin and end within one turn, never across an `await`.
 */

import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { asStoreFault, isLocked } from "./faults.js";
import { ensurePrivateFile } from "./folder.js";

/** What a commit survives: the death of the process, or also a power cut, at the price of waiting for the disk. */
export type Durability = "process" | "power";

export type Connection = {
  readonly db: Database.Database;
  /** How long a locked database is waited for. */
  readonly busyMs: number;
  /** Grows with every administrative change made by this process. */
  changes: number;
  /** Runs the work in one transaction, now or not at all; throws what SQLite throws. */
  transact<T>(work: () => T): T;
  /** Runs the work in one transaction as soon as the database is free. Fault: `store_unavailable`. */
  write<T>(work: () => T): Promise<T>;
};

/** Pages in the WAL that make a commit copy them into the database: 16 MiB, so that few calls meet that pause. */
const CHECKPOINT_PAGES = 4000;
const OPENING_MS = 5000;

/**
 * When a locked database is tried again. Always soon: a try costs a few microseconds, transactions of others are short,
 * and who waits longer and longer never gets in beside a process that is busy all the time.
 */
export const RETRY_MS = 1;

/** Opens the file, making it when it is missing. Throws what SQLite throws. */
export function connect(path: string, durability: Durability, busyMs: number): Connection {
  ensurePrivateFile(path);
  const db = new Database(path, { fileMustExist: true, timeout: OPENING_MS });
  try {
    db.pragma("journal_mode = wal");
    db.pragma(`synchronous = ${durability === "power" ? "full" : "normal"}`);
    db.pragma("foreign_keys = on");
    db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    return connectionOf(db, busyMs);
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

/** From here on a lock is waited for by timers only. */
export function stopWaiting(connection: Connection): void {
  connection.db.pragma("busy_timeout = 0");
}

function connectionOf(db: Database.Database, busyMs: number): Connection {
  const begin = db.prepare("begin immediate");
  const commit = db.prepare("commit");
  const transact = <T>(work: () => T): T => {
    begin.run();
    try {
      const result = work();
      commit.run();
      return result;
    } catch (thrown) {
      if (db.inTransaction) db.exec("rollback");
      throw thrown;
    }
  };
  const connection: Connection = { db, busyMs, changes: 0, transact, write };
  async function write<T>(work: () => T): Promise<T> {
    const result = await whenFree(busyMs, () => transact(work));
    connection.changes += 1;
    return result;
  }
  return connection;
}

async function whenFree<T>(busyMs: number, attempt: () => T): Promise<T> {
  const deadline = performance.now() + busyMs;
  for (;;) {
    try {
      return attempt();
    } catch (thrown) {
      if (!isLocked(thrown) || performance.now() >= deadline) throw asStoreFault(thrown);
    }
    await sleep(RETRY_MS);
  }
}
