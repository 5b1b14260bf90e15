/** AddProduct. */
import { type Cycle, cycles, notOffered } from "../../books/prices.js";
import type { Context } from "../../context.js";
import { exists } from "../../database/search.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";
import { list, map } from "../../declare/params.js";
import { refuse } from "../../declare/refuse.js";
import { readCents } from "../../money/cents.js";
import type { PhpValue } from "../../protocol/php-value.js";

const noName = "You must supply a name for the product";
const noGroup = "You must supply a valid Product Group ID";
const noWelcomeEmail = "You must supply a valid welcome email ID";
const badType = 'Invalid product type. Must be one of "hostingaccount", "reselleraccount", "server" or "other"';
const badPayType = 'Invalid pay type. Must be one of "free", "onetime" or "recurring"';
const badAutoSetup = 'Invalid autosetup value. Must be one of "", "on", "order" or "payment"';
const badColor = "The color must be a valid hexadecimal value.";
const badRecommendation = "The recommendation product ID is invalid. This must be an existing product ID.";
const badPricing = "The pricing must be amounts by currency ID and cycle";

/** Kept, and not acted upon: what has no place in these books. */
const kept = {
  showdomainoptions: param.text("Whether domains can be chosen with it"),
  proratabilling: param.text("Whether the first cycle is shortened"),
  proratadate: param.text("The day of the month cycles begin on"),
  proratachargenextmonth: param.text("From which day on the next month is charged too"),
  subdomain: param.text("Subdomains it is offered under"),
  servergroupid: param.text("The group of servers it is set up on"),
  configoption1: param.text("The first setting of the module"),
  configoption2: param.text("The second setting of the module"),
  configoption3: param.text("The third setting of the module"),
  configoption4: param.text("The fourth setting of the module"),
  configoption5: param.text("The fifth setting of the module"),
  configoption6: param.text("The sixth setting of the module"),
  ondemandrenewalconfigurationoverride: param.text("Whether renewals on demand are set for it"),
  ondemandrenewalsenabled: param.text("Whether it can be renewed on demand"),
  ondemandrenewalperiodmonthly: param.text("Days before the end of a month"),
  ondemandrenewalperiodquarterly: param.text("Days before the end of a quarter"),
  ondemandrenewalperiodsemiannually: param.text("Days before the end of half a year"),
  ondemandrenewalperiodannually: param.text("Days before the end of a year"),
  ondemandrenewalperiodbiennially: param.text("Days before the end of two years"),
  ondemandrenewalperiodtriennially: param.text("Days before the end of three years"),
} as const;

export const addProduct = action({
  name: "AddProduct",
  area: "catalogue",
  description: "Add a product to the catalogue",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    name: param.required(param.text("The name of the product"), noName),
    gid: param.required(param.id("The group it stands in", noGroup), noGroup),
    slug: param.text("Its name in addresses"),
    type: param.choice("What it is", ["hostingaccount", "reselleraccount", "server", "other"], { invalid: badType }),
    stockcontrol: param.bool("Whether only so many can be sold"),
    qty: param.count("How many are left"),
    paytype: param.choice("How it is paid", ["free", "onetime", "recurring"], { invalid: badPayType }),
    hidden: param.bool("Whether clients do not see it"),
    tax: param.bool("Whether it is taxed"),
    isFeatured: param.bool("Whether it is shown first"),
    description: param.text("What it is"),
    shortdescription: param.text("What it is, in one line"),
    tagline: param.text("What it is, as an advertisement says it"),
    color: param.text("The colour it is shown in"),
    welcomeemail: param.id("The mail that is sent when it is set up", noWelcomeEmail),
    autosetup: param.choice("When it is set up", ["", "on", "order", "payment"], { invalid: badAutoSetup }),
    module: param.text("The server module it is set up by"),
    order: param.int("Its place in the group"),
    pricing: map(prices("Amounts by currency ID and cycle: pricing[1][monthly]")),
    recommendations: list(param.id("Products that are recommended with it", badRecommendation)),
    ...kept,
  },
  response: { pid: field.int("The product that was added") },
  errors: [noName, noGroup, noWelcomeEmail, badType, badPayType, badAutoSetup, badColor, badRecommendation, badPricing],
  example: {
    request: {
      name: "Sample Product",
      gid: 1,
      type: "other",
      paytype: "recurring",
      pricing: { 1: { monthly: "5.00" } },
    },
    response: { pid: 3 },
  },
  async run(context, input) {
    const { db } = context;
    await checkReferences(context, input);
    if (input.color && !/^#[0-9a-f]{6}$/i.test(input.color)) throw refuse(badColor);
    const options = Object.keys(kept).map((name) => [name, input[name as keyof typeof kept]] as const);
    const { id } = await db
      .insertInto("products")
      .values({
        group_id: input.gid,
        name: input.name,
        slug: input.slug ?? "",
        type: input.type ?? "other",
        description: input.description ?? "",
        short_description: input.shortdescription ?? "",
        tagline: input.tagline ?? "",
        color: input.color ?? "",
        module: input.module ?? "",
        pay_type: input.paytype ?? "free",
        auto_setup: input.autosetup ?? "",
        hidden: Number(input.hidden === true) as 0 | 1,
        featured: Number(input.isFeatured === true) as 0 | 1,
        taxed: Number(input.tax === true) as 0 | 1,
        stock_control: Number(input.stockcontrol === true) as 0 | 1,
        quantity_available: input.qty ?? 0,
        welcome_email_id: input.welcomeemail ?? null,
        sort_order: input.order ?? 0,
        options: JSON.stringify(Object.fromEntries(options.filter(([, value]) => value !== undefined))),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await keepPrices(context, id, input.pricing ?? new Map());
    await context.hook("ProductEdit", { pid: id });
    await context.log(`Product Created - ${input.name} - Product ID: ${id}`);
    return { pid: id };
  },
});

type References = {
  readonly gid: number;
  readonly welcomeemail?: number | undefined;
  readonly recommendations?: readonly number[] | undefined;
};

async function checkReferences({ db }: Context, { gid, welcomeemail, recommendations = [] }: References) {
  if (!(await exists(db, "product_groups", gid))) throw refuse(noGroup);
  if (welcomeemail !== undefined && !(await exists(db, "email_templates", welcomeemail))) throw refuse(noWelcomeEmail);
  for (const id of recommendations) if (!(await exists(db, "products", id))) throw refuse(badRecommendation);
}

/** The amounts of one currency, in whole cents by the name that they were given under. */
function prices(description: string): param.Param<ReadonlyMap<string, number> | undefined> {
  return {
    type: "float[]",
    description,
    required: false,
    read(values, name) {
      const given: PhpValue | undefined = values.get(name);
      if (!(given instanceof Map)) throw refuse(badPricing);
      return new Map(
        [...given].map(([key, amount]) => {
          const cents = typeof amount === "string" ? readCents(amount) : undefined;
          if (cents === undefined) throw refuse(badPricing);
          return [key, cents];
        }),
      );
    },
  };
}

async function keepPrices(
  { db }: Context,
  productId: number,
  pricing: ReadonlyMap<string, ReadonlyMap<string, number>>,
): Promise<void> {
  for (const [currency, amounts] of pricing) {
    const known = await db.selectFrom("currencies").select("id").where("id", "=", Number(currency)).executeTakeFirst();
    if (known === undefined) throw refuse(badPricing);
    for (const cycle of cycles) {
      const price = amounts.get(cycle) ?? notOffered;
      if (price < 0) continue;
      const row = { product_id: productId, currency_id: known.id, cycle, price, setup_fee: feeOf(amounts, cycle) };
      await db.insertInto("product_prices").values(row).execute();
    }
  }
}

function feeOf(amounts: ReadonlyMap<string, number>, cycle: Cycle): number {
  return Math.max(amounts.get(`${cycle.charAt(0)}setupfee`) ?? 0, 0);
}
