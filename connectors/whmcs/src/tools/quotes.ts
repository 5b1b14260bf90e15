/** Quotes: offers to a client, and what becomes of them. */

import { localDate } from "../local-date.js";
import { clientAsUserId, date, filled, oneOf, paging, quoteId, text } from "../schema/input.js";
import { amounts, flags, list, numbers, page, record, texts } from "../schema/output.js";
import { type Tool, tool } from "../tool.js";

const item = record(numbers("id"), texts("description"), amounts("quantity unitprice discount"), flags("taxable"));

const quote = record(
  numbers("id userid currency"),
  texts("subject stage validuntil firstname lastname companyname email address1 address2 city state postcode country"),
  texts("phonenumber tax_id proposal customernotes adminnotes datecreated lastmodified datesent dateaccepted"),
  amounts("subtotal tax1 tax2 total"),
  {
    client: record(numbers("id groupid"), texts("firstname lastname companyname email datecreated status")).optional(),
    items: list("item", item),
  },
);

const stages = ["Draft", "Delivered", "On Hold", "Accepted", "Lost", "Dead"] as const;

export const quoteTools: readonly Tool[] = [
  tool({
    name: "whmcs_get_quotes",
    title: "Get Quotes",
    description:
      "Lists quotes with their lines and totals, a page at a time. A quote is an offer: nobody owes it until it is accepted. Changes nothing.",
    effect: "reads",
    action: "GetQuotes",
    input: {
      ...paging,
      quoteid: quoteId.optional(),
      userid: clientAsUserId.optional(),
      subject: text("The subject, in full").optional(),
      stage: text("Draft, Delivered, On Hold, Accepted, Lost or Dead").optional(),
    },
    output: { ...page, quotes: list("quote", quote) },
  }),
  tool({
    name: "whmcs_create_quote",
    title: "Create Quote",
    description:
      "Creates a quote without lines, so its total is 0.00; staff add the lines in WHMCS. Give userid for a client, or name and email for somebody who is none; WHMCS does not check that the client exists. Nobody is mailed. Stage Accepted only labels it; whmcs_accept_quote makes the invoice.",
    effect: "adds",
    action: "CreateQuote",
    seenIn: "whmcs_get_quotes",
    input: {
      subject: filled("The subject, which the client reads"),
      stage: oneOf(stages, "Where it stands; Draft for a new one"),
      validuntil: date("Until when the offer holds"),
      userid: clientAsUserId.optional(),
      firstname: text("First name, where there is no client").optional(),
      lastname: text("Last name, where there is no client").optional(),
      companyname: text("Company, where there is no client").optional(),
      email: text("E-mail address, where there is no client").optional(),
      proposal: text("The text of the offer, which the client reads").optional(),
      customernotes: text("A note at the end, which the client reads").optional(),
      adminnotes: text("A note that only staff see").optional(),
    },
    values: ({ validuntil, ...rest }, { dateFormat }) => ({ ...rest, validuntil: localDate(validuntil, dateFormat) }),
    output: numbers("quoteid"),
  }),
  tool({
    name: "whmcs_accept_quote",
    title: "Accept Quote",
    description:
      "Accepts a quote in the client's name and makes an invoice of it, which they then owe. Only when the client has said so, to staff or in writing. The answer has the invoice's id.",
    effect: "adds",
    action: "AcceptQuote",
    seenIn: "whmcs_get_quotes, stage, and whmcs_get_invoices",
    input: { quoteid: quoteId },
    output: numbers("invoiceid"),
  }),
  tool({
    name: "whmcs_delete_quote",
    title: "Delete Quote",
    description:
      "Erases a quote for good, accepted or not; an invoice made of it stays. This cannot be undone. To record that an offer came to nothing, staff set its stage to Lost.",
    effect: "removes",
    action: "DeleteQuote",
    seenIn: "whmcs_get_quotes",
    input: { quoteid: quoteId },
    output: {},
  }),
];
