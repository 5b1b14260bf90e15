/** SendQuote. */
import { quoteOf } from "../../books/quote.js";
import { action } from "../../declare/action.js";
import * as param from "../../declare/param.js";
import { queueMail } from "../../mail/queue-mail.js";

const notFound = "Quote ID Not Found";

export const sendQuote = action({
  name: "SendQuote",
  area: "billing",
  description: "Mail a quote to its client; a draft is delivered by it.",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: { quoteid: param.required(param.id("The quote to send", notFound), notFound) },
  response: {},
  errors: [notFound],
  example: { request: { quoteid: 1 }, response: {} },
  async run(context, { quoteid }) {
    const quote = await quoteOf(context.db, quoteid);
    const isDraft = quote.stage === "Draft";
    await context.db
      .updateTable("quotes")
      .set({
        ...(isDraft ? { stage: "Delivered" as const } : {}),
        date_sent: context.today,
        last_modified: context.today,
      })
      .where("id", "=", quoteid)
      .execute();
    const name = `${quote.firstname} ${quote.lastname}`.trim();
    const to = quote.client_id === null ? { name, address: quote.email } : { clientId: quote.client_id };
    if (!("address" in to) || to.address !== "") {
      await queueMail(context, {
        template: "Quote Delivery with PDF",
        to,
        related: { type: "quote", id: quoteid },
        fields: {
          quote_number: String(quoteid),
          quote_subject: quote.subject,
          quote_valid_until: quote.valid_until,
        },
      });
    }
    if (isDraft) await context.hook("QuoteStatusChange", { quoteid, status: "Delivered" });
    await context.log(`Quote Sent - Quote ID: ${quoteid}`, quote.client_id);
    return {};
  },
});
