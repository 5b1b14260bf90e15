/** GetInvoice. */
import { answered } from "../../books/invoice/answered.js";
import { balanceOf, invoiceOf } from "../../books/invoice/find.js";
import { isOn } from "../../books/settings.js";
import { answeredTransaction, transactionFields } from "../../books/transaction-fields.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";

const notFound = "Invoice ID Not Found";

export const getInvoice = action({
  name: "GetInvoice",
  area: "billing",
  description: "Retrieve a specific invoice.",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: { invoiceid: param.required(param.id("The invoice to retrieve", notFound), notFound) },
  response: {
    invoiceid: field.int("The invoice id"),
    invoicenum: field.text("The invoice's own number, empty when it has none"),
    userid: field.int("The client id"),
    date: field.day("The date of the invoice"),
    duedate: field.day("The day until which it is to be paid"),
    datepaid: field.moment("When it was paid"),
    lastcaptureattempt: field.moment("When a card was last charged for it"),
    subtotal: field.money("The lines, net of tax"),
    credit: field.money("The credit applied to it"),
    tax: field.money("The first level of tax"),
    tax2: field.money("The second level of tax"),
    total: field.money("What is to be paid once credit is taken off"),
    balance: field.money("What is still to be paid"),
    taxrate: field.percent("The rate of the first level, in percent"),
    taxrate2: field.percent("The rate of the second level, in percent"),
    status: field.text("The status"),
    paymentmethod: field.text("The payment method in system format"),
    notes: field.text("The notes on the invoice"),
    ccgateway: field.bool("Whether the payment method charges cards"),
    items: field.list("item", "The lines of the invoice", {
      id: field.int("The line id"),
      type: field.text("What the line is for, empty for a free one"),
      relid: field.int("The id of what it is for"),
      description: field.text("The description"),
      amount: field.money("The amount"),
      taxed: field.flag("Whether it is taxed"),
    }),
    transactions: field.orEmptyText(field.list("transaction", "The payments and refunds", transactionFields)),
  },
  errors: [notFound],
  example: {
    request: { invoiceid: 1 },
    response: {
      invoiceid: 1,
      invoicenum: "",
      userid: 1,
      date: "2026-03-10",
      duedate: "2026-03-24",
      datepaid: "0000-00-00 00:00:00",
      lastcaptureattempt: "0000-00-00 00:00:00",
      subtotal: "16.95",
      credit: "0.00",
      tax: "0.10",
      tax2: "0.00",
      total: "17.05",
      balance: "17.05",
      taxrate: "10.000",
      taxrate2: "0.000",
      status: "Unpaid",
      paymentmethod: "mailin",
      notes: "",
      ccgateway: false,
      items: {
        item: [
          { id: 1, type: "", relid: 0, description: "Sample Invoice Item", amount: "15.95", taxed: 0 },
          { id: 2, type: "", relid: 0, description: "Sample Second Invoice Item", amount: "1.00", taxed: 1 },
        ],
      },
      transactions: { transaction: [] },
    },
  },
  async run({ db, settings }, { invoiceid }) {
    const invoice = await invoiceOf(db, invoiceid, notFound);
    const method = await db
      .selectFrom("payment_methods")
      .select("is_card")
      .where("module", "=", invoice.payment_method)
      .executeTakeFirst();
    const items = await db
      .selectFrom("invoice_items")
      .select(["id", "type", "related_id as relid", "description", "amount", "taxed"])
      .where("invoice_id", "=", invoiceid)
      .orderBy("id")
      .execute();
    const transactions = await db
      .selectFrom("transactions")
      .selectAll()
      .where("invoice_id", "=", invoiceid)
      .orderBy("id")
      .execute();
    const isEmptyText = transactions.length === 0 && isOn(settings.StrictDocumentation);
    return {
      ...answered(invoice),
      invoiceid: invoice.id,
      lastcaptureattempt: invoice.last_capture_attempt_at,
      balance: balanceOf(invoice),
      ccgateway: method?.is_card === 1,
      items,
      transactions: isEmptyText ? ("" as const) : transactions.map(answeredTransaction),
    };
  },
});
