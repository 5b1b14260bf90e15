/** The catalogue: what is for sale. */
import type { Reply } from "../api/reply.js";
import { id, text } from "../schema/input.js";
import { amounts, byName, flags, list, numbers, page, record, texts } from "../schema/output.js";
import { type Tool, tool } from "../tool.js";

const cycles = "monthly quarterly semiannually annually biennially triennially";
const setupFees = "msetupfee qsetupfee ssetupfee asetupfee bsetupfee tsetupfee";
const pricing = byName(record(texts("prefix suffix"), amounts(setupFees), amounts(cycles)));

const option = record(numbers("id recurring"), texts("name rawName"), flags("required"), { pricing });

const product = record(
  numbers("pid gid allowqty quantity_available"),
  texts("type name slug product-url description module paytype"),
  {
    pricing,
    customfields: list("customfield", record(numbers("id"), texts("name description"), flags("required"))),
    configoptions: list(
      "configoption",
      record(numbers("id minqty maxqty"), texts("name type"), { options: list("option", option) }),
    ),
  },
);

// Without the action that lists groups, the products tell which groups there are, though not what they are called.
function groupsOfProducts(reply: Reply): Reply {
  const { products } = reply as { products?: { product?: readonly { gid?: unknown; name?: unknown }[] } };
  const groups = new Map<number, { id: number; products: unknown[] }>();
  for (const { gid, name } of products?.product ?? []) {
    const group = groups.get(Number(gid)) ?? { id: Number(gid), products: [] };
    group.products.push(name);
    groups.set(group.id, group);
  }
  return { result: "success", totalresults: groups.size, productgroups: { productgroup: [...groups.values()] } };
}

export const catalogueTools: readonly Tool[] = [
  tool({
    name: "whmcs_get_products",
    title: "Get Products",
    description:
      "Lists the products that can be ordered, with prices by currency code and billing cycle. A price of -1.00 means that the cycle is not offered, 0.00 that it is free; setup fees come on top, once. Changes nothing.",
    effect: "reads",
    action: "GetProducts",
    input: {
      pid: id("The product's id").optional(),
      gid: id("The product group's id").optional(),
      module: text("The system name of the module that provisions the product").optional(),
    },
    output: { ...page, products: list("product", product) },
  }),
  tool({
    name: "whmcs_get_product_groups",
    title: "Get Product Groups",
    description:
      "Lists the groups that products are in. Where the installation cannot list groups itself, each is shown by its id with the names of its products. Changes nothing.",
    effect: "reads",
    action: "GetProductGroups",
    otherwise: { action: "GetProducts", reshape: groupsOfProducts },
    input: {},
    output: {
      ...numbers("totalresults"),
      productgroups: list("productgroup", record(numbers("id"), texts("name headline tagline orderfrmtpl"))),
    },
  }),
];
