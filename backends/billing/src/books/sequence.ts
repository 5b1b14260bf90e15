/** Numbers in order, each given once, gaps only where a call was refused after taking none. */
import type { Db } from "../database/tables.js";

/** Takes the next number of a sequence; it begins with `first`. */
export async function takeNumber(db: Db, name: string, { first = 1, step = 1 } = {}): Promise<number> {
  const { next } = await db
    .insertInto("sequences")
    .values({ name, next: first + step })
    .onConflict((conflict) =>
      conflict.column("name").doUpdateSet((row) => ({ next: row("sequences.next", "+", step) })),
    )
    .returning("next")
    .executeTakeFirstOrThrow();
  return next - step;
}
