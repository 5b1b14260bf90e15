/** GetCurrencies. */
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";

export const getCurrencies = action({
  name: "GetCurrencies",
  area: "catalogue",
  description: "Obtain the currencies",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: {},
  response: {
    totalresults: field.int("How many currencies there are"),
    currencies: field.list("currency", "The currencies", {
      id: field.intText("The ID of the currency"),
      code: field.text("Its code, three letters of ISO 4217"),
      prefix: field.text("What stands before an amount"),
      suffix: field.text("What stands after an amount"),
      format: field.intText("1 is 1234.56, 2 is 1,234.56, 3 is 1.234,56, 4 is 1,234"),
      rate: field.decimal(5, "Units of it for one of the default currency"),
    }),
  },
  errors: [],
  example: {
    request: {},
    response: {
      totalresults: 1,
      currencies: {
        currency: [{ id: "1", code: "USD", prefix: "$", suffix: " USD", format: "1", rate: "1.00000" }],
      },
    },
  },
  async run({ db }) {
    const rows = await db.selectFrom("currencies").selectAll().orderBy("id").execute();
    return { totalresults: rows.length, currencies: rows.map((row) => ({ ...row, rate: row.rate_e5 })) };
  },
});
