/** The numbers by which clients know their orders: ten digits that do not tell how many orders there are. */
import { randomInt } from "node:crypto";
import type { Db } from "../../database/tables.js";

/** A number that no order has. */
export async function newOrderNumber(db: Db): Promise<string> {
  for (;;) {
    const number = String(randomInt(1_000_000_000, 10_000_000_000));
    const taken = await db.selectFrom("orders").select("id").where("number", "=", number).executeTakeFirst();
    if (taken === undefined) return number;
  }
}
