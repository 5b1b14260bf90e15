/** Makes and changes quotes. A quote is a promise and not in the ledger. */
import { readChart } from "../accounts/chart.js";
import type { QuoteRow } from "../database/ledger-tables.js";
import { checkCurrency, contactIdOf } from "../documents/document-head.js";
import { keepLines, readLines } from "../documents/keep-lines.js";
import { mergeLines } from "../documents/merge-lines.js";
import { nextNumber } from "../documents/next-number.js";
import { totalsOf } from "../documents/totals.js";
import { Invalid, type Json, saveAll, tooLong } from "../http/batch.js";
import type { Context } from "../http/context.js";
import type { Operation } from "../http/operation.js";
import { type QuoteStatus, quote, quoteLengths, type SentQuote } from "./quote-kind.js";
import { type QuoteWithContact, selectQuotes, writeQuotes } from "./read-quotes.js";

const elements = {
  plural: "Quotes",
  singular: "Quote",
  kind: quote,
  unsaved: { QuoteID: "00000000-0000-0000-0000-000000000000" },
  flaw: undefined,
} as const;

const need = { area: "invoices", writes: true } as const;

/** The operation `createQuotes`. */
export const createQuotes: Operation = {
  name: "createQuotes",
  method: "PUT",
  path: "Quotes",
  need,
  answer(context, request) {
    const save = async (inside: Context, sent: SentQuote): Promise<Json> => {
      if (sent.QuoteID !== undefined) throw new Invalid(["A QuoteID cannot be given to a new quote"]);
      return await saveQuote(inside, sent, undefined);
    };
    return saveAll(context, request, { ...elements, save });
  },
};

/** The operation `updateOrCreateQuotes`: an id or a number says which one is changed. */
export const updateOrCreateQuotes: Operation = {
  name: "updateOrCreateQuotes",
  method: "POST",
  path: "Quotes",
  need,
  answer(context, request) {
    const save = async (inside: Context, sent: SentQuote): Promise<Json> => {
      const before = await findQuote(inside, sent);
      if (sent.QuoteID !== undefined && before === undefined) {
        throw new Invalid(["The QuoteID is not of a quote of this organisation"]);
      }
      return await saveQuote(inside, sent, before);
    };
    return saveAll(context, request, { ...elements, save });
  },
};

async function findQuote({ db, organisation }: Context, { QuoteID, QuoteNumber }: SentQuote) {
  const quotes = selectQuotes(db).where("quotes.organisation_id", "=", organisation.id);
  if (QuoteID !== undefined) return await quotes.where("quotes.id", "=", QuoteID).executeTakeFirst();
  if (!QuoteNumber) return undefined;
  return await quotes
    .where("quotes.number", "=", QuoteNumber)
    .where("quotes.status", "!=", "DELETED")
    .executeTakeFirst();
}

/** The statuses that a quote can get, by the one that it has. */
const allowed: Readonly<Record<QuoteStatus, readonly QuoteStatus[]>> = {
  DRAFT: ["DRAFT", "SENT", "DELETED"],
  SENT: ["SENT", "DRAFT", "ACCEPTED", "DECLINED", "INVOICED", "DELETED"],
  DECLINED: ["DECLINED", "SENT", "ACCEPTED", "DELETED"],
  ACCEPTED: ["ACCEPTED", "SENT", "DECLINED", "INVOICED", "DELETED"],
  INVOICED: [],
  DELETED: [],
};

async function saveQuote(context: Context, sent: SentQuote, before: QuoteWithContact | undefined): Promise<Json> {
  const stored = before === undefined ? undefined : (await writeQuotes(context, [before]))[0];
  const problems: string[] = [];
  const status = sent.Status ?? before?.status ?? "DRAFT";
  const next: readonly QuoteStatus[] = before === undefined ? ["DRAFT", "SENT"] : allowed[before.status];
  if (!next.includes(status)) throw new Invalid(["Quote not of valid status for modification"], stored);
  const head = await headOf(context, sent, before, problems);
  const lines = mergeLines(
    sent.LineItems,
    before === undefined ? [] : await readLines(context.db, before.id),
    {
      chart: await readChart(context),
      side: "sales",
      lineAmountTypes: head.line_amount_types,
      keepsTax: head.line_amount_types === before?.line_amount_types,
      needsAccounts: false,
      allowsDiscounts: true,
      unitPlaces: 4,
      newId: context.newId,
    },
    problems,
  );
  if (problems.length > 0) throw new Invalid(problems, stored);
  const row: QuoteRow = { ...head, status, ...totalsOf(lines, head.line_amount_types) };
  if (before === undefined) await context.db.insertInto("quotes").values(row).execute();
  else await context.db.updateTable("quotes").set(row).where("id", "=", row.id).execute();
  await keepLines(context.db, row.id, lines);
  const kept = await findQuote(context, { QuoteID: row.id });
  const [json] = await writeQuotes(context, kept === undefined ? [] : [kept]);
  return json ?? {};
}

const amountTypes = { EXCLUSIVE: "Exclusive", INCLUSIVE: "Inclusive", NOTAX: "NoTax" } as const;

type Head = Omit<QuoteRow, "status" | "sub_total" | "total_tax" | "total" | "total_discount">;

async function headOf(
  context: Context,
  sent: SentQuote,
  before: QuoteRow | undefined,
  problems: string[],
): Promise<Head> {
  problems.push(...tooLong(sent, quoteLengths));
  checkCurrency(context, sent.CurrencyCode, problems);
  const types = sent.LineAmountTypes === undefined ? undefined : amountTypes[sent.LineAmountTypes];
  return {
    id: before?.id ?? context.newId(),
    organisation_id: context.organisation.id,
    contact_id: await contactIdOf(context, sent.Contact, before?.contact_id, problems),
    number: await numberOf(context, sent, before, problems),
    date: sent.Date ?? before?.date ?? context.today,
    expiry_date: sent.ExpiryDate ?? before?.expiry_date ?? null,
    reference: sent.Reference ?? before?.reference ?? null,
    line_amount_types: types ?? before?.line_amount_types ?? "Exclusive",
    title: sent.Title ?? before?.title ?? null,
    summary: sent.Summary ?? before?.summary ?? null,
    terms: sent.Terms ?? before?.terms ?? null,
    branding_theme_id: sent.BrandingThemeID ?? before?.branding_theme_id ?? null,
    updated_at: context.now,
  };
}

async function numberOf(
  context: Context,
  { QuoteNumber: given }: SentQuote,
  before: QuoteRow | undefined,
  problems: string[],
): Promise<string> {
  const number = given || before?.number;
  if (number !== undefined) {
    const other = await findQuote(context, { QuoteNumber: number });
    if (other !== undefined && other.id !== before?.id) problems.push("Quote # must be unique.");
    return number;
  }
  if (problems.length > 0) return "";
  const isUsed = async (QuoteNumber: string) => (await findQuote(context, { QuoteNumber })) !== undefined;
  return await nextNumber(context, { sequence: "quotes", prefix: "QU" }, isUsed);
}
