/** Makes the tables in an empty database, and refuses one that a newer version made. */
import { type Kysely, sql } from "kysely";
import { UnusableBooks } from "./unusable-books.js";

/** The tables of some books, all but the one that holds their version. */
export type Schema<Tables> = {
  /** Grows with every released change of the tables, which then comes with a migration from the version before. */
  readonly version: number;
  /** What makes them, in order. */
  readonly statements: readonly string[];
  /** Writes the first rows. */
  readonly fill: (db: Kysely<Tables>) => Promise<void>;
};

/** Makes the tables with their first rows, in one transaction, unless the database has them already. */
export async function createTables<Tables>(
  db: Kysely<Tables>,
  { version, statements, fill }: Schema<Tables>,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const made = await versionOf(transaction);
    if (made === version) return;
    if (made !== undefined) {
      throw new UnusableBooks(`the books are of version ${made}, this program knows up to ${version}: use a newer one`);
    }
    for (const statement of [versionTable, ...statements]) await sql.raw(statement).execute(transaction);
    await sql`insert into schema_version (version) values (${version})`.execute(transaction);
    await fill(transaction);
  });
}

const versionTable = "create table schema_version (version integer primary key)";

async function versionOf<Tables>(db: Kysely<Tables>): Promise<number | undefined> {
  const made = await db.introspection.getTables();
  if (!made.some(({ name }) => name === "schema_version")) return undefined;
  const { rows } = await sql<{ version: number }>`select version from schema_version`.execute(db);
  return rows[0]?.version;
}
