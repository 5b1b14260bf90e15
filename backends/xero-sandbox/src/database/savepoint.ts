/** A part of a transaction that can fail alone. */
import { sql } from "kysely";
import type { Db } from "./tables.js";

/** Runs all of `work` or, when it throws, nothing of it. `db` is a transaction. */
export async function inSavepoint<T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> {
  const run = (statement: string) => sql.raw(statement).execute(db);
  await run("savepoint part");
  let result: T;
  try {
    result = await work(db);
  } catch (thrown) {
    await run("rollback to part");
    await run("release part");
    throw thrown;
  }
  await run("release part");
  return result;
}
