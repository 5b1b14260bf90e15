/** Numbers in order, each given once in an organisation. */
import type { Db } from "./tables.js";

/** Takes the next number of a sequence; it begins with 1. */
export async function takeNumber(db: Db, organisationId: string, name: string): Promise<number> {
  const { next } = await db
    .insertInto("sequences")
    .values({ organisation_id: organisationId, name, next: 2 })
    .onConflict((conflict) => conflict.doUpdateSet((row) => ({ next: row("sequences.next", "+", 1) })))
    .returning("next")
    .executeTakeFirstOrThrow();
  return next - 1;
}
