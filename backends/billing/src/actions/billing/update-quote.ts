/** UpdateQuote. */
import { quoteOf, recalculateQuote, writeQuoteLines } from "../../books/quote.js";
import { badStage, quoteColumns, quoteParameters, stageOf } from "../../books/quote-parameters.js";
import { action } from "../../declare/action.js";
import * as param from "../../declare/param.js";
import { knownClient, knownCurrency } from "./create-quote.js";

const notFound = "Quote ID Not Found";

export const updateQuote = action({
  name: "UpdateQuote",
  area: "billing",
  description: "Update a quote; only what is given changes.",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: { quoteid: param.required(param.id("The quote to update", notFound), notFound), ...quoteParameters },
  response: {},
  errors: [notFound, badStage],
  example: {
    request: { quoteid: 1, subject: "A better website", lineitems: [{ desc: "Hosting", qty: 12, up: "10.00" }] },
    response: {},
  },
  async run(context, input) {
    const quote = await quoteOf(context.db, input.quoteid);
    const stage = input.stage ? stageOf(input.stage) : quote.stage;
    await context.db
      .updateTable("quotes")
      .set({
        ...quoteColumns(input),
        stage,
        ...(input.userid === undefined ? {} : { client_id: await knownClient(context, input.userid) }),
        ...(input.currency === undefined ? {} : { currency_id: await knownCurrency(context, input.currency) }),
        last_modified: context.today,
      })
      .where("id", "=", quote.id)
      .execute();
    await writeQuoteLines(context, quote.id, input.lineitems);
    await recalculateQuote(context, quote.id);
    if (stage !== quote.stage) await context.hook("QuoteStatusChange", { quoteid: quote.id, status: stage });
    await context.log(`Modified Quote - Quote ID: ${quote.id}`, quote.client_id);
    return {};
  },
});
