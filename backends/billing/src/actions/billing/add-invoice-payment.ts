/** AddInvoicePayment. */
import { balanceOf, invoiceOf } from "../../books/invoice/find.js";
import { book } from "../../books/ledger.js";
import { checkPaymentMethod } from "../../books/payment-method.js";
import { isOn } from "../../books/settings.js";
import { action } from "../../declare/action.js";
import * as param from "../../declare/param.js";
import { refuse } from "../../declare/refuse.js";

const notFound = "Invoice ID Not Found";
const cancelled = "It is not possible to add a payment to an invoice that is Cancelled";
const negative = "The amount of a payment must not be negative";
const notUnique = "Transaction ID must be Unique";

export const addInvoicePayment = action({
  name: "AddInvoicePayment",
  area: "billing",
  description: "Add a payment to an invoice; what is above its balance becomes the client's credit.",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    invoiceid: param.required(param.id("The invoice that is paid", notFound), notFound),
    transid: param.text("The gateway's id of the payment"),
    gateway: param.text("The payment method in system format (default: the invoice's own)"),
    date: param.moment("When it was paid, YYYY-mm-dd HH:mm:ss (default: now)"),
    amount: param.money("The amount paid (default: the balance of the invoice)"),
    fees: param.money("What the payment cost"),
    noemail: param.bool("Whether the client is not sent the payment confirmation"),
  },
  response: {},
  errors: [notFound, cancelled, negative, notUnique, "Invalid Payment Method. Valid options include $methods"],
  example: {
    request: {
      invoiceid: 1,
      transid: "D28DJIDJW393JDWQKQI332",
      gateway: "mailin",
      date: "2026-03-10 11:00:00",
    },
    response: {},
  },
  async run(context, input) {
    const invoice = await invoiceOf(context.db, input.invoiceid, notFound);
    if (invoice.status === "Cancelled") throw refuse(cancelled);
    const amount = input.amount ?? balanceOf(invoice);
    // Who asks to pay the rest of an invoice on which nothing is open has what they want.
    if (input.amount === undefined && amount <= 0) return {};
    if (amount < 0) throw refuse(negative);
    await checkPaymentMethod(context, input.gateway);
    const { transid = "" } = input;
    if (isOn(context.settings.StrictPayments) && transid !== "") {
      const taken = await context.db
        .selectFrom("transactions")
        .select("id")
        .where("transaction_id", "=", transid)
        .executeTakeFirst();
      if (taken !== undefined) throw refuse(notUnique);
    }
    const entry = {
      clientId: invoice.client_id,
      invoice,
      paymentMethod: input.gateway || invoice.payment_method,
      date: input.date ?? context.now,
      description: "Invoice Payment",
      amountIn: amount,
      fees: input.fees ?? 0,
      amountOut: 0,
      transactionId: transid,
    };
    await book(context, entry, { noemail: input.noemail });
    return {};
  },
});
