/** GetPaymentMethods. */
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";

export const getPaymentMethods = action({
  name: "GetPaymentMethods",
  area: "catalogue",
  description: "Obtain the payment methods that can be chosen, in the order in which they are shown",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: {},
  response: {
    totalresults: field.int("How many payment methods there are"),
    paymentmethods: field.list("paymentmethod", "The payment methods", {
      module: field.text("The name in system format, as other actions take it"),
      displayname: field.text("The name that clients see"),
    }),
  },
  errors: [],
  example: {
    request: {},
    response: {
      totalresults: 4,
      paymentmethods: {
        paymentmethod: [
          { module: "mailin", displayname: "Mail In Payment" },
          { module: "banktransfer", displayname: "Bank Transfer" },
          { module: "paypal", displayname: "PayPal" },
          { module: "sandboxcard", displayname: "Credit Card" },
        ],
      },
    },
  },
  async run({ db }) {
    const rows = await db
      .selectFrom("payment_methods")
      .select(["module", "display_name"])
      .where("is_active", "=", 1)
      .orderBy("sort_order")
      .orderBy("module")
      .execute();
    const paymentmethods = rows.map(({ module, display_name: displayname }) => ({ module, displayname }));
    return { totalresults: rows.length, paymentmethods };
  },
});
