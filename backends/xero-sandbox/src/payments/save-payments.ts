/** Pays invoices, and takes payments back. An invoice is paid when nothing is due, and approved again when something is. */
import { readChart } from "../accounts/chart.js";
import type { AccountRow, InvoiceRow, PaymentRow } from "../database/ledger-tables.js";
import { Invalid, type Json, saveAll, saveSingle, tooLong } from "../http/batch.js";
import type { Context } from "../http/context.js";
import type { Operation } from "../http/operation.js";
import { notFound } from "../http/refusal.js";
import { findInvoice } from "../invoices/read-invoices.js";
import { post } from "../ledger/post.js";
import { payment, paymentLengths, type SentPayment } from "./payment-kind.js";
import { findPayment, writeWholePayment } from "./read-payments.js";

const elements = {
  plural: "Payments",
  singular: "Payment",
  kind: payment,
  unsaved: {},
  flaw: "HasValidationErrors",
} as const;

const need = { area: "payments", writes: true } as const;

/** The operation `createPayments`. */
export const createPayments: Operation = {
  name: "createPayments",
  method: "PUT",
  path: "Payments",
  need,
  answer: (context, request) => saveAll(context, request, { ...elements, save: pay }),
};

/** The operation `createPayment`. */
export const createPayment: Operation = {
  name: "createPayment",
  method: "POST",
  path: "Payments",
  need,
  answer: (context, request) => saveAll(context, request, { ...elements, save: pay }),
};

/** The operation `deletePayment`. */
export const deletePayment: Operation = {
  name: "deletePayment",
  method: "POST",
  path: "Payments/:id",
  need,
  async answer(context, request) {
    const row = await findPayment(context, request.id);
    if (row === undefined) throw notFound();
    const save = (inside: Context, sent: SentPayment) => takeBack(inside, row.id, sent);
    return await saveSingle(context, request, { ...elements, save });
  },
};

async function pay(context: Context, sent: SentPayment): Promise<Json> {
  const problems: string[] = [...tooLong(sent, paymentLengths)];
  const invoice = await invoiceOf(context, sent, problems);
  const account = await accountOf(context, sent, problems);
  const amount = sent.Amount ?? 0;
  if (sent.PaymentID !== undefined) problems.push("A PaymentID cannot be given to a new payment");
  if (sent.Status === "DELETED") problems.push("A new payment cannot have the status DELETED");
  if (amount <= 0) problems.push("The payment amount must be greater than zero");
  if (invoice !== undefined && amount > invoice.total - invoice.amount_paid) {
    problems.push("Payment amount exceeds the amount outstanding on this document");
  }
  if (problems.length > 0 || invoice === undefined || account === undefined) throw new Invalid(problems);
  const row: PaymentRow = {
    id: context.newId(),
    organisation_id: context.organisation.id,
    invoice_id: invoice.id,
    account_id: account.id,
    date: sent.Date ?? context.today,
    amount,
    reference: sent.Reference ?? null,
    is_reconciled: sent.IsReconciled === true ? 1 : 0,
    status: "AUTHORISED",
    updated_at: context.now,
  };
  await context.db.insertInto("payments").values(row).execute();
  await settle(context, row, invoice);
  return await reread(context, row.id);
}

async function takeBack(context: Context, id: string, sent: SentPayment): Promise<Json> {
  const row = await findPayment(context, id);
  if (row === undefined) throw new Error("a payment that was there is gone");
  const stored = await writeWholePayment(context, row);
  if (sent.Status !== "DELETED") throw new Invalid(["A payment can only be deleted: Status must be DELETED"], stored);
  if (row.status === "DELETED") throw new Invalid(["Payment not of valid status for modification"], stored);
  const invoice = await findInvoice(context, row.invoice_id);
  if (invoice === undefined) throw new Error("a payment without an invoice");
  const deleted = { status: "DELETED", updated_at: context.now } as const;
  await context.db.updateTable("payments").set(deleted).where("id", "=", id).execute();
  await settle(context, { ...row, ...deleted }, invoice);
  return await reread(context, id);
}

async function reread(context: Context, id: string): Promise<Json> {
  const row = await findPayment(context, id);
  if (row === undefined) throw new Error("a payment that was written is not there");
  return await writeWholePayment(context, row);
}

async function invoiceOf(context: Context, sent: SentPayment, problems: string[]) {
  if (sent.CreditNote ?? sent.Prepayment ?? sent.Overpayment) {
    problems.push("Only invoices can be paid here: name one by Invoice.InvoiceID or Invoice.InvoiceNumber");
    return undefined;
  }
  const known = sent.Invoice?.InvoiceID ?? sent.Invoice?.InvoiceNumber ?? sent.InvoiceNumber;
  const invoice = known ? await findInvoice(context, known) : undefined;
  if (invoice === undefined) {
    problems.push(known ? "The invoice could not be found" : "The invoice to pay must be specified");
    return undefined;
  }
  if (invoice.status === "AUTHORISED") return invoice;
  problems.push("Payments can only be made against Authorised documents");
  return undefined;
}

async function accountOf(context: Context, sent: SentPayment, problems: string[]): Promise<AccountRow | undefined> {
  const chart = await readChart(context);
  const { AccountID: id, Code: code = sent.Code } = sent.Account ?? {};
  const account = id === undefined ? chart.byCode(code ?? "") : chart.byId(id);
  if (account?.status === "ACTIVE" && account.takes_payments === 1) return account;
  problems.push("Account must be a bank account, or one that payments are enabled for, by AccountID or Code");
  return undefined;
}

/** Brings the invoice and the ledger to what its payments are now. */
async function settle(context: Context, row: PaymentRow, { id, type, total }: InvoiceRow): Promise<void> {
  const { db, now } = context;
  const payments = await db
    .selectFrom("payments")
    .select(["amount", "date"])
    .where("invoice_id", "=", id)
    .where("status", "=", "AUTHORISED")
    .execute();
  const amount_paid = payments.reduce((sum, { amount }) => sum + amount, 0);
  const isPaid = amount_paid === total;
  const lastPaid =
    payments
      .map(({ date }) => date)
      .sort()
      .at(-1) ?? null;
  await db
    .updateTable("invoices")
    .set({
      amount_paid,
      status: isPaid ? "PAID" : "AUTHORISED",
      fully_paid_on: isPaid ? lastPaid : null,
      updated_at: now,
    })
    .where("id", "=", id)
    .execute();
  const chart = await readChart(context);
  const received = type === "ACCREC" ? row.amount : -row.amount;
  const entries = [
    { accountId: row.account_id, amount: received },
    { accountId: chart.system(type === "ACCREC" ? "DEBTORS" : "CREDITORS").id, amount: -received },
  ];
  await post(context, row.id, row.status === "AUTHORISED" ? { date: row.date, entries } : undefined);
}
