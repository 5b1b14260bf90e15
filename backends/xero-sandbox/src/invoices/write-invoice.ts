/** An invoice as it goes over the wire. */
import type { Chart } from "../accounts/chart.js";
import { writeContactReference } from "../contacts/write-contact.js";
import type { InvoiceRow, PaymentRow } from "../database/ledger-tables.js";
import type { Line } from "../documents/line-rules.js";
import { type UnitPlaces, writeLine } from "../documents/write-line.js";
import { writeDay, writeDayString, writeMoment, writeMomentString } from "../http/dates.js";
import { writeDecimal } from "../money/decimals.js";

export type InvoiceWithContact = InvoiceRow & { readonly contact_name: string };

type Parts = {
  readonly currency: string;
  readonly payments: readonly PaymentRow[];
  /** Left out where an invoice is shown in summary. */
  readonly lines: readonly Line[];
  readonly chart: Chart;
  readonly unitPlaces: UnitPlaces;
};

/** The whole of it; without lines where none are given. */
export function writeInvoice(row: InvoiceWithContact, { currency, payments, lines, chart, unitPlaces }: Parts) {
  return {
    ...writeInvoiceSummary(row, currency),
    Payments: payments.map(writePaymentOnInvoice),
    CreditNotes: [],
    Prepayments: [],
    Overpayments: [],
    LineItems: lines.map((line) => writeLine(line, chart, unitPlaces)),
  };
}

/** The light form: no lines and no payments. */
export function writeInvoiceSummary(row: InvoiceWithContact, currency: string) {
  return {
    Type: row.type,
    InvoiceID: row.id,
    InvoiceNumber: row.number,
    Reference: row.reference ?? "",
    ...(row.url === null ? {} : { Url: row.url }),
    ...(row.branding_theme_id === null ? {} : { BrandingThemeID: row.branding_theme_id }),
    AmountDue: writeDecimal(amountDue(row), 2),
    AmountPaid: writeDecimal(row.amount_paid, 2),
    AmountCredited: 0,
    SentToContact: row.sent_to_contact === 1,
    CurrencyRate: 1,
    HasErrors: false,
    IsDiscounted: row.total_discount !== 0,
    HasAttachments: false,
    Contact: writeContactReference({ id: row.contact_id, name: row.contact_name }),
    DateString: writeDayString(row.date),
    Date: writeDay(row.date),
    ...(row.due_date === null ? {} : { DueDateString: writeDayString(row.due_date), DueDate: writeDay(row.due_date) }),
    ...(row.fully_paid_on === null ? {} : { FullyPaidOnDate: writeDay(row.fully_paid_on) }),
    ...(row.expected_payment_date === null ? {} : { ExpectedPaymentDate: writeDay(row.expected_payment_date) }),
    ...(row.planned_payment_date === null ? {} : { PlannedPaymentDate: writeDay(row.planned_payment_date) }),
    Status: row.status,
    LineAmountTypes: row.line_amount_types,
    SubTotal: writeDecimal(row.sub_total, 2),
    TotalTax: writeDecimal(row.total_tax, 2),
    Total: writeDecimal(row.total, 2),
    ...(row.total_discount === 0 ? {} : { TotalDiscount: writeDecimal(row.total_discount, 2) }),
    UpdatedDateUTC: writeMoment(row.updated_at),
    UpdatedDateUTCString: writeMomentString(row.updated_at),
    CurrencyCode: currency,
  };
}

/** What is still to be paid: nothing of a document that is void. */
function amountDue({ status, total, amount_paid }: InvoiceRow): number {
  return status === "VOIDED" || status === "DELETED" ? 0 : total - amount_paid;
}

function writePaymentOnInvoice(row: PaymentRow) {
  return {
    PaymentID: row.id,
    Date: writeDay(row.date),
    Amount: writeDecimal(row.amount, 2),
    ...(row.reference === null ? {} : { Reference: row.reference }),
    CurrencyRate: 1,
    HasAccount: false,
    HasValidationErrors: false,
  };
}
