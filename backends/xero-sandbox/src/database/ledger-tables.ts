/**
 * The tables of the books, one type a row. Ids are UUIDs in lower case, days `YYYY-MM-DD`, moments ISO 8601 in UTC with
 * milliseconds, flags 0 or 1. Amounts are whole cents, prices and quantities whole ten-thousandths, so that all of it
 * sorts, compares and adds up exactly.
 */
import type { Generated } from "kysely";

type Id = { readonly id: string; readonly organisation_id: string };
type Flag = 0 | 1;

/** A company: what Xero calls an organisation and, seen from a client, a tenant. */
export type OrganisationRow = {
  readonly id: string;
  readonly name: string;
  readonly short_code: string;
  readonly base_currency: string;
  readonly country_code: string;
  readonly version: string;
  readonly timezone: string;
  readonly tax_number: string;
  /** The last day of the financial year. */
  readonly year_end_day: number;
  readonly year_end_month: number;
  readonly is_demo: Flag;
  readonly created_at: string;
};

export type AccountRow = Id & {
  readonly code: string;
  readonly name: string;
  readonly type: string;
  readonly class: "ASSET" | "EQUITY" | "EXPENSE" | "LIABILITY" | "REVENUE";
  readonly status: "ACTIVE" | "ARCHIVED";
  readonly description: string;
  readonly tax_type: string;
  /** The account's part in the books; callers cannot post to it themselves. */
  readonly system_account: string | null;
  readonly bank_account_number: string | null;
  readonly takes_payments: Flag;
  readonly updated_at: string;
};

/** What a tax type adds, and on which side of the books it may be used. */
export type TaxRateRow = {
  readonly organisation_id: string;
  readonly tax_type: string;
  readonly name: string;
  /** In hundredths of a percent: 15 % is 1500. */
  readonly rate_e2: number;
  readonly sales: Flag;
  readonly purchases: Flag;
};

export type ContactRow = Id & {
  readonly name: string;
  readonly status: "ACTIVE" | "ARCHIVED" | "GDPRREQUEST";
  readonly contact_number: string | null;
  readonly account_number: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly email: string | null;
  /** What nothing is looked up by, as it goes over the wire: addresses, phones, terms. A JSON object. */
  readonly details: string;
  readonly updated_at: string;
};

/** What every document with lines has. */
type DocumentRow = Id & {
  readonly contact_id: string;
  readonly date: string;
  readonly reference: string | null;
  readonly line_amount_types: "Exclusive" | "Inclusive" | "NoTax";
  readonly sub_total: number;
  readonly total_tax: number;
  readonly total: number;
  readonly total_discount: number;
  readonly updated_at: string;
};

export type InvoiceStatus = "DRAFT" | "SUBMITTED" | "DELETED" | "AUTHORISED" | "PAID" | "VOIDED";

export type InvoiceRow = DocumentRow & {
  readonly type: "ACCREC" | "ACCPAY";
  readonly number: string;
  readonly status: InvoiceStatus;
  readonly due_date: string | null;
  readonly url: string | null;
  readonly branding_theme_id: string | null;
  readonly sent_to_contact: Flag;
  readonly expected_payment_date: string | null;
  readonly planned_payment_date: string | null;
  readonly amount_paid: number;
  readonly fully_paid_on: string | null;
  /** The client that made it. */
  readonly client_id: string;
};

export type LineItemRow = {
  readonly id: string;
  /** The invoice, bank transaction or quote. */
  readonly document_id: string;
  readonly position: number;
  readonly description: string | null;
  readonly quantity_e4: number | null;
  readonly unit_amount_e4: number | null;
  readonly account_id: string | null;
  readonly item_code: string | null;
  readonly tax_type: string | null;
  readonly tax_amount: number;
  readonly line_amount: number;
  readonly discount_rate_e2: number | null;
  readonly discount_amount: number | null;
  /** A JSON array, as it goes over the wire. */
  readonly tracking: string;
};

export type BankTransactionRow = DocumentRow & {
  readonly type: string;
  readonly status: "AUTHORISED" | "DELETED" | "VOIDED";
  readonly bank_account_id: string;
  readonly is_reconciled: Flag;
  readonly url: string | null;
  readonly prepayment_id: string | null;
  readonly overpayment_id: string | null;
};

export type PaymentRow = Id & {
  readonly invoice_id: string;
  readonly account_id: string;
  readonly date: string;
  readonly amount: number;
  readonly reference: string | null;
  readonly is_reconciled: Flag;
  readonly status: "AUTHORISED" | "DELETED";
  readonly updated_at: string;
};

export type QuoteRow = DocumentRow & {
  readonly number: string;
  readonly status: "DRAFT" | "SENT" | "DECLINED" | "ACCEPTED" | "INVOICED" | "DELETED";
  readonly expiry_date: string | null;
  readonly title: string | null;
  readonly summary: string | null;
  readonly terms: string | null;
  readonly branding_theme_id: string | null;
};

/** A journal: lines that add up to nothing. Never changed; what no longer holds is reversed by another one. */
type JournalRow = {
  readonly id: Generated<number>;
  readonly organisation_id: string;
  readonly date: string;
  readonly source_id: string;
  /** The journal that this one takes back. */
  readonly reverses: number | null;
  readonly posted_at: string;
};

/** A debit is positive, a credit negative. */
type JournalLineRow = {
  readonly journal_id: number;
  readonly account_id: string;
  readonly amount: number;
};

type SequenceRow = { readonly organisation_id: string; readonly name: string; readonly next: number };

/** A reply that is given again when the same client repeats the request. */
type KeptReplyRow = {
  readonly client_id: string;
  readonly organisation_id: string;
  readonly key: string;
  readonly request_digest: string;
  readonly status: number;
  readonly body: string;
  readonly kept_at: string;
};

export type LedgerTables = {
  readonly organisations: OrganisationRow;
  readonly accounts: AccountRow;
  readonly tax_rates: TaxRateRow;
  readonly contacts: ContactRow;
  readonly invoices: InvoiceRow;
  readonly line_items: LineItemRow;
  readonly bank_transactions: BankTransactionRow;
  readonly payments: PaymentRow;
  readonly quotes: QuoteRow;
  readonly journals: JournalRow;
  readonly journal_lines: JournalLineRow;
  readonly sequences: SequenceRow;
  readonly kept_replies: KeptReplyRow;
};
