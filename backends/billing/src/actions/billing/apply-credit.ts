/** ApplyCredit. */
import { clientOf } from "../../books/client.js";
import { applyCredit } from "../../books/invoice/apply-credit.js";
import { balanceOf, invoiceOf } from "../../books/invoice/find.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";
import { refuse } from "../../declare/refuse.js";
import { readCents } from "../../money/cents.js";

const notFound = "Invoice ID Not Found";
const notUnpaid = "Invoice Not in Unpaid Status";
const aboveCredit = "Amount exceeds customer credit balance";
const aboveBalance = "Amount Exceeds Invoice Balance";
const notPositive = "Credit Amount to apply must be greater than zero";
const unreadable = "amount must be an amount such as 15.95, or full";

export const applyCreditAction = action({
  name: "ApplyCredit",
  area: "billing",
  description: "Apply a client's credit to an invoice.",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    invoiceid: param.required(param.id("The invoice to apply credit to", notFound), notFound),
    amount: param.textAs("float", "The amount of credit to apply; full, or none, applies as much as possible"),
    noemail: param.bool("Whether the client is not sent the payment confirmation"),
  },
  response: {
    invoiceid: field.intText("The invoice id"),
    amount: field.money("The amount that was applied"),
    invoicepaid: field.text("true or false: whether the invoice is paid by it"),
  },
  errors: [notFound, notUnpaid, aboveCredit, aboveBalance, notPositive, unreadable],
  example: {
    request: { invoiceid: 1, amount: "5.00", noemail: true },
    response: { invoiceid: "1", amount: "5.00", invoicepaid: "false" },
  },
  async run(context, input) {
    const invoice = await invoiceOf(context.db, input.invoiceid, notFound);
    if (invoice.status !== "Unpaid") throw refuse(notUnpaid);
    const { credit } = await clientOf(context.db, invoice.client_id);
    const balance = balanceOf(invoice);
    const given = (input.amount ?? "").trim().toLowerCase();
    const amount = given === "" || given === "full" ? Math.min(credit, balance) : readCents(given);
    if (amount === undefined) throw refuse(unreadable);
    if (amount <= 0) throw refuse(notPositive);
    if (amount > credit) throw refuse(aboveCredit);
    if (amount > balance) throw refuse(aboveBalance);
    const { status } = await applyCredit(context, invoice, amount, { noemail: input.noemail === true });
    return { invoiceid: invoice.id, amount, invoicepaid: String(status === "Paid") };
  },
});
