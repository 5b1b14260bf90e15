/** Makes and changes an invoice: what was sent, on what it was, under the rules of its status; then its ledger. */
import type { Chart } from "../accounts/chart.js";
import type { InvoiceRow } from "../database/ledger-tables.js";
import { checkCurrency, contactIdOf } from "../documents/document-head.js";
import { readLines } from "../documents/keep-lines.js";
import { mergeLines } from "../documents/merge-lines.js";
import { nextNumber } from "../documents/next-number.js";
import { type Composed, saveDocument } from "../documents/save-document.js";
import { entriesOf, totalsOf } from "../documents/totals.js";
import type { UnitPlaces } from "../documents/write-line.js";
import { type Json, tooLong } from "../http/batch.js";
import type { Context } from "../http/context.js";
import type { Posting } from "../ledger/post.js";
import { invoiceLengths, type SentInvoice } from "./invoice-kind.js";
import { findInvoice, writeInvoices } from "./read-invoices.js";
import { refusalOf } from "./transitions.js";

/** Saves it; gives it as it is then. Throws `Invalid`. */
export async function saveInvoice(
  context: Context,
  sent: SentInvoice,
  before: InvoiceRow | undefined,
  unitPlaces: UnitPlaces,
): Promise<Json> {
  return await saveDocument(context, before, {
    refusal: refusalOf(before, sent),
    compose: (chart, problems) => compose(context, sent, before, { chart, unitPlaces }, problems),
    keep: (row) => keep(context, row, before),
    posting: postingOf,
    read: (id) => read(context, id, unitPlaces),
  });
}

async function read(context: Context, id: string, unitPlaces: UnitPlaces): Promise<Json> {
  const row = await findInvoice(context, id);
  if (row === undefined) throw new Error("an invoice that was written is not there");
  const [json] = await writeInvoices(context, [row], { unitPlaces, withLines: true });
  return json ?? {};
}

type Means = { readonly chart: Chart; readonly unitPlaces: UnitPlaces };

async function compose(
  context: Context,
  sent: SentInvoice,
  before: InvoiceRow | undefined,
  { chart, unitPlaces }: Means,
  problems: string[],
): Promise<Composed<InvoiceRow>> {
  const { newId } = context;
  const head = await headOf(context, sent, before, problems);
  const linesBefore = before === undefined ? [] : await readLines(context.db, before.id);
  const keepsAll = before !== undefined && before.amount_paid > 0;
  const lines = keepsAll
    ? linesBefore
    : mergeLines(
        sent.LineItems,
        linesBefore,
        {
          chart,
          side: head.type === "ACCREC" ? "sales" : "purchases",
          lineAmountTypes: head.line_amount_types,
          keepsTax: head.line_amount_types === before?.line_amount_types,
          needsAccounts: head.status === "SUBMITTED" || head.status === "AUTHORISED",
          allowsDiscounts: head.type === "ACCREC",
          unitPlaces,
          newId,
        },
        problems,
      );
  const totals = totalsOf(lines, head.line_amount_types);
  if (totals.total < 0) problems.push("The total of an invoice must not be negative");
  return { row: { ...head, ...totals }, lines };
}

type Head = Omit<InvoiceRow, "sub_total" | "total_tax" | "total" | "total_discount">;

async function headOf(
  context: Context,
  sent: SentInvoice,
  before: InvoiceRow | undefined,
  problems: string[],
): Promise<Head> {
  problems.push(...tooLong(sent, invoiceLengths));
  checkCurrency(context, sent.CurrencyCode, problems);
  const type = typeOf(sent, before, problems);
  const status = sent.Status ?? before?.status ?? "DRAFT";
  const contactId = await contactIdOf(context, sent.Contact, before?.contact_id, problems);
  const dueDate = sent.DueDate ?? before?.due_date ?? null;
  if (dueDate === null && (status === "SUBMITTED" || status === "AUTHORISED")) {
    problems.push("The document due date must be specified");
  }
  const isSent = (sent.SentToContact ?? before?.sent_to_contact === 1) ? 1 : 0;
  return {
    id: before?.id ?? context.newId(),
    organisation_id: context.organisation.id,
    type,
    number: await numberOf(context, sent, before, { type, hasProblems: problems.length > 0 }, problems),
    status,
    contact_id: contactId,
    date: sent.Date ?? before?.date ?? context.today,
    due_date: dueDate,
    reference: sent.Reference ?? before?.reference ?? null,
    line_amount_types: sent.LineAmountTypes ?? before?.line_amount_types ?? "Exclusive",
    url: sent.Url ?? before?.url ?? null,
    branding_theme_id: sent.BrandingThemeID ?? before?.branding_theme_id ?? null,
    sent_to_contact: isSent,
    expected_payment_date: sent.ExpectedPaymentDate ?? before?.expected_payment_date ?? null,
    planned_payment_date: sent.PlannedPaymentDate ?? before?.planned_payment_date ?? null,
    amount_paid: before?.amount_paid ?? 0,
    fully_paid_on: before?.fully_paid_on ?? null,
    client_id: before?.client_id ?? context.clientId,
    updated_at: context.now,
  };
}

/** An invoice keeps its type. */
function typeOf(sent: SentInvoice, before: InvoiceRow | undefined, problems: string[]): InvoiceRow["type"] {
  if (before !== undefined) return before.type;
  if (sent.Type === "ACCREC" || sent.Type === "ACCPAY") return sent.Type;
  problems.push(
    sent.Type === undefined
      ? "The invoice type must be specified: ACCREC or ACCPAY"
      : `The invoice type ${sent.Type} cannot be created here: use ACCREC or ACCPAY`,
  );
  return "ACCREC";
}

type Numbering = { readonly type: InvoiceRow["type"]; readonly hasProblems: boolean };

/** Sales are numbered, and no number is there twice; a bill has the number that its sender gave it. */
async function numberOf(
  context: Context,
  { InvoiceNumber: given }: SentInvoice,
  before: InvoiceRow | undefined,
  { type, hasProblems }: Numbering,
  problems: string[],
): Promise<string> {
  const number = given ?? before?.number ?? "";
  if (type === "ACCPAY") return number;
  if (number !== "") {
    if (number !== before?.number && (await isTaken(context, number))) problems.push("Invoice # must be unique.");
    return number;
  }
  if (hasProblems) return "";
  const isUsed = (candidate: string) => isTaken(context, candidate);
  return await nextNumber(context, { sequence: "invoices", prefix: "INV" }, isUsed);
}

async function isTaken({ db, organisation }: Context, number: string): Promise<boolean> {
  const other = await db
    .selectFrom("invoices")
    .select("id")
    .where("organisation_id", "=", organisation.id)
    .where("number", "=", number)
    .where("type", "=", "ACCREC")
    .where("status", "not in", ["DELETED", "VOIDED"])
    .executeTakeFirst();
  return other !== undefined;
}

async function keep({ db }: Context, row: InvoiceRow, before: InvoiceRow | undefined): Promise<void> {
  if (before === undefined) await db.insertInto("invoices").values(row).execute();
  else await db.updateTable("invoices").set(row).where("id", "=", row.id).execute();
}

/** An approved sale is owed by its contact, an approved bill to it; anything else is not in the ledger. */
function postingOf({ row, lines }: Composed<InvoiceRow>, chart: Chart): Posting | undefined {
  if (row.status !== "AUTHORISED" && row.status !== "PAID") return undefined;
  const isSale = row.type === "ACCREC";
  const control = chart.system(isSale ? "DEBTORS" : "CREDITORS").id;
  const direction = isSale ? 1 : -1;
  return { date: row.date, entries: entriesOf(lines, row.line_amount_types, { chart, control, direction }) };
}
