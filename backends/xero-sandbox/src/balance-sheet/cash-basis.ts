/**
 * What turns the accrual ledger into one on a cash basis: invoices are taken out of it, and each payment brings in its
 * part of the invoice's lines. Parts are cut so that those of all payments add up to the line, to the cent.
 */
import type { Context } from "../http/context.js";
import type { Entry } from "../ledger/post.js";
import { type Cents, share } from "../money/decimals.js";

type Span = { readonly from?: string; readonly to: string };

/** The entries to add to the balances of a span of days. */
export async function cashEntries(context: Context, span: Span): Promise<readonly Entry[]> {
  const payments = await readPayments(context);
  const entries: Entry[] = [];
  for (const [invoiceId, journal] of await readInvoiceJournals(context)) {
    const isInside = (date: string) => date <= span.to && (span.from === undefined || date >= span.from);
    if (isInside(journal.date)) entries.push(...journal.lines.map((line) => ({ ...line, amount: -line.amount })));
    let paid = 0;
    for (const { date, amount } of payments.get(invoiceId) ?? []) {
      const [before, after] = [paid, paid + amount];
      paid = after;
      if (!isInside(date)) continue;
      entries.push(
        ...between(partOf(journal.lines, before, journal.total), partOf(journal.lines, after, journal.total)),
      );
    }
  }
  return entries;
}

/** The lines cut down to so much of the total. What rounding leaves over goes to the last line, so that they balance. */
function partOf(lines: readonly Entry[], paid: Cents, total: Cents): readonly Entry[] {
  const parts = lines.map(({ accountId, amount }) => ({ accountId, amount: share(amount, paid, total) }));
  const rest = parts.reduce((sum, { amount }) => sum + amount, 0);
  return parts.map((part, at) => (at === parts.length - 1 ? { ...part, amount: part.amount - rest } : part));
}

function between(before: readonly Entry[], after: readonly Entry[]): readonly Entry[] {
  return after.map(({ accountId, amount }, at) => ({ accountId, amount: amount - (before[at]?.amount ?? 0) }));
}

type Journal = { readonly date: string; readonly total: Cents; readonly lines: Entry[] };

/** The journals of invoices that hold, the line of what is owed first. */
async function readInvoiceJournals({ db, organisation }: Context): Promise<ReadonlyMap<string, Journal>> {
  const rows = await db
    .selectFrom("journals")
    .innerJoin("invoices", "invoices.id", "journals.source_id")
    .innerJoin("journal_lines", "journal_lines.journal_id", "journals.id")
    .innerJoin("accounts", "accounts.id", "journal_lines.account_id")
    .leftJoin("journals as reversal", "reversal.reverses", "journals.id")
    .select(["invoices.id", "invoices.total", "journals.date", "journal_lines.account_id", "journal_lines.amount"])
    .where("journals.organisation_id", "=", organisation.id)
    .where("journals.reverses", "is", null)
    .where("reversal.id", "is", null)
    .orderBy((eb) => eb("accounts.system_account", "in", ["DEBTORS", "CREDITORS"]), "desc")
    .execute();
  const journals = new Map<string, Journal>();
  for (const { id, total, date, account_id, amount } of rows) {
    const journal = journals.get(id) ?? { date, total, lines: [] };
    journal.lines.push({ accountId: account_id, amount });
    journals.set(id, journal);
  }
  return journals;
}

async function readPayments({ db, organisation }: Context) {
  const rows = await db
    .selectFrom("payments")
    .select(["invoice_id", "date", "amount"])
    .where("organisation_id", "=", organisation.id)
    .where("status", "=", "AUTHORISED")
    .orderBy("date")
    .execute();
  const payments = new Map<string, (typeof rows)[number][]>();
  for (const row of rows) payments.set(row.invoice_id, [...(payments.get(row.invoice_id) ?? []), row]);
  return payments;
}
