/** Billing: invoices, payments and credit. */

import { isCalendarDate } from "@turnpike/connector-kit";
import { z } from "zod";
import { numbered, type Values } from "../api/form.js";
import { localTimestamp } from "../local-date.js";
import {
  amount,
  clientAsUserId,
  clientId,
  cost,
  date,
  filled,
  flag,
  gateway,
  invoiceId,
  noEmail,
  oneOf,
  paging,
  payment,
  percent,
  text,
} from "../schema/input.js";
import { amounts, flags, list, numbers, page, record, texts } from "../schema/output.js";
import { type Tool, tool } from "../tool.js";

const statuses = ["Draft", "Unpaid", "Paid", "Cancelled", "Refunded", "Collections"] as const;

const invoice = record(
  numbers("id userid paymethodid"),
  texts("firstname lastname companyname invoicenum date duedate datepaid last_capture_attempt date_refunded"),
  texts("date_cancelled status paymentmethod notes created_at updated_at currencycode currencyprefix currencysuffix"),
  amounts("subtotal credit tax tax2 total taxrate taxrate2"),
);

const line = record(numbers("id relid"), texts("type description"), amounts("amount"), flags("taxed"));

const transaction = record(
  numbers("id userid currency invoiceid refundid"),
  texts("gateway date description transid"),
  amounts("amountin fees amountout rate"),
);

type Lines = {
  readonly itemdescription?: readonly string[] | undefined;
  readonly itemamount?: readonly number[] | undefined;
  readonly itemtaxed?: readonly boolean[] | undefined;
};

// Read side by side, a missing entry would move every amount after it to another line.
function faultOfLines({ itemdescription, itemamount, itemtaxed }: Lines): string | undefined {
  const [texts, sums] = [itemdescription?.length ?? 0, itemamount?.length ?? 0];
  const taxed = itemtaxed?.length ?? texts;
  if (texts === sums && texts === taxed) return undefined;
  return `itemdescription has ${texts} entries, itemamount ${sums} and itemtaxed ${taxed}; each line needs one in every list`;
}

const draftAndSend = "a draft cannot be mailed: leave out sendinvoice, and publish it later with whmcs_update_invoice";

export const billingTools: readonly Tool[] = [
  tool({
    name: "whmcs_get_invoices",
    title: "Get Invoices",
    description:
      "Lists invoices, a page at a time. `total` is with tax and after credit, in the currency of `currencycode`, and does not fall with part payments: what is still to pay is `balance` in whmcs_get_invoice. Read every page before adding up, and never add across currencies. `id` is what other tools want; `invoicenum` is only printed. Changes nothing.",
    effect: "reads",
    action: "GetInvoices",
    input: {
      ...paging,
      userid: clientAsUserId.optional(),
      status: oneOf(
        ["Paid", "Unpaid", "Cancelled", "Refunded", "Collections", "Draft", "Overdue"],
        "Only these. Overdue means Unpaid and past its due date, and Unpaid includes it: do not add the two",
      ).optional(),
      orderby: text("id, invoicenumber, date, duedate, total or status").optional(),
      order: oneOf(["asc", "desc"], "Which end comes first").optional(),
    },
    output: { ...page, invoices: list("invoice", invoice) },
  }),
  tool({
    name: "whmcs_get_invoice",
    title: "Get Invoice Details",
    description:
      "Shows one invoice with its lines, tax and payments. `balance` is what is still to pay; `total` is with tax and after credit. Amounts are in the client's currency, `currency_code` in whmcs_get_client_details. Changes nothing.",
    effect: "reads",
    action: "GetInvoice",
    input: { invoiceid: invoiceId },
    output: {
      ...numbers("invoiceid userid"),
      ...texts("invoicenum date duedate datepaid lastcaptureattempt status paymentmethod notes"),
      ...amounts("subtotal credit tax tax2 total balance taxrate taxrate2"),
      ...flags("ccgateway"),
      items: list("item", line),
      transactions: list("transaction", transaction),
    },
  }),
  tool({
    name: "whmcs_create_invoice",
    title: "Create Invoice",
    description:
      "Creates an invoice, which the client then owes. Each call makes another one and no check catches duplicates: when an answer was lost, look with whmcs_get_invoices before calling again. Lines are three lists read side by side: the first entries of itemdescription, itemamount and itemtaxed are line 1, and so on. Lines cannot be changed with these tools afterwards; start with status Draft, check the total with whmcs_get_invoice, then publish with whmcs_update_invoice. Unless sendinvoice is true nobody is mailed. The total is in the answer of whmcs_get_invoice, not in this one.",
    effect: "adds",
    action: "CreateInvoice",
    seenIn: "whmcs_get_invoices with this userid, newest first",
    input: {
      userid: clientAsUserId,
      status: oneOf(
        statuses,
        "Unpaid if left out. Draft: the client neither sees nor owes it yet. Paid: marks it settled without any payment; to record money use whmcs_add_payment. The rest is for records taken over from elsewhere",
      ).optional(),
      sendinvoice: flag(
        "true mails the invoice to the client at once, which cannot be taken back; nothing is mailed if left out. Not with Draft",
      ).optional(),
      paymentmethod: gateway
        .optional()
        .describe("How it is to be paid: `module` in whmcs_get_payment_methods; the client's usual one if left out"),
      taxrate: percent(
        "Percent of tax for the lines marked taxed: 19 means 19 %, and 0.19 a fifth of one percent. Overrides the tax rule of the client's country; leave it out unless told otherwise. 0 means no tax",
      ).optional(),
      taxrate2: percent("Percent of the second tax, as taxrate").optional(),
      date: date("The invoice's date, today if left out").optional(),
      duedate: date("When it is to be paid; the installation's usual number of days if left out").optional(),
      notes: text("Text printed on the invoice, which the client reads").optional(),
      itemdescription: z
        .array(filled("What the line is for"))
        .max(500, "no invoice has that many lines")
        .optional()
        .describe("One text for each line. An invoice without lines has the total 0.00"),
      itemamount: z
        .array(amount("The line's amount"))
        .optional()
        .describe(
          "One amount for each line: of the whole line (there is no quantity: multiply first), in units of the client's currency (12.5 is twelve and a half, 1250 is not 12.50), at most two decimals. Tax is added to it or contained in it as the installation is set. Negative gives a discount",
        ),
      itemtaxed: z
        .array(z.boolean())
        .optional()
        .describe(
          "Whether tax is due, for each line. If the whole list is left out, no line is taxed and the client pays no tax",
        ),
    },
    fault: (args) =>
      faultOfLines(args) ?? (args.status === "Draft" && args.sendinvoice === true ? draftAndSend : undefined),
    values: ({ itemdescription, itemamount, itemtaxed, status, ...rest }): Values => ({
      ...rest,
      ...(status === "Draft" ? { draft: true } : { status }),
      ...numbered("itemdescription", itemdescription),
      ...numbered("itemamount", itemamount),
      ...numbered("itemtaxed", itemtaxed ?? itemamount?.map(() => false)),
    }),
    output: { ...numbers("invoiceid"), ...texts("status") },
  }),
  tool({
    name: "whmcs_update_invoice",
    title: "Update Invoice",
    description:
      "Changes an invoice's status, dates, gateway or notes, or publishes a draft; the fields left out stay. Lines, tax and amounts cannot be changed here. Setting status Paid books no payment and hides the debt: to record money use whmcs_add_payment. Cancelled ends the client's debt. From WHMCS 9 on only drafts can be changed.",
    effect: "sets",
    action: "UpdateInvoice",
    seenIn: "whmcs_get_invoice",
    input: {
      invoiceid: invoiceId,
      status: oneOf(
        statuses,
        "Sets the status and nothing else: no money is booked, returned or asked for. Use publish, not Unpaid, on a draft",
      ).optional(),
      paymentmethod: gateway.optional(),
      date: date("The invoice's date").optional(),
      duedate: date("When it is to be paid").optional(),
      notes: text("Text printed on the invoice, which the client reads; replaces the present one").optional(),
      publish: flag(
        "true turns a draft into an unpaid invoice, which the client then owes, without mailing it",
      ).optional(),
      publishandsendemail: flag(
        "true publishes a draft and mails it to the client, which cannot be taken back",
      ).optional(),
    },
    fault: ({ status, publish, publishandsendemail }) =>
      status !== undefined && (publish === true || publishandsendemail === true)
        ? "publishing sets the status itself: give either status or publish"
        : undefined,
    output: numbers("invoiceid"),
  }),
  tool({
    name: "whmcs_add_payment",
    title: "Add Payment",
    description:
      "Records money that has been received for an invoice; it charges nobody. Each call books again, even with the same transid: look with whmcs_get_transactions first. Publish a draft before it is paid. If amount is left out, the whole balance is booked as paid. Less leaves the invoice Unpaid with the rest; more goes to the client's credit. Paying in full sets Paid, mails a confirmation unless noemail is true, and may set up, unsuspend, register or renew what was ordered. It cannot be taken back with these tools.",
    effect: "adds",
    action: "AddInvoicePayment",
    seenIn: "whmcs_get_transactions with this invoiceid",
    input: {
      invoiceid: invoiceId,
      transid: filled("The bank's or gateway's reference of the payment, one of its own for each payment"),
      gateway,
      amount: payment(
        "What was received, fees not taken off, in units of the invoice's currency (12.5 is twelve and a half), at most two decimals. If left out, all that is still to pay",
      ).optional(),
      fees: cost("What the gateway kept of it, for the accounts; does not change what the client has paid").optional(),
      noemail: noEmail.optional(),
      date: z
        .string()
        .refine(
          (given) => isCalendarDate(given.slice(0, 10)) && /^.{10}( ([01]\d|2[0-3]):[0-5]\d:[0-5]\d)?$/.test(given),
          "must be written YYYY-MM-DD or YYYY-MM-DD HH:mm:ss",
        )
        .optional()
        .describe("When the money arrived, YYYY-MM-DD or YYYY-MM-DD HH:mm:ss; now if left out"),
    },
    values: ({ date: received, ...rest }) => ({
      ...rest,
      date: received === undefined ? localTimestamp(new Date()) : received.padEnd(19, " 00:00:00"),
    }),
    output: {},
  }),
  tool({
    name: "whmcs_apply_credit",
    title: "Apply Credit",
    description:
      "Pays an Unpaid invoice, or part of it, from the credit that its client already has with us; no new money moves. The amount may exceed neither the client's credit (`credit` in whmcs_get_client_details) nor the invoice's `balance`. `invoicepaid` in the answer says whether the invoice is now paid in full. It cannot be taken back with these tools.",
    effect: "adds",
    action: "ApplyCredit",
    seenIn: "whmcs_get_invoice, `credit`",
    input: {
      invoiceid: invoiceId,
      amount: payment("How much credit to use, in units of the client's currency, at most two decimals"),
      noemail: noEmail.optional(),
    },
    output: { ...numbers("invoiceid"), ...amounts("amount"), ...flags("invoicepaid") },
  }),
  tool({
    name: "whmcs_get_transactions",
    title: "Get Transactions",
    description:
      "Lists booked payments: `amountin` received, `amountout` paid out or refunded, `fees` kept by the gateway. Without a filter it lists every transaction there is. Use it with transid to see whether a payment has been booked already. Changes nothing.",
    effect: "reads",
    action: "GetTransactions",
    input: {
      invoiceid: invoiceId.optional(),
      clientid: clientId.optional(),
      transid: text("The bank's or gateway's reference, in full").optional(),
    },
    output: { ...page, transactions: list("transaction", transaction) },
  }),
];
