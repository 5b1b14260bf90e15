import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Books, openBooks } from "../support/books.js";

let books: Books;

beforeEach(async () => {
  books = await openBooks();
});

afterEach(() => books.close());

const addEuro = () =>
  books.billing.db
    .insertInto("currencies")
    .values({ code: "EUR", prefix: "€", suffix: "", format: 3, rate_e5: 92_000 })
    .execute();

describe("GetProducts", () => {
  const names = async (values: Readonly<Record<string, unknown>> = {}) => {
    const { products } = (await books.call("GetProducts", values)) as unknown as {
      products: { product: { name: string }[] };
    };
    return products.product.map(({ name }) => name);
  };

  it.each([
    [{}, ["Consulting", "Small Hosting"]],
    [{ pid: 2 }, ["Small Hosting"]],
    [{ pid: "1,2" }, ["Consulting", "Small Hosting"]],
    [{ pid: "9" }, []],
    [{ pid: "all" }, []],
    [{ gid: 2 }, []],
    [{ module: "sandbox" }, ["Small Hosting"]],
  ])("answers %j with %j", async (values, expected) => {
    expect(await names(values)).toEqual(expected);
  });

  it("has a price in every currency, and -1.00 for a cycle that is not offered", async () => {
    await addEuro();
    const { products } = await books.call("GetProducts", { pid: 2 });
    expect(products).toMatchObject({
      product: [{ pricing: { USD: { monthly: "9.95", quarterly: "-1.00" }, EUR: { prefix: "€", monthly: "-1.00" } } }],
    });
  });

  it("shows what can be configured and filled in", async () => {
    const { db } = books.billing;
    await db
      .insertInto("custom_fields")
      .values({ type: "product", product_id: 2, name: "Motto", required: 1 })
      .execute();
    await db.insertInto("config_options").values({ product_id: 2, name: "Memory", type: 1 }).execute();
    await db.insertInto("config_choices").values({ option_id: 1, name: "8 GB" }).execute();
    await db
      .insertInto("config_choice_prices")
      .values({ choice_id: 1, currency_id: 1, cycle: "monthly", price: 250 })
      .execute();
    const { products } = await books.call("GetProducts", { pid: 2 });
    expect(products).toMatchObject({
      product: [
        {
          customfields: { customfield: [{ name: "Motto", required: "on" }] },
          configoptions: {
            configoption: [
              { name: "Memory", type: "dropdown", options: { option: [{ name: "8 GB", recurring: 2.5 }] } },
            ],
          },
        },
      ],
    });
  });
});

describe("AddProduct", () => {
  it("adds a product with its prices", async () => {
    const pricing = { 1: { monthly: "5.00", msetupfee: "1", annually: "-1" } };
    expect(await books.call("AddProduct", { name: "New", gid: 1, paytype: "recurring", pricing })).toEqual({ pid: 3 });
    const { products } = await books.call("GetProducts", { pid: 3 });
    expect(products).toMatchObject({
      product: [
        {
          name: "New",
          paytype: "recurring",
          pricing: { USD: { monthly: "5.00", msetupfee: "1.00", annually: "-1.00" } },
        },
      ],
    });
  });

  it.each([
    [{ name: "" }, "You must supply a name for the product"],
    [{ gid: 9 }, "You must supply a valid Product Group ID"],
    [{ gid: undefined }, "You must supply a valid Product Group ID"],
    [{ welcomeemail: 99 }, "You must supply a valid welcome email ID"],
    [
      { type: "shirt" },
      'Invalid product type. Must be one of "hostingaccount", "reselleraccount", "server" or "other"',
    ],
    [{ paytype: "barter" }, 'Invalid pay type. Must be one of "free", "onetime" or "recurring"'],
    [{ autosetup: "maybe" }, 'Invalid autosetup value. Must be one of "", "on", "order" or "payment"'],
    [{ color: "red" }, "The color must be a valid hexadecimal value."],
    [{ recommendations: [9] }, "The recommendation product ID is invalid. This must be an existing product ID."],
    [{ pricing: { 1: { monthly: "lots" } } }, "The pricing must be amounts by currency ID and cycle"],
    [{ pricing: { 9: { monthly: "1" } } }, "The pricing must be amounts by currency ID and cycle"],
  ])("refuses %j: %s", async (values, message) => {
    expect(await books.refused("AddProduct", { name: "New", gid: 1, ...values })).toBe(message);
    expect(await books.call("GetProducts")).toMatchObject({ totalresults: 2 });
  });
});

describe("GetTLDPricing", () => {
  it("is in the default currency, the one that is named, or the client's", async () => {
    await addEuro();
    await books.billing.db
      .insertInto("tld_prices")
      .values({ tld_id: 1, currency_id: 2, operation: "register", years: 1, price: 12_00 })
      .execute();
    await books.call("UpdateClient", { clientid: 2, currency: 2 });
    const com = { tld: "com", register: { 1: "14.95" }, grace_period: null };
    expect(await books.call("GetTLDPricing")).toMatchObject({ currency: { code: "USD" }, pricing: { com } });
    for (const values of [{ currencyid: 2 }, { clientid: 2 }]) {
      expect(await books.call("GetTLDPricing", values)).toMatchObject({
        currency: { code: "EUR", rate: "0.92000" },
        pricing: { com: { register: { 1: "12.00" }, renew: {} } },
      });
    }
  });

  it("knows no prices in a currency or for a client that does not exist", async () => {
    expect(await books.refused("GetTLDPricing", { currencyid: 9 })).toBe("Currency ID Not Found");
    expect(await books.refused("GetTLDPricing", { clientid: 9 })).toBe("Client ID Not Found");
  });

  it("shows the fees for domains that were let run out", async () => {
    const { db } = books.billing;
    await db.updateTable("tlds").set({ redemption_days: 30 }).execute();
    await db
      .insertInto("tld_prices")
      .values({ tld_id: 1, currency_id: 1, operation: "redemption", years: 0, price: 80_00 })
      .execute();
    expect(await books.call("GetTLDPricing")).toMatchObject({
      pricing: { com: { grace_period: null, redemption_period: { days: 30, price: "80.00" } } },
    });
  });
});

describe("currencies, payment methods, promotions, groups", () => {
  it("are listed", async () => {
    await addEuro();
    expect(await books.call("GetCurrencies")).toMatchObject({
      totalresults: 2,
      currencies: {
        currency: [
          { id: "1", rate: "1.00000" },
          { code: "EUR", rate: "0.92000" },
        ],
      },
    });
    await books.billing.db
      .updateTable("payment_methods")
      .set({ is_active: 0 })
      .where("module", "=", "paypal")
      .execute();
    expect(await books.call("GetPaymentMethods")).toMatchObject({ totalresults: 3 });
    await books.billing.db
      .insertInto("promotions")
      .values([
        { code: "SPRING", type: "Percentage", value_e2: 1250 },
        { code: "FIVE", type: "Fixed Amount", value_e2: 500 },
      ])
      .execute();
    expect(await books.call("GetPromotions")).toMatchObject({ totalresults: 2 });
    expect(await books.call("GetPromotions", { code: "SPRING" })).toMatchObject({
      totalresults: 1,
      promotions: { promotion: [{ value: 12.5, startdate: "0000-00-00" }] },
    });
    expect(await books.call("GetPromotions", { code: "spring sale" })).toMatchObject({ totalresults: 0 });
  });

  it("groups are answered only where extensions are switched on, since WHMCS has no such action", async () => {
    expect(await books.billing.localApi("GetProductGroups", {})).toMatchObject({ result: "error" });
    await books.set("ApiExtensions", "on");
    expect(await books.call("GetProductGroups")).toMatchObject({
      totalresults: 1,
      productgroups: { productgroup: [{ name: "Hosting" }] },
    });
  });
});
