/** Credit on invoices: what a client has moves onto what is to be paid. */
import type { Context } from "../../context.js";
import { type Cents, writeCents } from "../../money/cents.js";
import { changeCredit } from "../credit.js";
import { balanceOf, type Invoice } from "./find.js";
import { settle } from "./status.js";

/** Moves so much of the client's credit onto the invoice; the amount is within both. The invoice may be paid by it. */
export async function applyCredit(
  context: Context,
  invoice: Invoice,
  amount: Cents,
  options: { readonly noemail?: boolean } = {},
): Promise<Invoice> {
  const { db, now } = context;
  const description = `Credit Applied to Invoice #${invoice.id}`;
  await changeCredit(context, invoice.client_id, -amount, { description, invoiceId: invoice.id });
  const changed = await db
    .updateTable("invoices")
    .set((row) => ({ credit: row("credit", "+", amount), total: row("total", "-", amount), updated_at: now }))
    .where("id", "=", invoice.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await context.log(`Credit Applied - Amount: ${writeCents(amount)} - Invoice ID: ${invoice.id}`, invoice.client_id);
  return await settle(context, changed, options);
}

/** Moves as much of the client's credit onto the invoice as both allow. */
export async function applyAllCredit(context: Context, invoice: Invoice): Promise<Invoice> {
  const { credit } = await context.db
    .selectFrom("clients")
    .select("credit")
    .where("id", "=", invoice.client_id)
    .executeTakeFirstOrThrow();
  const amount = Math.min(credit, balanceOf(invoice));
  return amount > 0 ? await applyCredit(context, invoice, amount) : invoice;
}
