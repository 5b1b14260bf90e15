/** Brings an invoice's totals up to its lines. Every change of lines, rates or applied credit ends here. */
import type { Context } from "../../context.js";
import { refuse } from "../../declare/refuse.js";
import { totalsOf } from "../../money/tax.js";
import { type Invoice, invoiceOf } from "./find.js";

/** What the largest invoice may come to: what doubles add exactly, with room. */
const largestCents = 100_000_000_000_000;

/** Writes the totals; gives the invoice as it is then. */
export async function recalculate(context: Context, invoiceId: number): Promise<Invoice> {
  const { db, now } = context;
  const invoice = await invoiceOf(db, invoiceId);
  const items = await db
    .selectFrom("invoice_items")
    .select(["amount", "taxed"])
    .where("invoice_id", "=", invoiceId)
    .execute();
  const lines = items.map(({ amount, taxed }) => ({ amount, isTaxed: taxed === 1 }));
  const totals = totalsOf(lines, {
    mode: invoice.tax_mode,
    rate: invoice.tax_rate,
    rate2: invoice.tax_rate2,
    isCompound: invoice.tax_compound === 1,
    isPerLine: invoice.tax_per_line === 1,
  });
  const gross = totals.subtotal + totals.tax + totals.tax2;
  if (!(Math.abs(gross) <= largestCents)) throw refuse("The invoice's total is too large");
  await context.hook("UpdateInvoiceTotal", { invoiceid: invoiceId });
  return await db
    .updateTable("invoices")
    .set({ ...totals, total: gross - invoice.credit, updated_at: now })
    .where("id", "=", invoiceId)
    .returningAll()
    .executeTakeFirstOrThrow();
}
