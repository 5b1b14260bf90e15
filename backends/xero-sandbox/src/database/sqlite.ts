/**
 * kysely on better-sqlite3, and transactions on it. One that writes takes the database's lock when it begins, so that
 * what it reads cannot change under it; several processes on one file take turns at that lock.
 */
import Database from "better-sqlite3";
import { Kysely, SqliteDialect, sql } from "kysely";
import type { Db, Tables } from "./tables.js";

/** What a commit survives: the death of the process, or also a power cut, at the price of waiting for the disk. */
export type Durability = "process" | "power";

/** Opens the file (or `:memory:`), making it when it is missing. A process waits for its turn as long as it is told. */
export function openSqlite(path: string, durability: Durability, lockWaitMs = 10_000): Kysely<Tables> {
  const database = new Database(path, { timeout: lockWaitMs });
  database.pragma("journal_mode = wal");
  database.pragma(`synchronous = ${durability === "power" ? "full" : "normal"}`);
  database.pragma("foreign_keys = on");
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
}

/** Runs all of `work` or, when it throws, nothing of it. */
export async function inTransaction<T>(
  db: Kysely<Tables>,
  kind: "read" | "write",
  work: (db: Db) => Promise<T>,
): Promise<T> {
  return await db.connection().execute(async (connection) => {
    await sql.raw(kind === "write" ? "begin immediate" : "begin").execute(connection);
    return await endedBy(connection, work, { kept: ["commit"], undone: ["rollback"] });
  });
}

/** A part of a transaction that can fail alone: when it throws, what it wrote is undone. */
export async function inSavepoint<T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> {
  await sql.raw("savepoint part").execute(db);
  return await endedBy(db, work, { kept: ["release part"], undone: ["rollback to part", "release part"] });
}

type Endings = { readonly kept: readonly string[]; readonly undone: readonly string[] };

async function endedBy<T>(db: Db, work: (db: Db) => Promise<T>, { kept, undone }: Endings): Promise<T> {
  let result: T;
  try {
    result = await work(db);
  } catch (thrown) {
    for (const statement of undone) await sql.raw(statement).execute(db);
    throw thrown;
  }
  for (const statement of kept) await sql.raw(statement).execute(db);
  return result;
}
