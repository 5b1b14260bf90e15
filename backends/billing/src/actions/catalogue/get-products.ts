/** GetProducts. */
import { optionType } from "../../books/config-option.js";
import { customFields } from "../../books/custom-fields.js";
import { type CyclePrices, cyclePrices, priceFields } from "../../books/prices.js";
import type { Context } from "../../context.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";
import { exampleProduct } from "./get-products-example.js";

export const getProducts = action({
  name: "GetProducts",
  area: "catalogue",
  description: "Retrieve configured products matching the passed criteria, with their prices in every currency",
  kind: "read",
  history: { "1.0": "Initial Version", "8.0": "product-url" },
  parameters: {
    pid: param.textAs("int", "The product with this ID, or several separated by commas"),
    gid: param.int("Products of this group"),
    module: param.text("Products of this server module"),
  },
  response: {
    totalresults: field.int("How many products there are"),
    products: field.list("product", "The products", {
      pid: field.int("The ID of the product"),
      gid: field.int("Its group"),
      type: field.text("hostingaccount, reselleraccount, server or other"),
      name: field.text("Its name"),
      slug: field.text("Its name in addresses"),
      "product-url": field.text("Where it is ordered"),
      description: field.text("What it is"),
      module: field.text("The server module it is set up by"),
      paytype: field.text("free, onetime or recurring"),
      allowqty: field.int("Whether several can be ordered"),
      quantity_available: field.int("How many are left, where stock is controlled"),
      pricing: field.mapOf("currency code", field.object("Prices by currency; -1.00 is not offered", priceFields)),
      customfields: field.list("customfield", "The product's custom fields", {
        id: field.int("The custom field"),
        name: field.text("Its name"),
        description: field.text("What it is"),
        required: field.text("on when it must be filled, else empty"),
      }),
      configoptions: field.list("configoption", "What can be configured", {
        id: field.int("The option"),
        name: field.text("Its name"),
        type: field.text("dropdown, radio, yesno or quantity"),
        minqty: field.int("The smallest quantity"),
        maxqty: field.int("The largest quantity"),
        options: field.list("option", "What can be chosen", {
          id: field.int("The choice"),
          name: field.text("Its name"),
          recurring: field.number("What it costs a month in the default currency"),
          pricing: field.mapOf("currency code", field.object("Prices by currency", priceFields)),
        }),
      }),
    }),
  },
  errors: [],
  example: {
    request: { pid: "2" },
    response: { totalresults: 1, products: { product: [exampleProduct] } },
  },
  async run(context, { pid, gid, module }) {
    const { db } = context;
    let query = db.selectFrom("products").selectAll().orderBy("group_id").orderBy("sort_order").orderBy("id");
    if (pid) query = query.where("id", "in", [0, ...pid.split(",").map(Number).filter(Number.isSafeInteger)]);
    if (gid !== undefined) query = query.where("group_id", "=", gid);
    if (module) query = query.where("module", "=", module);
    const products = [];
    for (const row of await query.execute()) products.push(await written(context, row));
    return { totalresults: products.length, products };
  },
});

type ProductRow = {
  readonly id: number;
  readonly group_id: number;
  readonly type: string;
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly module: string;
  readonly pay_type: string;
  readonly allow_quantity: number;
  readonly quantity_available: number;
};

async function written(context: Context, row: ProductRow) {
  const { db, settings } = context;
  const prices = await db.selectFrom("product_prices").selectAll().where("product_id", "=", row.id).execute();
  const fields = await customFields(db, { type: "product", productId: row.id });
  return {
    ...row,
    pid: row.id,
    gid: row.group_id,
    paytype: row.pay_type,
    allowqty: row.allow_quantity,
    "product-url": row.slug === "" ? "" : `${settings.SystemURL}/store/${row.slug}`,
    pricing: await cyclePrices(db, prices),
    customfields: fields.map(({ required, ...each }) => ({ ...each, required: required === 1 ? "on" : "" })),
    configoptions: await optionsOf(context, row.id),
  };
}

async function optionsOf(context: Context, productId: number) {
  const { db } = context;
  const options = await db
    .selectFrom("config_options")
    .selectAll()
    .where("product_id", "=", productId)
    .orderBy("sort_order")
    .orderBy("id")
    .execute();
  const all = [];
  for (const { id, name, type, min_quantity: minqty, max_quantity: maxqty } of options) {
    all.push({ id, name, type: optionType(type), minqty, maxqty, options: await choicesOf(context, id) });
  }
  return all;
}

async function choicesOf({ db }: Context, optionId: number) {
  const rows = await db
    .selectFrom("config_choices")
    .select(["id", "name"])
    .where("option_id", "=", optionId)
    .orderBy("sort_order")
    .orderBy("id")
    .execute();
  const choices = [];
  for (const { id, name } of rows) {
    const prices = await db.selectFrom("config_choice_prices").selectAll().where("choice_id", "=", id).execute();
    const pricing = await cyclePrices(db, prices);
    choices.push({ id, name, pricing, recurring: monthly(pricing) });
  }
  return choices;
}

/** What a month costs in the first currency, which is the default one; a price that is not offered is nothing. */
function monthly(pricing: ReadonlyMap<string, CyclePrices>): number {
  const [first] = pricing.values();
  return Math.max(first?.monthly ?? 0, 0) / 100;
}
