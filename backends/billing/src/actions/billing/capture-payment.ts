/** CapturePayment. */
import { balanceOf, invoiceOf } from "../../books/invoice/find.js";
import { book } from "../../books/ledger.js";
import { action } from "../../declare/action.js";
import * as param from "../../declare/param.js";
import { refuse } from "../../declare/refuse.js";
import { writeCents } from "../../money/cents.js";

const notOpen = "Invoice Not Found or Not Unpaid";
const failed = "Payment Attempt Failed";

export const capturePayment = action({
  name: "CapturePayment",
  area: "billing",
  description: "Charge the client's card for what is to be paid of an invoice.",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    invoiceid: param.required(param.id("The invoice to charge for", notOpen), notOpen),
    cvv: param.text("The card's verification number; handed to the gateway, never kept"),
  },
  response: {},
  errors: [notOpen, failed],
  example: { request: { invoiceid: 2 }, response: {} },
  async run(context, { invoiceid }) {
    const { db, now } = context;
    const invoice = await invoiceOf(db, invoiceid, notOpen);
    if (invoice.status !== "Unpaid") throw refuse(notOpen);
    const { payment_method: module } = invoice;
    const method = await db
      .selectFrom("payment_methods")
      .select("is_card")
      .where("module", "=", module)
      .executeTakeFirst();
    const amount = balanceOf(invoice);
    if (method?.is_card !== 1 || amount <= 0) throw refuse(failed);
    const charge = {
      module,
      operation: "Capture",
      subject: String(invoiceid),
      parameters: { amount: writeCents(amount) },
    };
    const result = await context.module(charge);
    if (!result.ok) throw refuse(failed);
    await db.updateTable("invoices").set({ last_capture_attempt_at: now }).where("id", "=", invoiceid).execute();
    await book(context, {
      clientId: invoice.client_id,
      invoice,
      paymentMethod: module,
      date: now,
      description: "Invoice Payment",
      amountIn: amount,
      fees: 0,
      amountOut: 0,
      transactionId: result.values?.transid ?? `capture-${invoiceid}-${now.replace(/\D/g, "")}`,
    });
    await context.log(`Credit Card Captured - Invoice ID: ${invoiceid}`, invoice.client_id);
    return {};
  },
});
