/** GetAffiliates. */
import { keptCount, page } from "../../database/list.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";

export const getAffiliates = action({
  name: "GetAffiliates",
  area: "system",
  description: "Obtain affiliates matching the passed criteria, each exactly",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: {
    limitstart: param.count("The offset for the returned affiliates (default: 0)"),
    limitnum: param.count("The number of affiliates to return (default: 25)"),
    userid: param.int("The affiliate who is this client"),
    visitors: param.int("Affiliates with so many visitors"),
    paytype: param.text("Affiliates who are paid so"),
    payamount: param.money("Affiliates who get so much"),
    onetime: param.int("Affiliates who are paid once (1) or not (0)"),
    balance: param.money("Affiliates with this balance"),
    withdrawn: param.money("Affiliates who have withdrawn so much"),
  },
  response: {
    totalresults: field.int("How many affiliates there are"),
    startnumber: field.int("The offset of the first one"),
    numreturned: field.int("How many are in this answer"),
    affiliates: field.list("affiliate", "The affiliates", {
      id: field.intText("The affiliate"),
      date: field.day("Since when"),
      clientid: field.intText("Who they are"),
      visitors: field.intText("How many visitors they sent"),
      paytype: field.text("How they are paid"),
      payamount: field.money("What they get"),
      onetime: field.intText("1 when they are paid once, else 0"),
      balance: field.money("What they can withdraw"),
      withdrawn: field.money("What they have withdrawn"),
      created_at: field.moment("When they were added"),
      updated_at: field.moment("When they were last changed"),
    }),
  },
  errors: [],
  example: {
    request: {},
    response: { totalresults: 0, startnumber: 0, numreturned: 0, affiliates: { affiliate: [] } },
  },
  async run({ db }, { limitstart, limitnum, ...input }) {
    const filters = Object.entries({
      client_id: input.userid,
      visitors: input.visitors,
      pay_type: input.paytype,
      pay_amount: input.payamount,
      one_time: input.onetime,
      balance: input.balance,
      withdrawn: input.withdrawn,
    }).filter(([, value]) => value !== undefined && value !== "");
    let query = db.selectFrom("affiliates").selectAll().orderBy("id");
    for (const [column, value] of filters) query = query.where(db.dynamic.ref(column), "=", value);
    const total = filters.length === 0 ? await keptCount(db, "affiliates") : undefined;
    const { rows, ...counts } = await page(db, query, { limitstart, limitnum }, total);
    const affiliates = rows.map((row) => ({
      ...row,
      clientid: row.client_id,
      paytype: row.pay_type,
      payamount: row.pay_amount,
      onetime: row.one_time,
    }));
    return { ...counts, affiliates };
  },
});
