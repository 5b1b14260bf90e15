/**
 * The ledger: money that came in and went out. A payment never pays more of an invoice than is open: what is above
 * becomes the client's credit. An invoice from which all is paid back is Refunded.
 */
import type { Context } from "../context.js";
import { type Cents, writeCents } from "../money/cents.js";
import { changeCredit } from "./credit.js";
import { balanceOf, type Invoice } from "./invoice/find.js";
import { setStatus, settle } from "./invoice/status.js";

export type Entry = {
  readonly clientId: number | null;
  readonly invoice?: Invoice | undefined;
  readonly currencyId?: number | null;
  readonly paymentMethod: string;
  readonly date: string;
  readonly description: string;
  readonly amountIn: Cents;
  readonly fees: Cents;
  readonly amountOut: Cents;
  readonly rateE5?: number | undefined;
  readonly transactionId: string;
  /** So much of it is added to the client's credit by whoever books it. */
  readonly credited?: Cents;
};

/** Books a transaction, and what follows from it for its invoice and client; gives its id. */
export async function book(
  context: Context,
  entry: Entry,
  options: { readonly noemail?: boolean | undefined } = {},
): Promise<number> {
  const id = await insertTransaction(context, entry);
  await context.hook("AddTransaction", { id, transactionid: entry.transactionId });
  if (entry.invoice !== undefined) await bookOnInvoice(context, entry.invoice, entry, options.noemail === true);
  return id;
}

async function insertTransaction({ db }: Context, entry: Entry): Promise<number> {
  const { id } = await db
    .insertInto("transactions")
    .values({
      client_id: entry.clientId,
      invoice_id: entry.invoice?.id ?? null,
      currency_id: entry.currencyId ?? null,
      payment_method: entry.paymentMethod,
      date: entry.date,
      description: entry.description,
      amount_in: entry.amountIn,
      fees: entry.fees,
      amount_out: entry.amountOut,
      rate_e5: entry.rateE5 ?? 100_000,
      transaction_id: entry.transactionId,
      credited: entry.credited ?? 0,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

async function bookOnInvoice(context: Context, before: Invoice, entry: Entry, noemail: boolean): Promise<void> {
  const { amountIn, amountOut } = entry;
  const after = await changePaid(context, before.id, amountIn - amountOut);
  if (amountIn > 0) {
    await context.hook("AddInvoicePayment", { invoiceid: before.id });
    await context.log(`Added Invoice Payment - Invoice ID: ${before.id}`, before.client_id);
    await creditSurplus(context, before, amountIn - amountOut);
    await settle(context, after, { paidAt: entry.date, noemail });
  }
  if (amountOut > 0) {
    await context.log(`Refunded Invoice Payment - Invoice ID: ${before.id}`, before.client_id);
    if (after.status === "Paid" && after.paid <= 0) await setStatus(context, after, "Refunded");
  }
}

/** What is paid above what was open goes to the client's credit. */
async function creditSurplus(context: Context, before: Invoice, amount: Cents): Promise<void> {
  const surplus = amount - Math.max(0, balanceOf(before));
  if (surplus <= 0) return;
  const description = `Invoice #${before.id} Overpayment`;
  await changeCredit(context, before.client_id, surplus, { description, invoiceId: before.id });
  await context.log(`Credit Added - Amount: ${writeCents(surplus)} - ${description}`, before.client_id);
}

/** Changes what is paid on an invoice; gives it as it is then. */
export async function changePaid({ db, now }: Context, invoiceId: number, by: Cents): Promise<Invoice> {
  return await db
    .updateTable("invoices")
    .set((row) => ({ paid: row("paid", "+", by), updated_at: now }))
    .where("id", "=", invoiceId)
    .returningAll()
    .executeTakeFirstOrThrow();
}
