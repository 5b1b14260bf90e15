/** GetCredits. */
import { clientOf } from "../../books/client.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";

const notFound = "Client ID Not Found";

export const getCredits = action({
  name: "GetCredits",
  area: "billing",
  description: "Retrieve the credit log of a client.",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: { clientid: param.required(param.id("The client", notFound), notFound) },
  response: {
    totalresults: field.int("How many entries there are"),
    clientid: field.intText("The client id"),
    credits: field.list("credit", "The entries, oldest first; what was used is negative", {
      id: field.intText("The entry id"),
      date: field.day("Its date"),
      description: field.text("What it was for"),
      amount: field.money("The amount"),
      relid: field.idOrZeroText("The invoice it went to or came from, else 0"),
    }),
  },
  errors: [notFound],
  example: {
    request: { clientid: 1 },
    response: {
      totalresults: 1,
      clientid: "1",
      credits: { credit: [{ id: "1", date: "2026-03-10", description: "Prepaid", amount: "10.00", relid: "0" }] },
    },
  },
  async run({ db }, { clientid }) {
    await clientOf(db, clientid, notFound);
    const credits = await db
      .selectFrom("credits")
      .select(["id", "date", "description", "amount", "invoice_id as relid"])
      .where("client_id", "=", clientid)
      .orderBy("id")
      .execute();
    return { totalresults: credits.length, clientid, credits };
  },
});
