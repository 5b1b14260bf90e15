/** UpdateTransaction. */
import { clientOf } from "../../books/client.js";
import { changeCredit } from "../../books/credit.js";
import { invoiceOf } from "../../books/invoice/find.js";
import { settle } from "../../books/invoice/status.js";
import { changePaid } from "../../books/ledger.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";
import { refuse } from "../../declare/refuse.js";

const notFound = "Transaction ID Not Found";
const clientNotFound = "Client ID Not Found";
const invoiceNotFound = "Invoice ID Not Found";
const currencyNotFound = "Currency ID Not Found";
const isCredit = "A transaction that was added to the client's credit cannot pay an invoice";
const negative = "The amounts of a transaction must not be negative";

export const updateTransaction = action({
  name: "UpdateTransaction",
  area: "billing",
  description: "Update a transaction; only what is given changes.",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    transactionid: param.required(param.id("The transaction's id in these books", notFound), notFound),
    refundid: param.count("The transaction that this one refunds"),
    userid: param.id("The client it belongs to", clientNotFound),
    invoiceid: param.id("The invoice it pays or refunds; 0 for none", invoiceNotFound),
    transid: param.text("The gateway's id of it"),
    date: param.moment("When it was made"),
    gateway: param.text("The payment method in system format"),
    currency: param.id("Its currency; 0 for the client's own", currencyNotFound),
    description: param.text("What it was for"),
    amountin: param.money("What came in"),
    fees: param.money("What it cost"),
    amountout: param.money("What went out"),
    rate: param.rate("The rate of its currency to the default one"),
    credit: param.bool("Whether what came in is added to the client's credit, once; not with an invoice"),
  },
  response: { transactionid: field.intText("The transaction's id") },
  errors: [notFound, clientNotFound, invoiceNotFound, currencyNotFound, isCredit, negative],
  example: { request: { transactionid: 1, description: "Cheque 1001" }, response: { transactionid: "1" } },
  async run(context, input) {
    const { db } = context;
    const before = await db
      .selectFrom("transactions")
      .selectAll()
      .where("id", "=", input.transactionid)
      .executeTakeFirst();
    if (before === undefined) throw refuse(notFound);
    const clientId = input.userid ?? before.client_id;
    if (input.userid !== undefined) await clientOf(db, input.userid, clientNotFound);
    const invoiceId = input.invoiceid === undefined ? before.invoice_id : input.invoiceid || null;
    if (invoiceId !== null) {
      await invoiceOf(db, invoiceId, invoiceNotFound);
      if (before.credited > 0) throw refuse(isCredit);
    }
    const currencyId = input.currency === undefined ? before.currency_id : input.currency || null;
    if (currencyId !== null) {
      const known = await db.selectFrom("currencies").select("id").where("id", "=", currencyId).executeTakeFirst();
      if (known === undefined) throw refuse(currencyNotFound);
    }
    const amountIn = input.amountin ?? before.amount_in;
    const takesCredit = input.credit === true && clientId !== null && invoiceId === null;
    const after = {
      client_id: clientId,
      invoice_id: invoiceId,
      currency_id: currencyId,
      refund_id: input.refundid ?? before.refund_id,
      transaction_id: input.transid ?? before.transaction_id,
      date: input.date ?? before.date,
      payment_method: input.gateway || before.payment_method,
      description: input.description ?? before.description,
      amount_in: amountIn,
      fees: input.fees ?? before.fees,
      amount_out: input.amountout ?? before.amount_out,
      rate_e5: input.rate ?? before.rate_e5,
      credited: takesCredit ? Math.max(before.credited, amountIn) : before.credited,
    };
    if (after.amount_in < 0 || after.amount_out < 0) throw refuse(negative);
    await db.updateTable("transactions").set(after).where("id", "=", before.id).execute();
    if (before.invoice_id !== null) {
      await changePaid(context, before.invoice_id, before.amount_out - before.amount_in);
    }
    if (invoiceId !== null) {
      const invoice = await changePaid(context, invoiceId, after.amount_in - after.amount_out);
      await settle(context, invoice, { paidAt: after.date, noemail: true });
    }
    if (clientId !== null && after.credited > before.credited) {
      await changeCredit(context, clientId, after.credited - before.credited, {
        description: `Credit from Transaction ID ${before.id}`,
      });
    }
    await context.log(`Modified Transaction - Transaction ID: ${before.id}`, clientId);
    return { transactionid: before.id };
  },
});
