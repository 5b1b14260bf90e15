/** GetTLDPricing. */
import { type Currency, currencyOf } from "../../books/client.js";
import type { Context } from "../../context.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";
import { refuse } from "../../declare/refuse.js";

const noClient = "Client ID Not Found";
const noCurrency = "Currency ID Not Found";

const price = field.money("The price");
const fee = field.nullable(
  field.object("For how long, and the fee; null where there is none", {
    days: field.int("For how many days"),
    price,
  }),
);

export const getTldPricing = action({
  name: "GetTLDPricing",
  area: "catalogue",
  description: "Obtain the prices of domains in one currency",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: {
    currencyid: param.id("The currency (default: the client's, else the default one)", noCurrency),
    clientid: param.id("The client, whose currency counts", noClient),
  },
  response: {
    currency: field.object("The currency of the prices", {
      id: field.int("The ID of the currency"),
      code: field.text("Its code"),
      prefix: field.text("What stands before an amount"),
      suffix: field.text("What stands after an amount"),
      format: field.int("1 is 1234.56, 2 is 1,234.56, 3 is 1.234,56, 4 is 1,234"),
      rate: field.decimal(5, "Units of it for one of the default currency"),
    }),
    pricing: field.mapOf(
      "TLD",
      field.object("The prices, by the TLD without its leading dot", {
        tld: field.text("The TLD"),
        categories: field.texts("What it is about"),
        addons: field.object("What can be had with it", {
          dns: field.bool("DNS management"),
          email: field.bool("Forwarding of mail"),
          idprotect: field.bool("Hiding the owner"),
        }),
        group: field.text("new, hot, sale or nothing"),
        register: field.mapOf("years", price),
        transfer: field.mapOf("years", price),
        renew: field.mapOf("years", price),
        grace_period: fee,
        redemption_period: fee,
      }),
    ),
  },
  errors: [noClient, noCurrency],
  example: {
    request: {},
    response: {
      currency: { id: 1, code: "USD", prefix: "$", suffix: " USD", format: 1, rate: "1.00000" },
      pricing: {
        com: {
          tld: "com",
          categories: [],
          addons: { dns: false, email: false, idprotect: false },
          group: "",
          register: { "1": "14.95" },
          transfer: { "1": "14.95" },
          renew: { "1": "14.95" },
          grace_period: null,
          redemption_period: null,
        },
      },
    },
  },
  async run(context, input) {
    const currency = await chosenCurrency(context, input);
    const tlds = await context.db.selectFrom("tlds").selectAll().orderBy("sort_order").orderBy("id").execute();
    const prices = await context.db
      .selectFrom("tld_prices")
      .selectAll()
      .where("currency_id", "=", currency.id)
      .orderBy("years")
      .execute();
    const pricing = tlds.map((tld) => {
      const mine = prices.filter(({ tld_id: id }) => id === tld.id);
      const by = (operation: string) =>
        new Map(mine.filter((row) => row.operation === operation).map((row) => [row.years, row.price]));
      const feeFor = (operation: string, days: number | null) =>
        days === null ? null : { days, price: by(operation).get(0) ?? 0 };
      const addons = { dns: tld.dns_management, email: tld.email_forwarding, idprotect: tld.id_protection };
      const written = {
        tld: tld.tld,
        categories: JSON.parse(tld.categories) as string[],
        addons,
        group: tld.price_group,
        register: by("register"),
        transfer: by("transfer"),
        renew: by("renew"),
        grace_period: feeFor("grace", tld.grace_days),
        redemption_period: feeFor("redemption", tld.redemption_days),
      };
      return [tld.tld, written] as const;
    });
    return { currency: { ...currency, rate: currency.rate_e5 }, pricing: new Map(pricing) };
  },
});

type Input = { readonly currencyid?: number | undefined; readonly clientid?: number | undefined };

async function chosenCurrency({ db }: Context, { currencyid, clientid }: Input): Promise<Currency> {
  if (clientid !== undefined) {
    const client = await db.selectFrom("clients").select("id").where("id", "=", clientid).executeTakeFirst();
    if (client === undefined) throw refuse(noClient);
    return await currencyOf(db, clientid);
  }
  const all = db.selectFrom("currencies").selectAll();
  const one = currencyid === undefined ? all.where("is_default", "=", 1) : all.where("id", "=", currencyid);
  const currency = await one.executeTakeFirst();
  if (currency === undefined) throw refuse(noCurrency);
  return currency;
}
