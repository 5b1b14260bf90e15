/** CreateQuote. */
import { recalculateQuote, writeQuoteLines } from "../../books/quote.js";
import { badStage, quoteColumns, quoteParameters, stageOf } from "../../books/quote-parameters.js";
import type { Context } from "../../context.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import { refuse } from "../../declare/refuse.js";

const needsSubject = "Subject is required";
const needsValidUntil = "Valid Until is required";

export const createQuote = action({
  name: "CreateQuote",
  area: "billing",
  description: "Create a quote for a client, or for somebody who may become one.",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: quoteParameters,
  response: { quoteid: field.intText("The id of the quote") },
  errors: [needsSubject, badStage, needsValidUntil],
  example: {
    request: {
      subject: "A new website",
      stage: "Draft",
      validuntil: "2026-04-10",
      userid: 1,
      lineitems: [{ desc: "Design", qty: 2, up: "250.00", discount: 10, taxable: true }],
    },
    response: { quoteid: "2" },
  },
  async run(context, input) {
    const { db, today } = context;
    if (!input.subject) throw refuse(needsSubject);
    const stage = stageOf(input.stage);
    if (input.validuntil === undefined) throw refuse(needsValidUntil);
    const { id } = await db
      .insertInto("quotes")
      .values({
        ...quoteColumns(input),
        subject: input.subject,
        stage,
        valid_until: input.validuntil,
        client_id: await knownClient(context, input.userid),
        currency_id: await knownCurrency(context, input.currency),
        date_created: input.datecreated ?? today,
        last_modified: today,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await writeQuoteLines(context, id, input.lineitems);
    await recalculateQuote(context, id);
    await context.hook("QuoteCreated", { quoteid: id, status: stage });
    await context.log(`Created Quote - Quote ID: ${id}`);
    return { quoteid: id };
  },
});

/** WHMCS does not check the client of a quote; here one that does not exist is none. */
export async function knownClient(context: Context, userid: number | undefined): Promise<number | null> {
  if (userid === undefined || userid === 0) return null;
  const client = await context.db.selectFrom("clients").select("id").where("id", "=", userid).executeTakeFirst();
  if (client === undefined) context.warn("userid is no client: the quote belongs to none");
  return client?.id ?? null;
}

export async function knownCurrency({ db }: Context, currency: number | undefined): Promise<number | null> {
  if (currency === undefined) return null;
  const known = await db.selectFrom("currencies").select("id").where("id", "=", currency).executeTakeFirst();
  return known?.id ?? null;
}
