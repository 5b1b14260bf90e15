/** Orders as they stand, and what was ordered. */
import type { Selectable } from "kysely";
import type { Db, Tables } from "../../database/tables.js";
import { refuse } from "../../declare/refuse.js";

export type Order = Selectable<Tables["orders"]>;

/** The order, or the refusal in the words of the action that asks. */
export async function orderOf(db: Db, id: number, notFound: string): Promise<Order> {
  const order = await db.selectFrom("orders").selectAll().where("id", "=", id).executeTakeFirst();
  if (order === undefined) throw refuse(notFound);
  return order;
}
