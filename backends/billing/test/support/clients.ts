import { randomUUID } from "node:crypto";
import type { Insertable } from "kysely";
import type { Db, Tables } from "../../src/database/tables.js";

/** Writes a client as it is; gives its id. */
export async function createClient(db: Db, given: Partial<Insertable<Tables["clients"]>> & { email: string }) {
  const now = "2026-01-01 00:00:00";
  const { id } = await db
    .insertInto("clients")
    .values({
      uuid: randomUUID(),
      firstname: "Test",
      lastname: "Client",
      currency_id: 1,
      created_at: now,
      updated_at: now,
      ...given,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}
