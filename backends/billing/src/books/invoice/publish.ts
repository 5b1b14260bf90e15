/** A draft becomes an invoice: its date is the day of publishing, and it gets its number. */
import type { Context } from "../../context.js";
import { refuse } from "../../declare/refuse.js";
import { announce } from "./create.js";
import type { Invoice } from "./find.js";
import { numberAtCreation } from "./number.js";

export const notADraft = "Invoice must be in Draft status to be published";

/** Publishes a draft; with `isMailed` the client is sent the "Invoice Created" mail. */
export async function publish(context: Context, invoice: Invoice, isMailed: boolean): Promise<Invoice> {
  if (invoice.status !== "Draft") throw refuse(notADraft);
  const { db, now, today } = context;
  const published = await db
    .updateTable("invoices")
    .set({
      status: "Unpaid",
      date: today,
      ...(invoice.number === "" ? { number: await numberAtCreation(context, today) } : {}),
      updated_at: now,
    })
    .where("id", "=", invoice.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await announce(context, published, isMailed);
  return published;
}
