/**
 * The processes that make calls. Each holds a lock file while it lives. Records that a dead one left under way are
 * marked as interrupted at the next start of any process; those of a living one are never touched.
 */

import { rmSync } from "node:fs";
import { join } from "node:path";
import type Database from "better-sqlite3";
import { newId } from "../ids.js";
import { isLockHeld, type Lock, takeLock } from "./lock.js";
import type { Scope } from "./scope.js";

export type Instance = {
  readonly number: number;
  /** Says that no record of this instance below the id is under way, so that fewer are looked through after a crash. */
  settledBelow(recordId: number): Promise<void>;
  /** Marks what is still under way as interrupted, and leaves; where that fails, the next start of a process does it. */
  end(): Promise<void>;
};

/** Registers this process. Throws what SQLite and the file system throw; runs in a transaction of its own. */
export function startInstance({ connection, organisation, clock }: Scope, locks: string): Instance {
  const { db } = connection;
  const name = newId("instance", clock());
  const lock = takeLock(join(locks, name));
  if (lock === undefined) throw new Error(`the new lock ${name} is held`);
  const number = orRelease(lock, () =>
    connection.transact(() => {
      const insert = db.prepare(
        `insert into instances (organisation, lock, started_at, settled_below)
         values (?, ?, ?, (select coalesce(max(id), 0) from records))`,
      );
      return Number(insert.run(organisation.number, name, clock()).lastInsertRowid);
    }),
  );
  const setBelow = db.prepare("update instances set settled_below = ? where number = ?");
  return {
    number,
    async settledBelow(recordId) {
      await connection.write(() => setBelow.run(recordId, number));
    },
    async end() {
      try {
        await connection.write(() => interrupt(db, number));
      } finally {
        lock.release();
      }
      rmSync(join(locks, name), { force: true });
    },
  };
}

/** Marks what dead instances left under way, and forgets them. Fault: `store_unavailable`. */
export async function interruptDead({ connection, organisation }: Scope, locks: string): Promise<void> {
  const { db } = connection;
  const all = db.prepare<[number], { number: number; lock: string }>(
    "select number, lock from instances where organisation = ?",
  );
  for (const { number, lock } of all.all(organisation.number)) {
    if (isLockHeld(join(locks, lock))) continue;
    await connection.write(() => interrupt(db, number));
    rmSync(join(locks, lock), { force: true });
  }
}

function interrupt(db: Database.Database, number: number): void {
  db.prepare(
    `update records set completed = 1, outcome = 'interrupted' where instance = ? and completed = 0
       and id >= (select settled_below from instances where number = ?)`,
  ).run(number, number);
  db.prepare("delete from instances where number = ?").run(number);
}

function orRelease<T>(lock: Lock, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    lock.release();
    throw thrown;
  }
}
