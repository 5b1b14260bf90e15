/** What becomes of an order as a whole, with what was ordered and what was invoiced for it. */
import type { Context } from "../../context.js";
import type { InvoiceStatus } from "../../database/words.js";
import { refuse } from "../../declare/refuse.js";
import { invoiceOf } from "../invoice/find.js";
import { setStatus } from "../invoice/status.js";
import type { Order } from "./find.js";

/** The tables of what can be ordered; each has a status and knows its order. */
const itemTables = ["services", "service_addons", "domains"] as const;

type Status = "Pending" | "Cancelled" | "Fraud";

/** Gives an order another status, and what was ordered too: all of it, or only what still is `from`. */
export async function setOrderStatus(
  { db }: Context,
  { id }: Order,
  status: Status,
  { from }: { readonly from?: "Pending" } = {},
): Promise<void> {
  await db.updateTable("orders").set({ status }).where("id", "=", id).execute();
  for (const table of itemTables) {
    const all = db
      .updateTable(table as "services")
      .set({ status })
      .where("order_id", "=", id);
    await (from === undefined ? all : all.where("status", "=", from)).execute();
  }
}

const open: readonly InvoiceStatus[] = ["Draft", "Unpaid", "Payment Pending", "Collections"];

/** Cancels the invoice of an order while it is to be paid; money that came stays where it was booked. */
export async function cancelInvoiceOf(context: Context, { invoice_id: id }: Order): Promise<void> {
  if (id === null) return;
  const invoice = await invoiceOf(context.db, id);
  if (open.includes(invoice.status)) await setStatus(context, invoice, "Cancelled");
}

export const subscriptionNotCancelled =
  "Subscription Cancellation Failed - Please check the gateway log for further information";

/** Ends the subscriptions at the gateway by which what was ordered is paid. */
export async function cancelSubscriptions({ db, module }: Context, order: Order): Promise<void> {
  const columns = ["subscription_id", "payment_method"] as const;
  const services = await db.selectFrom("services").select(columns).where("order_id", "=", order.id).execute();
  const domains = await db.selectFrom("domains").select(columns).where("order_id", "=", order.id).execute();
  const gateways = new Map(
    [...services, ...domains].map(({ subscription_id: id, payment_method: gateway }) => [id, gateway] as const),
  );
  gateways.delete("");
  for (const [subject, gateway] of gateways) {
    const call = { module: gateway, operation: "CancelSubscription", subject, parameters: {} };
    if (!(await module(call)).ok) throw refuse(subscriptionNotCancelled);
  }
}

/** Takes an order away, with what was ordered; its invoice stays in the books. */
export async function deleteOrderAndItems({ db }: Context, { id }: Order): Promise<void> {
  // Values hang on a number, not on a row that would take them along.
  await db
    .deleteFrom("custom_field_values")
    .where("field_id", "in", (fields) => fields.selectFrom("custom_fields").select("id").where("type", "=", "product"))
    .where("related_id", "in", (mine) => mine.selectFrom("services").select("id").where("order_id", "=", id))
    .execute();
  for (const table of itemTables)
    await db
      .deleteFrom(table as "services")
      .where("order_id", "=", id)
      .execute();
  await db.deleteFrom("orders").where("id", "=", id).execute();
}
