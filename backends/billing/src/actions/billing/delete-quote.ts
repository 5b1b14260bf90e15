/** DeleteQuote. */
import { quoteOf } from "../../books/quote.js";
import { action } from "../../declare/action.js";
import * as param from "../../declare/param.js";

const notFound = "Quote ID Not Found";

export const deleteQuote = action({
  name: "DeleteQuote",
  area: "billing",
  description: "Delete a quote for good, at whatever stage it is.",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: { quoteid: param.required(param.id("The quote to delete", notFound), notFound) },
  response: {},
  errors: [notFound],
  example: { request: { quoteid: 1 }, response: {} },
  async run(context, { quoteid }) {
    const quote = await quoteOf(context.db, quoteid);
    await context.db.deleteFrom("quotes").where("id", "=", quoteid).execute();
    await context.log(`Deleted Quote - Quote ID: ${quoteid}`, quote.client_id);
    return {};
  },
});
