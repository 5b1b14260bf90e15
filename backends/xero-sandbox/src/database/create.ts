/** Makes the tables in an empty database, and refuses one that a newer version made. */
import { type Kysely, sql } from "kysely";
import { ledgerStatements } from "./ledger-statements.js";
import { inTransaction } from "./sqlite.js";
import type { Db, Tables } from "./tables.js";

/** Grows with every released change of the tables, which then comes with a migration from the version before. */
const schemaVersion = 1;

/** Makes the tables of the books and lets `fill` make what else there is, in one transaction, unless the database has them already. */
export async function createTables(db: Kysely<Tables>, fill: (db: Db) => Promise<void>): Promise<void> {
  await inTransaction(db, "write", async (transaction) => {
    const version = await versionOf(transaction);
    if (version === schemaVersion) return;
    if (version !== undefined) {
      throw new Error(
        `the books are of version ${version}, this program knows up to ${schemaVersion}: use a newer one`,
      );
    }
    for (const statement of ledgerStatements) await sql.raw(statement).execute(transaction);
    await transaction.insertInto("schema_version").values({ version: schemaVersion }).execute();
    await fill(transaction);
  });
}

async function versionOf(db: Db): Promise<number | undefined> {
  const made = await db.introspection.getTables();
  if (!made.some(({ name }) => name === "schema_version")) return undefined;
  const { version } = await db.selectFrom("schema_version").select("version").executeTakeFirstOrThrow();
  return version;
}
