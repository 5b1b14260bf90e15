/** Makes the tables in an empty database, and refuses one that a newer version made. */
import { sql } from "kysely";
import { tableStatements } from "./ddl.js";
import { type Db, tables } from "./tables.js";

/** Grows with every released change of the tables, which then comes with a migration from the version before. */
const schemaVersion = 1;

/** Makes the tables and lets `fill` write the first rows, in one transaction, unless the database has them already. */
export async function createTables(db: Db, fill: (db: Db) => Promise<void>): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const version = await versionOf(transaction);
    if (version === schemaVersion) return;
    if (version !== undefined) {
      throw new Error(
        `the books are of version ${version}, this program knows up to ${schemaVersion}: use a newer one`,
      );
    }
    for (const [name, table] of Object.entries(tables)) {
      for (const statement of tableStatements(name, table)) await sql.raw(statement).execute(transaction);
    }
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
