/** Invoices as they stand. */
import type { Selectable } from "kysely";
import type { Db, Tables } from "../../database/tables.js";
import { refuse } from "../../declare/refuse.js";

export type Invoice = Selectable<Tables["invoices"]>;

/** The invoice, or the refusal in the words of the action that asks. */
export async function invoiceOf(db: Db, id: number, notFound = "Invoice ID Not Found"): Promise<Invoice> {
  const invoice = await db.selectFrom("invoices").selectAll().where("id", "=", id).executeTakeFirst();
  if (invoice === undefined) throw refuse(notFound);
  return invoice;
}

/** What is still to be paid. */
export function balanceOf({ total, paid }: Pick<Invoice, "total" | "paid">): number {
  return total - paid;
}
