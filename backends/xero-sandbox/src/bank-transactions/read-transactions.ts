/** Bank transactions from the database, as they go over the wire. */
import { type Chart, readChart } from "../accounts/chart.js";
import { writeContactReference } from "../contacts/write-contact.js";
import type { BankTransactionRow } from "../database/ledger-tables.js";
import type { Db } from "../database/tables.js";
import { readLinesOf } from "../documents/keep-lines.js";
import type { Line } from "../documents/line-rules.js";
import { type UnitPlaces, writeLine } from "../documents/write-line.js";
import type { Context } from "../http/context.js";
import { writeDay, writeDayString, writeMoment } from "../http/dates.js";
import { isGuid } from "../http/shape.js";
import { writeDecimal } from "../money/decimals.js";

/** A bank transaction with the name of its contact. */
export type TransactionWithContact = BankTransactionRow & { readonly contact_name: string };

export function selectTransactions(db: Db) {
  return db
    .selectFrom("bank_transactions")
    .innerJoin("contacts", "contacts.id", "bank_transactions.contact_id")
    .innerJoin("accounts", "accounts.id", "bank_transactions.bank_account_id")
    .selectAll("bank_transactions")
    .select("contacts.name as contact_name");
}

export async function findTransaction(
  { db, organisation }: Context,
  id: string,
): Promise<TransactionWithContact | undefined> {
  if (!isGuid(id)) return undefined;
  return await selectTransactions(db)
    .where("bank_transactions.organisation_id", "=", organisation.id)
    .where("bank_transactions.id", "=", id.toLowerCase())
    .executeTakeFirst();
}

/** Writes them whole, or without lines. */
export async function writeTransactions(
  context: Context,
  rows: readonly TransactionWithContact[],
  { unitPlaces, withLines }: { readonly unitPlaces: UnitPlaces; readonly withLines: boolean },
) {
  const chart = await readChart(context);
  const ids = rows.map(({ id }) => id);
  const lines: ReadonlyMap<string, readonly Line[]> = withLines ? await readLinesOf(context.db, ids) : new Map();
  return rows.map((row) => {
    const own = lines.get(row.id) ?? [];
    return writeTransaction(row, {
      chart,
      currency: context.organisation.base_currency,
      lines: own.map((line) => writeLine(line, chart, unitPlaces)),
    });
  });
}

type Parts = { readonly chart: Chart; readonly currency: string; readonly lines: readonly object[] };

function writeTransaction(row: TransactionWithContact, { chart, currency, lines }: Parts) {
  const bank = chart.byId(row.bank_account_id);
  return {
    BankTransactionID: row.id,
    BankAccount: { AccountID: row.bank_account_id, Code: bank?.code ?? "", Name: bank?.name ?? "" },
    Type: row.type,
    Reference: row.reference ?? "",
    ...(row.url === null ? {} : { Url: row.url }),
    IsReconciled: row.is_reconciled === 1,
    CurrencyRate: 1,
    ...(row.prepayment_id === null ? {} : { PrepaymentID: row.prepayment_id }),
    ...(row.overpayment_id === null ? {} : { OverpaymentID: row.overpayment_id }),
    HasAttachments: false,
    Contact: writeContactReference({ id: row.contact_id, name: row.contact_name }),
    DateString: writeDayString(row.date),
    Date: writeDay(row.date),
    Status: row.status,
    LineAmountTypes: row.line_amount_types,
    LineItems: lines,
    SubTotal: writeDecimal(row.sub_total, 2),
    TotalTax: writeDecimal(row.total_tax, 2),
    Total: writeDecimal(row.total, 2),
    UpdatedDateUTC: writeMoment(row.updated_at),
    CurrencyCode: currency,
  };
}
