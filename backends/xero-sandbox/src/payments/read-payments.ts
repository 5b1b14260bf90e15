/** Payments from the database, as they go over the wire. */
import { sql } from "kysely";
import { writeContactReference } from "../contacts/write-contact.js";
import type { InvoiceRow, PaymentRow } from "../database/ledger-tables.js";
import type { Db } from "../database/tables.js";
import type { Context } from "../http/context.js";
import { writeDay, writeMoment, writeMomentString } from "../http/dates.js";
import { isGuid } from "../http/shape.js";
import { findInvoice, writeInvoices } from "../invoices/read-invoices.js";
import { writeDecimal } from "../money/decimals.js";

/** A payment with what it names. */
export type FullPayment = PaymentRow & {
  readonly account_code: string;
  readonly account_name: string;
  readonly invoice_type: InvoiceRow["type"];
  readonly invoice_number: string;
  readonly contact_id: string;
  readonly contact_name: string;
};

export function selectPayments(db: Db) {
  return db
    .selectFrom("payments")
    .innerJoin("accounts", "accounts.id", "payments.account_id")
    .innerJoin("invoices", "invoices.id", "payments.invoice_id")
    .innerJoin("contacts", "contacts.id", "invoices.contact_id")
    .selectAll("payments")
    .select([
      "accounts.code as account_code",
      "accounts.name as account_name",
      "invoices.type as invoice_type",
      "invoices.number as invoice_number",
      "contacts.id as contact_id",
      "contacts.name as contact_name",
    ]);
}

export async function findPayment({ db, organisation }: Context, id: string): Promise<FullPayment | undefined> {
  if (!isGuid(id)) return undefined;
  return await selectPayments(db)
    .where("payments.organisation_id", "=", organisation.id)
    .where("payments.id", "=", id.toLowerCase())
    .executeTakeFirst();
}

/** The kind of a payment, in SQL. */
export const paymentType = sql<string>`case invoices.type when 'ACCREC' then 'ACCRECPAYMENT' else 'ACCPAYPAYMENT' end`;

/** A payment in a list: its invoice is only named. */
export function writePayment(row: FullPayment, currency: string) {
  return {
    PaymentID: row.id,
    Date: writeDay(row.date),
    BankAmount: writeDecimal(row.amount, 2),
    Amount: writeDecimal(row.amount, 2),
    Reference: row.reference ?? "",
    CurrencyRate: 1,
    PaymentType: `${row.invoice_type}PAYMENT`,
    Status: row.status,
    UpdatedDateUTC: writeMoment(row.updated_at),
    UpdatedDateUTCString: writeMomentString(row.updated_at),
    HasAccount: true,
    IsReconciled: row.is_reconciled === 1,
    Account: { AccountID: row.account_id, Code: row.account_code, Name: row.account_name },
    Invoice: {
      Type: row.invoice_type,
      InvoiceID: row.invoice_id,
      InvoiceNumber: row.invoice_number,
      Payments: [],
      CreditNotes: [],
      Prepayments: [],
      Overpayments: [],
      HasErrors: false,
      IsDiscounted: false,
      Contact: writeContactReference({ id: row.contact_id, name: row.contact_name }),
      LineItems: [],
      CurrencyCode: currency,
    },
    HasValidationErrors: false,
  };
}

/** One payment, with the whole of its invoice. */
export async function writeWholePayment(context: Context, row: FullPayment) {
  const invoice = await findInvoice(context, row.invoice_id);
  const rows = invoice === undefined ? [] : [invoice];
  const [Invoice] = await writeInvoices(context, rows, { unitPlaces: 4, withLines: true });
  return { ...writePayment(row, context.organisation.base_currency), Invoice };
}
