/** A transaction as it is answered. */
import type { Selectable } from "kysely";
import type { Tables } from "../database/tables.js";
import * as field from "../declare/field.js";

export const transactionFields = {
  id: field.intText("The transaction's id in these books"),
  userid: field.idOrZeroText("The client id, 0 when it belongs to none"),
  currency: field.idOrZeroText("The currency id, 0 for the client's own"),
  gateway: field.text("The payment method in system format"),
  date: field.moment("When it was made"),
  description: field.text("What it was for"),
  amountin: field.money("What came in"),
  fees: field.money("What it cost"),
  amountout: field.money("What went out"),
  rate: field.decimal(5, "The rate of its currency to the default one"),
  transid: field.text("The gateway's own id"),
  invoiceid: field.idOrZeroText("The invoice id, 0 when it belongs to none"),
  refundid: field.intText("The transaction that this one refunds, else 0"),
};

/** A transaction under the names that answers have for its columns. */
export function answeredTransaction(row: Selectable<Tables["transactions"]>) {
  return {
    id: row.id,
    userid: row.client_id,
    currency: row.currency_id,
    gateway: row.payment_method,
    date: row.date,
    description: row.description,
    amountin: row.amount_in,
    fees: row.fees,
    amountout: row.amount_out,
    rate: row.rate_e5,
    transid: row.transaction_id,
    invoiceid: row.invoice_id,
    refundid: row.refund_id,
  };
}
