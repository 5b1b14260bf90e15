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

/** The tables of what can be ordered; each has a status and knows its order. */
const itemTables = ["services", "service_addons", "domains"] as const;

/** Gives what was ordered another status: all of it, or what still is `from`. */
export async function setItemStatus(
  db: Db,
  orderId: number,
  status: "Pending" | "Cancelled" | "Fraud",
  from?: "Pending",
): Promise<void> {
  for (const table of itemTables) {
    const all = db
      .updateTable(table as "services")
      .set({ status })
      .where("order_id", "=", orderId);
    await (from === undefined ? all : all.where("status", "=", from)).execute();
  }
}

/** Takes away what was ordered. */
export async function deleteItems(db: Db, orderId: number): Promise<void> {
  for (const table of itemTables)
    await db
      .deleteFrom(table as "services")
      .where("order_id", "=", orderId)
      .execute();
}
