/** Lists of payments, and one. */
import { sql } from "kysely";
import { listConditions } from "../http/list.js";
import { done, type Operation } from "../http/operation.js";
import { pageOf, pagingOf } from "../http/paging.js";
import { notFound } from "../http/refusal.js";
import type { Fields } from "../where/fields.js";
import { parseOrder } from "../where/order.js";
import { findPayment, paymentType, selectPayments, writePayment, writeWholePayment } from "./read-payments.js";

const fields: Fields = {
  PaymentID: { type: "guid", sql: sql`payments.id` },
  Status: { type: "text", sql: sql`payments.status` },
  PaymentType: { type: "text", sql: paymentType },
  Date: { type: "day", sql: sql`payments.date` },
  Amount: { type: "amount", sql: sql`payments.amount` },
  Reference: { type: "text", sql: sql`payments.reference` },
  IsReconciled: { type: "flag", sql: sql`payments.is_reconciled` },
  UpdatedDateUTC: { type: "moment", sql: sql`payments.updated_at` },
  "Invoice.InvoiceID": { type: "guid", sql: sql`invoices.id` },
  "Invoice.InvoiceNumber": { type: "text", sql: sql`invoices.number` },
  "Invoice.Contact.ContactID": { type: "guid", sql: sql`contacts.id` },
  "Invoice.Contact.Name": { type: "text", sql: sql`contacts.name` },
  "Account.AccountID": { type: "guid", sql: sql`accounts.id` },
  "Account.Code": { type: "text", sql: sql`accounts.code` },
};

const need = { area: "payments", writes: false } as const;

/** The operation `getPayments`. */
export const getPayments: Operation = {
  name: "getPayments",
  method: "GET",
  path: "Payments",
  need,
  async answer({ db, organisation }, request) {
    const { parameters } = request;
    const conditions = listConditions(request, "payments", organisation.id, fields);
    const query = selectPayments(db).where((eb) => eb.and(conditions));
    const order = parseOrder(parameters.text("order"), fields);
    const page = { order, last: sql`payments.rowid`, paging: pagingOf(parameters) };
    const { rows, pagination } = await pageOf(query, page);
    const Payments = rows.map((row) => writePayment(row, organisation.base_currency));
    return done({ ...(pagination && { pagination }), Payments });
  },
};

/** The operation `getPayment`. */
export const getPayment: Operation = {
  name: "getPayment",
  method: "GET",
  path: "Payments/:id",
  need,
  async answer(context, { id }) {
    const row = await findPayment(context, id);
    if (row === undefined) throw notFound();
    return done({ Payments: [await writeWholePayment(context, row)] });
  },
};
