/** AffiliateActivate. */
import { clientOf } from "../../books/client.js";
import { action } from "../../declare/action.js";
import * as param from "../../declare/param.js";

const notFound = "Client ID not found";

export const affiliateActivate = action({
  name: "AffiliateActivate",
  area: "system",
  description: "Make a client an affiliate; one who is already stays one",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: { userid: param.required(param.id("The client", notFound), notFound) },
  response: {},
  errors: [notFound],
  example: { request: { userid: 1 }, response: {} },
  async run(context, { userid }) {
    const { db, now, today } = context;
    const client = await clientOf(db, userid, notFound);
    const known = await db.selectFrom("affiliates").select("id").where("client_id", "=", client.id).executeTakeFirst();
    if (known !== undefined) return {};
    const { id } = await db
      .insertInto("affiliates")
      .values({ client_id: client.id, date: today, created_at: now, updated_at: now })
      .returning("id")
      .executeTakeFirstOrThrow();
    await context.hook("AffiliateActivation", { affid: id, userid: client.id });
    await context.log(`Activated Affiliate Account - Affiliate ID: ${id} - User ID: ${client.id}`, client.id);
    return {};
  },
});
