/** Lists of bank transactions, and one. */
import { sql } from "kysely";
import { unitPlacesOf } from "../documents/unit-places.js";
import { listConditions } from "../http/list.js";
import { done, type Operation } from "../http/operation.js";
import { pageOf, pagingOf } from "../http/paging.js";
import { notFound } from "../http/refusal.js";
import { currencyOf, type Fields } from "../where/fields.js";
import { parseOrder } from "../where/order.js";
import { findTransaction, selectTransactions, writeTransactions } from "./read-transactions.js";

const fields: Fields = {
  BankTransactionID: { type: "guid", sql: sql`bank_transactions.id` },
  Type: { type: "text", sql: sql`bank_transactions.type` },
  Status: { type: "text", sql: sql`bank_transactions.status` },
  Reference: { type: "text", sql: sql`bank_transactions.reference` },
  Url: { type: "text", sql: sql`bank_transactions.url` },
  Date: { type: "day", sql: sql`bank_transactions.date` },
  CurrencyCode: { type: "text", sql: currencyOf("bank_transactions") },
  HasAttachments: { type: "flag", sql: sql`0` },
  IsReconciled: { type: "flag", sql: sql`bank_transactions.is_reconciled` },
  LineAmountTypes: { type: "text", sql: sql`bank_transactions.line_amount_types` },
  SubTotal: { type: "amount", sql: sql`bank_transactions.sub_total` },
  TotalTax: { type: "amount", sql: sql`bank_transactions.total_tax` },
  Total: { type: "amount", sql: sql`bank_transactions.total` },
  PrepaymentID: { type: "guid", sql: sql`bank_transactions.prepayment_id` },
  OverpaymentID: { type: "guid", sql: sql`bank_transactions.overpayment_id` },
  UpdatedDateUTC: { type: "moment", sql: sql`bank_transactions.updated_at` },
  "Contact.ContactID": { type: "guid", sql: sql`contacts.id` },
  "Contact.Name": { type: "text", sql: sql`contacts.name` },
  "BankAccount.AccountID": { type: "guid", sql: sql`accounts.id` },
  "BankAccount.Code": { type: "text", sql: sql`accounts.code` },
  "BankAccount.Name": { type: "text", sql: sql`accounts.name` },
};

const need = { area: "bankTransactions", writes: false } as const;

/** The operation `getBankTransactions`: without a page, they come without their lines. */
export const getBankTransactions: Operation = {
  name: "getBankTransactions",
  method: "GET",
  path: "BankTransactions",
  need,
  async answer(context, request) {
    const { db, organisation } = context;
    const { parameters } = request;
    const conditions = listConditions(request, "bank_transactions", organisation.id, fields);
    const query = selectTransactions(db).where((eb) => eb.and(conditions));
    const paging = pagingOf(parameters);
    const order = parseOrder(parameters.text("order"), fields);
    const unitPlaces = unitPlacesOf(parameters);
    const { rows, pagination } = await pageOf(query, { order, last: sql`bank_transactions.rowid`, paging });
    const BankTransactions = await writeTransactions(context, rows, { unitPlaces, withLines: paging !== undefined });
    return done({ ...(pagination && { pagination }), BankTransactions });
  },
};

/** The operation `getBankTransaction`. */
export const getBankTransaction: Operation = {
  name: "getBankTransaction",
  method: "GET",
  path: "BankTransactions/:id",
  need,
  async answer(context, { id, parameters }) {
    const unitPlaces = unitPlacesOf(parameters);
    const row = await findTransaction(context, id);
    if (row === undefined) throw notFound();
    return done({ BankTransactions: await writeTransactions(context, [row], { unitPlaces, withLines: true }) });
  },
};
