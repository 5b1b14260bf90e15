/** GetProductGroups: no action of WHMCS. */
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";

export const getProductGroups = action({
  name: "GetProductGroups",
  area: "catalogue",
  description: "Obtain the groups that products stand in",
  kind: "read",
  history: { "1.0": "Initial Version" },
  isExtension: true,
  parameters: {},
  response: {
    totalresults: field.int("How many groups there are"),
    productgroups: field.list("productgroup", "The groups", {
      id: field.int("The ID of the group"),
      name: field.text("Its name"),
      headline: field.text("Its headline"),
      tagline: field.text("Its tagline"),
      orderfrmtpl: field.text("The template of its order form"),
    }),
  },
  errors: [],
  example: {
    request: {},
    response: {
      totalresults: 1,
      productgroups: { productgroup: [{ id: 1, name: "Hosting", headline: "", tagline: "", orderfrmtpl: "" }] },
    },
  },
  async run({ db }) {
    const rows = await db.selectFrom("product_groups").selectAll().orderBy("sort_order").orderBy("id").execute();
    const productgroups = rows.map((row) => ({ ...row, orderfrmtpl: row.order_form_template }));
    return { totalresults: rows.length, productgroups };
  },
});
