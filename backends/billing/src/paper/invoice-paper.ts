/**
 * What an invoice shows to the person who pays it: everything on it in words and numbers, read in one go, before it
 * becomes a page, a PDF or a mail.
 */
import type { Settings } from "../books/settings.js";
import type { Row } from "../database/table.js";
import type { Db, Tables } from "../database/tables.js";
import { type Cents, type Percent, writeDecimal } from "../money/cents.js";
import type { CurrencyForm } from "../money/format.js";

/** How the invoice stands, for the banner. `overdue` is not stored: unpaid, with something to pay, after its due date. */
export type PaperState = { readonly word: string; readonly tone: "good" | "open" | "late" | "over" };

export type PaperLine = { readonly description: string; readonly amount: Cents; readonly taxed: boolean };
export type PaperTax = { readonly label: string; readonly amount: Cents };
export type PaperPayment = {
  readonly date: string;
  readonly method: string;
  readonly reference: string;
  readonly amount: Cents;
};

export type InvoicePaper = {
  readonly id: number;
  /** The invoice's own number, or its id where it has none. */
  readonly number: string;
  readonly state: PaperState;
  readonly date: string;
  readonly dueDate: string;
  readonly paidAt: string | null;
  /** Who is paid: name and address, a line each. */
  readonly payTo: readonly string[];
  readonly email: string;
  /** Who pays. */
  readonly billTo: readonly string[];
  readonly currency: CurrencyForm & { readonly code: string };
  readonly lines: readonly PaperLine[];
  readonly subtotal: Cents;
  readonly taxes: readonly PaperTax[];
  readonly credit: Cents;
  readonly total: Cents;
  readonly payments: readonly PaperPayment[];
  /** What is still to be paid. */
  readonly balance: Cents;
  readonly paymentMethod: string;
  readonly notes: string;
};

/** The paper of an invoice, or nothing for an unknown one. `today` is `YYYY-MM-DD`. */
export async function readInvoicePaper(
  db: Db,
  settings: Settings,
  invoiceId: number,
  today: string,
): Promise<InvoicePaper | undefined> {
  const invoice = await db.selectFrom("invoices").selectAll().where("id", "=", invoiceId).executeTakeFirst();
  if (invoice === undefined) return undefined;
  const client = await db
    .selectFrom("clients")
    .selectAll()
    .where("id", "=", invoice.client_id)
    .executeTakeFirstOrThrow();
  const currency = await db
    .selectFrom("currencies")
    .select(["code", "prefix", "suffix", "format"])
    .where("id", "=", client.currency_id)
    .executeTakeFirstOrThrow();
  const items = await db
    .selectFrom("invoice_items")
    .select(["description", "amount", "taxed"])
    .where("invoice_id", "=", invoiceId)
    .orderBy("id")
    .execute();
  const methods = await methodNames(db);
  const methodName = (module: string) => methods.get(module) ?? module;
  const balance = invoice.total - invoice.paid;
  return {
    id: invoice.id,
    number: invoice.number === "" ? String(invoice.id) : invoice.number,
    state: stateOf(invoice, balance, today),
    date: invoice.date,
    dueDate: invoice.due_date,
    paidAt: invoice.paid_at,
    payTo: settings.InvoicePayTo.split(/\r?\n/),
    email: settings.Email,
    billTo: addressOf(client),
    currency,
    lines: items.map(({ description, amount, taxed }) => ({ description, amount, taxed: taxed === 1 })),
    subtotal: invoice.subtotal,
    taxes: await taxesOf(db, invoice),
    credit: invoice.credit,
    total: invoice.total,
    payments: await paymentsOf(db, invoiceId, methodName),
    balance,
    paymentMethod: methodName(invoice.payment_method),
    notes: invoice.notes,
  };
}

function stateOf({ status, due_date: dueDate }: Row<Tables["invoices"]>, balance: Cents, today: string): PaperState {
  if (status === "Unpaid" && balance > 0 && dueDate < today) return { word: "Overdue", tone: "late" };
  const tones = { Paid: "good", Collections: "late", Cancelled: "over", Refunded: "over", Draft: "over" } as const;
  return { word: status, tone: tones[status as keyof typeof tones] ?? "open" };
}

function addressOf(client: Row<Tables["clients"]>): string[] {
  const { firstname, lastname, companyname, address1, address2, city, state, postcode, country, tax_id } = client;
  const person = `${firstname} ${lastname}`.trim();
  const place = [city, state, postcode].filter((part) => part !== "").join(", ");
  const taxId = tax_id === "" ? "" : `Tax ID: ${tax_id}`;
  return [companyname, person, address1, address2, place, country, taxId].filter((line) => line !== "");
}

async function methodNames(db: Db): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom("payment_methods").select(["module", "display_name"]).execute();
  return new Map(rows.map(({ module, display_name: name }) => [module, name]));
}

/** A tax is called by the rule of its level and rate, where there still is one. */
async function taxesOf(db: Db, invoice: Row<Tables["invoices"]>): Promise<PaperTax[]> {
  const rules = await db.selectFrom("tax_rules").select(["level", "rate", "name"]).execute();
  const label = (level: number, rate: Percent) => {
    const name = rules.find((rule) => rule.level === level && rule.rate === rate)?.name ?? "Tax";
    const percent = writeDecimal(rate, 3).replace(/\.?0+$/, "");
    return `${name} ${percent} %${invoice.tax_mode === "inclusive" ? " (included)" : ""}`;
  };
  const levels = [
    { label: label(1, invoice.tax_rate), amount: invoice.tax },
    { label: label(2, invoice.tax_rate2), amount: invoice.tax2 },
  ];
  return levels.filter(({ amount }) => amount !== 0);
}

async function paymentsOf(db: Db, invoiceId: number, methodName: (module: string) => string): Promise<PaperPayment[]> {
  const rows = await db
    .selectFrom("transactions")
    .select(["date", "payment_method", "transaction_id", "amount_in", "amount_out"])
    .where("invoice_id", "=", invoiceId)
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    date: row.date.slice(0, 10),
    method: methodName(row.payment_method),
    reference: row.transaction_id,
    amount: row.amount_in - row.amount_out,
  }));
}
