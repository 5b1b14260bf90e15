/**
 * Brings the database to the shape this program knows. Each step is one transaction that also moves the format number,
 * so a step that is cut off has not happened and is done at the next start. Before each step a copy is kept. There is
 * no way back but the copy.
 */

import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type Database from "better-sqlite3";
import { StoreFault } from "../ports/errors.js";
import type { Connection } from "./connection.js";
import { ensurePrivateFile, type Folder, syncNames } from "./folder.js";
import { type Lock, takeLock } from "./lock.js";
import { APPLICATION_ID, type Migration } from "./migrations.js";

const OTHER_MIGRATION_MS = 60_000;

/** Faults: `folder_too_new`, `folder_foreign`, `store_unavailable`; throws what SQLite throws. */
export async function migrate(connection: Connection, migrations: readonly Migration[], folder: Folder): Promise<void> {
  if (formatOf(connection.db, migrations.length) === migrations.length) return;
  const lock = await lockWhenFree(join(folder.locks, "migrate.lock"));
  try {
    for (;;) {
      const format = formatOf(connection.db, migrations.length);
      const migration = migrations[format];
      if (migration === undefined) return;
      if (format > 0) await keepCopy(connection.db, folder.copies, format);
      apply(connection, migration, format);
    }
  } finally {
    lock.release();
  }
}

/** The format of the database; refuses one that this program does not know, or that is not ours. */
function formatOf(db: Database.Database, newest: number): number {
  const read = db.transaction(() => ({
    format: numberOf(db, "pragma user_version"),
    application: numberOf(db, "pragma application_id"),
    tables: numberOf(db, "select count(*) from sqlite_master"),
  }));
  const { format, application, tables } = read();
  if (format === 0 ? tables > 0 : application !== APPLICATION_ID) {
    throw new StoreFault("folder_foreign", `\`${db.name}\` was not made by turnpike; give another folder`);
  }
  if (format > newest) throw tooNew(format, newest);
  return format;
}

/** The fault that names both formats. */
export function tooNew(format: number, newest: number): StoreFault {
  const detail = `the folder has format ${format}, this program knows formats up to ${newest}; use the newer program`;
  return new StoreFault("folder_too_new", detail);
}

function apply({ db, transact }: Connection, migration: Migration, format: number): void {
  transact(() => {
    for (const statement of migration) db.exec(statement);
    db.pragma(`user_version = ${format + 1}`);
  });
}

async function keepCopy(db: Database.Database, copies: string, format: number): Promise<void> {
  const kept = join(copies, `turnpike-format-${format}.db`);
  const partial = `${kept}.partial`;
  rmSync(partial, { force: true });
  ensurePrivateFile(partial);
  await db.backup(partial);
  renameSync(partial, kept);
  syncNames(copies);
}

async function lockWhenFree(path: string): Promise<Lock> {
  for (const deadline = performance.now() + OTHER_MIGRATION_MS; performance.now() < deadline; await sleep(20)) {
    const lock = takeLock(path, 0);
    if (lock !== undefined) return lock;
  }
  throw new StoreFault("store_unavailable", "another process is still migrating the data folder");
}

function numberOf(db: Database.Database, query: string): number {
  return Number(db.prepare(query).pluck().get());
}
