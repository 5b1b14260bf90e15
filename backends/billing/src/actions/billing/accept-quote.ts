/** AcceptQuote. */
import { clientOf } from "../../books/client.js";
import { createInvoice } from "../../books/invoice/create.js";
import { lineAmount, type Quote, quoteItems, quoteOf } from "../../books/quote.js";
import type { Context } from "../../context.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";

const notFound = "Quote ID Not Found";

export const acceptQuote = action({
  name: "AcceptQuote",
  area: "billing",
  description: "Accept a quote on behalf of its client: it becomes an invoice.",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: { quoteid: param.required(param.id("The quote to accept", notFound), notFound) },
  response: { invoiceid: field.optional(field.int("The invoice that it became; none for a quote without a client")) },
  errors: [notFound],
  example: { request: { quoteid: 1 }, response: { invoiceid: 3 } },
  async run(context, { quoteid }) {
    const quote = await quoteOf(context.db, quoteid);
    if (quote.invoice_id !== null) return { invoiceid: quote.invoice_id };
    const invoiceId = quote.client_id === null ? undefined : await invoiceFor(context, quote, quote.client_id);
    await context.db
      .updateTable("quotes")
      .set({
        stage: "Accepted",
        date_accepted: quote.date_accepted ?? context.today,
        invoice_id: invoiceId ?? null,
        last_modified: context.today,
      })
      .where("id", "=", quoteid)
      .execute();
    await context.hook("QuoteStatusChange", { quoteid, status: "Accepted" });
    await context.hook("AcceptQuote", { quoteid, invoiceid: invoiceId ?? 0 });
    await context.log(`Quote Accepted - Quote ID: ${quoteid}`, quote.client_id);
    return invoiceId === undefined ? {} : { invoiceid: invoiceId };
  },
});

async function invoiceFor(context: Context, quote: Quote, clientId: number): Promise<number> {
  const items = await quoteItems(context.db, quote.id);
  const { id } = await createInvoice(context, {
    client: await clientOf(context.db, clientId),
    lines: items.map((item) => ({
      description: item.description,
      amount: lineAmount(item),
      isTaxed: item.taxed === 1,
    })),
    source: "autogen",
  });
  return id;
}
