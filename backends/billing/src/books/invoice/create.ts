/** Makes an invoice: its row, its lines, its totals, its number, and what has to be told about it. */
import type { Context } from "../../context.js";
import type { InvoiceStatus } from "../../database/words.js";
import { addDays } from "../../declare/dates.js";
import type { Cents, Percent } from "../../money/cents.js";
import type { Client } from "../client.js";
import { takeNumber } from "../sequence.js";
import type { Invoice } from "./find.js";
import { mailInvoice } from "./mail.js";
import { numberAtCreation } from "./number.js";
import { recalculate } from "./recalculate.js";
import { taxRulesFor } from "./tax-rules.js";

export type NewLine = {
  readonly description: string;
  readonly amount: Cents;
  readonly isTaxed: boolean;
  /** What the line is for: `Hosting`, `DomainRegister`, … with the id of it; empty for a free line. */
  readonly type?: string;
  readonly relatedId?: number;
};

export type NewInvoice = {
  readonly client: Client;
  readonly lines: readonly NewLine[];
  /** Unpaid when it is left out. */
  readonly status?: InvoiceStatus | undefined;
  /** The client's default, else the first active one. */
  readonly paymentMethod?: string | undefined;
  /** Overrides of the tax rules; 0 is one too. */
  readonly taxRate?: Percent | undefined;
  readonly taxRate2?: Percent | undefined;
  readonly date?: string | undefined;
  readonly dueDate?: string | undefined;
  readonly notes?: string | undefined;
  /** Whether the client is sent the "Invoice Created" mail; never for a draft. */
  readonly isMailed?: boolean | undefined;
  readonly source?: "api" | "autogen";
};

/** Makes the invoice and gives it as it stands. */
export async function createInvoice(context: Context, given: NewInvoice): Promise<Invoice> {
  const { client, lines, status = "Unpaid", source = "api" } = given;
  const id = await insertInvoice(context, given, status);
  if (lines.length > 0) await insertLines(context, id, lines);
  await context.hook("InvoiceCreation", { source, user: context.caller.username, invoiceid: id, status });
  const invoice = await recalculate(context, id);
  await context.log(`Created Invoice - Invoice ID: ${id}`, client.id);
  if (status !== "Draft") await announce(context, invoice, given.isMailed === true);
  return invoice;
}

/** Tells that an invoice has come into the world: the mail first, then the hook, as WHMCS does. */
export async function announce(context: Context, invoice: Invoice, isMailed: boolean): Promise<void> {
  if (isMailed) {
    await context.hook("InvoiceCreationPreEmail", { invoiceid: invoice.id });
    await mailInvoice(context, invoice, "Invoice Created");
  }
  await context.hook("InvoiceCreated", { invoiceid: invoice.id, status: invoice.status });
}

async function insertInvoice(context: Context, given: NewInvoice, status: InvoiceStatus): Promise<number> {
  const { db, now, today, settings } = context;
  const { client, date = today } = given;
  const rules = await taxRulesFor(context, client, { rate: given.taxRate, rate2: given.taxRate2 });
  const id = await takeNumber(db, "invoice", { step: Math.max(1, Number(settings.InvoiceIncrement) || 1) });
  await db
    .insertInto("invoices")
    .values({
      id,
      client_id: client.id,
      number: status === "Draft" ? "" : await numberAtCreation(context, date),
      date,
      due_date: given.dueDate ?? addDays(date, Number(settings.CreateInvoiceDaysBefore) || 0),
      paid_at: status === "Paid" ? now : null,
      refunded_at: status === "Refunded" ? now : null,
      cancelled_at: status === "Cancelled" ? now : null,
      tax_rate: rules.rate,
      tax_rate2: rules.rate2,
      tax_mode: rules.mode,
      tax_compound: rules.isCompound ? 1 : 0,
      tax_per_line: rules.isPerLine ? 1 : 0,
      status,
      payment_method: given.paymentMethod || client.default_gateway || (await firstPaymentMethod(context)),
      notes: given.notes ?? "",
      created_at: now,
      updated_at: now,
    })
    .execute();
  return id;
}

/** Adds lines to an invoice; the totals are not brought up to them. */
export async function insertLines({ db }: Context, invoiceId: number, lines: readonly NewLine[]): Promise<void> {
  // SQLite binds 32,766 values in one statement.
  for (let from = 0; from < lines.length; from += 1000) {
    const values = lines.slice(from, from + 1000).map((line) => ({
      invoice_id: invoiceId,
      type: line.type ?? "",
      related_id: line.relatedId ?? 0,
      description: line.description,
      amount: line.amount,
      taxed: line.isTaxed ? (1 as const) : (0 as const),
    }));
    await db.insertInto("invoice_items").values(values).execute();
  }
}

async function firstPaymentMethod({ db }: Context): Promise<string> {
  const method = await db
    .selectFrom("payment_methods")
    .select("module")
    .where("is_active", "=", 1)
    .orderBy("sort_order")
    .orderBy("module")
    .executeTakeFirst();
  return method?.module ?? "";
}
