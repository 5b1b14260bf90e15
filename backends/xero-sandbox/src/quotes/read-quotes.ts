/** Quotes from the database, as they go over the wire. */
import { type Chart, readChart } from "../accounts/chart.js";
import { writeContactReference } from "../contacts/write-contact.js";
import type { QuoteRow } from "../database/ledger-tables.js";
import type { Db } from "../database/tables.js";
import { readLinesOf } from "../documents/keep-lines.js";
import type { Line } from "../documents/line-rules.js";
import { writeLine } from "../documents/write-line.js";
import type { Context } from "../http/context.js";
import { writeDay, writeDayString, writeMoment } from "../http/dates.js";
import { writeDecimal } from "../money/decimals.js";

/** A quote with the name of its contact. */
export type QuoteWithContact = QuoteRow & { readonly contact_name: string };

export function selectQuotes(db: Db) {
  return db
    .selectFrom("quotes")
    .innerJoin("contacts", "contacts.id", "quotes.contact_id")
    .selectAll("quotes")
    .select("contacts.name as contact_name");
}

/** Writes them whole. */
export async function writeQuotes(context: Context, rows: readonly QuoteWithContact[]) {
  const chart = await readChart(context);
  const lines = await readLinesOf(
    context.db,
    rows.map(({ id }) => id),
  );
  const currency = context.organisation.base_currency;
  return rows.map((row) => writeQuote(row, { chart, currency, lines: lines.get(row.id) ?? [] }));
}

type Parts = { readonly chart: Chart; readonly currency: string; readonly lines: readonly Line[] };

function writeQuote(row: QuoteWithContact, { chart, currency, lines }: Parts) {
  return {
    QuoteID: row.id,
    QuoteNumber: row.number,
    Reference: row.reference ?? "",
    Terms: row.terms ?? "",
    Contact: writeContactReference({ id: row.contact_id, name: row.contact_name }),
    LineItems: lines.map((line) => writeLine(line, chart, 4)),
    Date: writeDay(row.date),
    DateString: writeDayString(row.date),
    ...(row.expiry_date === null
      ? {}
      : { ExpiryDate: writeDay(row.expiry_date), ExpiryDateString: writeDayString(row.expiry_date) }),
    Status: row.status,
    CurrencyRate: 1,
    CurrencyCode: currency,
    SubTotal: writeDecimal(row.sub_total, 2),
    TotalTax: writeDecimal(row.total_tax, 2),
    Total: writeDecimal(row.total, 2),
    TotalDiscount: writeDecimal(row.total_discount, 2),
    ...(row.title === null ? {} : { Title: row.title }),
    ...(row.summary === null ? {} : { Summary: row.summary }),
    ...(row.branding_theme_id === null ? {} : { BrandingThemeID: row.branding_theme_id }),
    UpdatedDateUTC: writeMoment(row.updated_at),
    LineAmountTypes: row.line_amount_types.toUpperCase(),
  };
}
