/** What happens when an invoice's status changes: its dates, the hooks, the mail. */
import type { Context } from "../../context.js";
import type { InvoiceStatus } from "../../database/words.js";
import { automate } from "../automation.js";
import { isOn } from "../settings.js";
import { balanceOf, type Invoice } from "./find.js";
import { mailInvoice } from "./mail.js";
import { numberAtPayment } from "./number.js";

const hooks: Partial<Record<InvoiceStatus, string>> = {
  Cancelled: "InvoiceCancelled",
  Refunded: "InvoiceRefunded",
  Unpaid: "InvoiceUnpaid",
};

/** Gives an invoice another status; one that it has already changes nothing. */
export async function setStatus(
  context: Context,
  invoice: Invoice,
  status: InvoiceStatus,
  options: { readonly paidAt?: string; readonly noemail?: boolean } = {},
): Promise<Invoice> {
  if (invoice.status === status) return invoice;
  if (status === "Paid") return await markPaid(context, invoice, options);
  const changed = await context.db
    .updateTable("invoices")
    .set({ status, ...datesOf(status, context.now), updated_at: context.now })
    .where("id", "=", invoice.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const hook = hooks[status];
  if (hook !== undefined) await context.hook(hook, { invoiceid: invoice.id });
  return changed;
}

/** An invoice on which nothing is left to pay becomes Paid. Called after money came, not after a change of its lines. */
export async function settle(
  context: Context,
  invoice: Invoice,
  options: { readonly paidAt?: string; readonly noemail?: boolean } = {},
): Promise<Invoice> {
  const isOpen = !["Paid", "Cancelled", "Refunded"].includes(invoice.status);
  return isOpen && balanceOf(invoice) <= 0 ? await setStatus(context, invoice, "Paid", options) : invoice;
}

async function markPaid(
  context: Context,
  invoice: Invoice,
  { paidAt = context.now, noemail = false }: { readonly paidAt?: string; readonly noemail?: boolean },
): Promise<Invoice> {
  const day = paidAt.slice(0, 10);
  const number = await numberAtPayment(context, day);
  const isDated = number !== undefined && isOn(context.settings.SequentialInvoiceSetDate);
  const paid = await context.db
    .updateTable("invoices")
    .set({
      status: "Paid",
      automated: 1,
      paid_at: paidAt,
      cancelled_at: null,
      refunded_at: null,
      ...(number === undefined ? {} : { number }),
      ...(isDated ? { date: day } : {}),
      updated_at: context.now,
    })
    .where("id", "=", invoice.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await context.hook("InvoicePaidPreEmail", { invoiceid: invoice.id });
  if (!noemail) await mailInvoice(context, paid, "Invoice Payment Confirmation");
  if (invoice.automated === 0) await automate(context, paid);
  await context.hook("InvoicePaid", { invoiceid: invoice.id });
  return paid;
}

/** A status has its date, and takes back the dates that go with others; a refunded invoice was paid before. */
function datesOf(status: InvoiceStatus, now: string): Partial<Invoice> {
  if (status === "Refunded") return { refunded_at: now, cancelled_at: null };
  return { paid_at: null, refunded_at: null, cancelled_at: status === "Cancelled" ? now : null };
}
