import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TableName } from "../../src/database/tables.js";
import { type Books, openBooks } from "../support/books.js";
import { hookNames, mailNames, orderRows, rowOf } from "../support/rows.js";

let books: Books;

beforeEach(async () => {
  books = await openBooks();
});

afterEach(() => books.close());

type Values = Readonly<Record<string, unknown>>;
const paid = { clientid: 1, paymentmethod: "mailin" };
const hosting = { ...paid, pid: [2], domain: ["example.com"], billingcycle: ["monthly"] };
const withDomain = { ...hosting, domaintype: ["register"], regperiod: [1] };
const add = async (values: Values = {}) => await books.call("AddOrder", { ...hosting, ...values });
const refused = async (values: Values) => await books.refused("AddOrder", { ...hosting, ...values });
const row = async (table: TableName, id: unknown) => await rowOf(books.billing, table, id);
const lines = async (invoiceId: unknown) =>
  await books.billing.db
    .selectFrom("invoice_items")
    .select(["type", "related_id", "description", "amount"])
    .where("invoice_id", "=", Number(invoiceId))
    .orderBy("id")
    .execute();
const mails = async () => await mailNames(books.billing);
const everything = async () => await orderRows(books.billing);

async function addAddon() {
  const { db } = books.billing;
  await db.insertInto("addons").values({ name: "Backups", taxed: 1 }).execute();
  await db
    .insertInto("addon_prices")
    .values({ addon_id: 1, currency_id: 1, cycle: "monthly", price: 2_00, setup_fee: 1_00 })
    .execute();
}

async function addPromotion(values: Values = {}) {
  const promotion = { code: "TEN", type: "Percentage" as const, value_e2: 10_00, ...values };
  await books.billing.db.insertInto("promotions").values(promotion).execute();
}

describe("AddOrder", () => {
  it("writes a pending order with its service, its domain and an unpaid invoice that is due today", async () => {
    const added = await add({ ...withDomain, nameserver1: "ns1.me.example", nameserver2: "ns2.me.example" });
    expect(added).toEqual({
      orderid: "1",
      productids: "1",
      serviceids: "1",
      addonids: "",
      domainids: "1",
      invoiceid: "1",
    });
    expect(await row("orders", 1)).toMatchObject({
      number: expect.stringMatching(/^\d{10}$/),
      status: "Pending",
      amount: 24_90,
      invoice_id: 1,
      nameservers: "ns1.me.example,ns2.me.example",
      requestor_admin_id: 1,
    });
    expect(await row("services", 1)).toMatchObject({
      client_id: 1,
      product_id: 2,
      server_id: 1,
      status: "Pending",
      billing_cycle: "Monthly",
      first_payment: 9_95,
      recurring: 9_95,
      next_due: "2026-03-10",
    });
    expect(await row("domains", 1)).toMatchObject({
      domain: "example.com",
      status: "Pending",
      type: "Register",
      registrar: "sandbox",
      first_payment: 14_95,
    });
    expect(await row("invoices", 1)).toMatchObject({ status: "Unpaid", total: 24_90, due_date: "2026-03-10" });
    expect(await lines(1)).toEqual([
      {
        type: "Hosting",
        related_id: 1,
        description: "Small Hosting - example.com (2026-03-10 - 2026-04-09)",
        amount: 9_95,
      },
      {
        type: "DomainRegister",
        related_id: 1,
        description: "Domain Registration - example.com - 1 Year/s (2026-03-10 - 2027-03-09)",
        amount: 14_95,
      },
    ]);
    expect(await mails()).toEqual(["Invoice Created", "Order Confirmation"]);
  });

  it("keeps keys of arrays together, wherever they begin and whatever is empty", async () => {
    const added = await books.call("AddOrder", {
      ...paid,
      pid: { 3: 2, 7: 1 },
      domain: { 3: "a.com", 5: "B.com", 7: "" },
      domaintype: { 3: "", 5: "transfer" },
      eppcode: { 5: "secret" },
      billingcycle: { 3: "annually" },
      qty: { 7: 2 },
    });
    expect(added).toMatchObject({ serviceids: "1,2", domainids: "1" });
    expect(await row("services", 1)).toMatchObject({
      domain: "a.com",
      billing_cycle: "Annually",
      first_payment: 99_50,
    });
    expect(await row("services", 2)).toMatchObject({ billing_cycle: "One Time", quantity: 2, first_payment: 200_00 });
    expect(await row("domains", 1)).toMatchObject({ domain: "b.com", type: "Transfer", epp_code: "secret" });
  });

  it("takes plain values for one product, and refuses them beside several", async () => {
    expect(await add({ pid: 2, domain: "a.com", billingcycle: "annually", domaintype: "register" })).toMatchObject({
      serviceids: "1",
      domainids: "1",
    });
    expect(await row("services", 1)).toMatchObject({ billing_cycle: "Annually" });
    expect(await refused({ pid: [1, 2], billingcycle: "annually" })).toBe(
      "Expecting parameter 'billingcycle' to be an array",
    );
    expect(await refused({ addonids: "1" })).toBe("Expecting parameter 'addonids' to be an array");
  });

  it("makes no invoice and sends no mail where it is told so", async () => {
    expect(await add({ noinvoice: 1, noemail: 1 })).toMatchObject({ invoiceid: "0" });
    expect(await row("orders", 1)).toMatchObject({ invoice_id: null, amount: 9_95 });
    expect(await mails()).toEqual([]);
    await add({ noinvoiceemail: 1 });
    expect(await mails()).toEqual(["Order Confirmation"]);
  });

  it("takes overridden prices, and what costs nothing is paid at once", async () => {
    const overrides = { priceoverride: ["5.00"], domainpriceoverride: ["1.00"], domainrenewoverride: ["2.00"] };
    await add({ ...withDomain, ...overrides });
    expect(await row("services", 1)).toMatchObject({ first_payment: 5_00, recurring: 5_00 });
    expect(await row("domains", 1)).toMatchObject({ first_payment: 1_00, recurring: 2_00 });
    await add({ priceoverride: [0] });
    expect(await row("invoices", 2)).toMatchObject({ status: "Paid", total: 0 });
    expect(await refused({ priceoverride: ["-1"] })).toBe("priceoverride[0] must be an amount that is not negative");
  });

  it("writes the service's addons, and addons for a service that is there", async () => {
    await addAddon();
    expect(await add({ addons: ["1, 1"], addonsqty: ["2"] })).toMatchObject({ addonids: "1,2" });
    expect(await row("service_addons", 1)).toMatchObject({
      service_id: 1,
      quantity: 2,
      recurring: 4_00,
      setup_fee: 2_00,
    });
    expect(await row("invoices", 1)).toMatchObject({ total: 9_95 + 6_00 + 3_00 });
    expect(await books.call("AddOrder", { ...paid, addonid: 1, serviceid: 1 })).toMatchObject({ addonids: "3" });
    expect(
      await books.call("AddOrder", { ...paid, addonids: [1], serviceids: [1], addonidsqty: [3], noinvoice: 1 }),
    ).toMatchObject({ addonids: "4", serviceids: "" });
    expect(await row("service_addons", 4)).toMatchObject({ quantity: 3, order_id: 3 });
  });

  it("keeps custom fields and options, and charges for what is chosen", async () => {
    const { db } = books.billing;
    await db.insertInto("custom_fields").values({ type: "product", product_id: 2, name: "Location" }).execute();
    await db
      .insertInto("config_options")
      .values([
        { product_id: 2, name: "Memory", type: 1, max_quantity: 0 },
        { product_id: 2, name: "Addresses", type: 4, max_quantity: 5 },
      ])
      .execute();
    for (const [option_id, name] of [
      [1, "1 GB"],
      [1, "8 GB"],
      [2, "Address"],
    ] as const)
      await db.insertInto("config_choices").values({ option_id, name }).execute();
    for (const [choice_id, price] of [
      [2, 4_00],
      [3, 1_00],
    ] as const)
      await db
        .insertInto("config_choice_prices")
        .values({ choice_id, currency_id: 1, cycle: "monthly", price })
        .execute();
    await add({ customfields: [{ 1: "Oslo" }], configoptions: [{ 1: 2, 2: 3 }] });
    expect(await row("services", 1)).toMatchObject({ first_payment: 9_95 + 4_00 + 3_00, recurring: 16_95 });
    expect((await lines(1))[0]?.description).toContain("\nMemory: 8 GB\nAddresses: 3 x Address");
    const { products } = await books.call("GetClientsProducts", { serviceid: 1 });
    expect(products).toMatchObject({
      product: [
        {
          customfields: { customfield: [{ value: "Oslo" }] },
          configoptions: { configoption: [{ value: "8 GB" }, { value: "Address" }] },
        },
      ],
    });
    expect(await refused({ configoptions: [{ 1: 3 }] })).toBe("Config Option ID 1 cannot be set to 3");
    expect(await refused({ configoptions: [{ 2: 6 }] })).toBe("Config Option ID 2 cannot be set to 6");
  });

  it("takes a promotion off, once, and counts its use", async () => {
    await addPromotion({ recurring: 1, apply_once: 1, max_uses: 1 });
    await add({ pid: [2, 2], domain: [], promocode: "TEN" });
    expect(await row("services", 1)).toMatchObject({ first_payment: 8_95, recurring: 8_95, promotion_id: 1 });
    expect(await row("services", 2)).toMatchObject({ first_payment: 9_95, promotion_id: null });
    expect(await row("orders", 1)).toMatchObject({ promo_code: "TEN", promo_type: "Percentage", promo_value: "10.00" });
    const again = await books.billing.localApi("AddOrder", { ...hosting, promocode: "TEN" });
    expect(again).toMatchObject({ result: "success", warning: expect.stringContaining("promotion") });
    expect(await row("invoices", 2)).toMatchObject({ total: 9_95 });
    await add({ promocode: "TEN", promooverride: 1 });
    expect(await row("invoices", 3)).toMatchObject({ total: 8_95 });
  });

  it.each([
    [{ type: "Fixed Amount", value_e2: 3_00 }, 7_95],
    [{ type: "Fixed Amount", value_e2: 99_00 }, 0],
    [{ type: "Price Override", value_e2: 4_00 }, 5_00],
    [{ type: "Free Setup", value_e2: 0 }, 9_95],
    [{ applies_to: "1" }, 10_95],
    [{ cycles: "Annually" }, 10_95],
    [{ expiration_date: "2026-03-09" }, 10_95],
    [{ start_date: "2026-03-11" }, 10_95],
    [{ existing_client: 1 }, 10_95],
    [{ new_signups: 1 }, 9_85],
  ])("reckons with the promotion %j: %d", async (promotion, first) => {
    await books.billing.db.updateTable("product_prices").set({ setup_fee: 1_00 }).where("product_id", "=", 2).execute();
    await addPromotion({ ...promotion });
    await books.billing.localApi("AddOrder", { ...hosting, promocode: "TEN" });
    expect(await row("services", 1)).toMatchObject({ first_payment: first });
  });

  it("takes products from the stock until it is empty", async () => {
    const stock = { stock_control: 1, quantity_available: 2 } as const;
    await books.billing.db.updateTable("products").set(stock).where("id", "=", 2).execute();
    await add({ qty: [2] });
    expect(await refused({})).toBe("Product ID 2 is out of stock");
  });

  it("adds tax to what the order comes to, as its invoice does", async () => {
    await books.billing.db.updateTable("tax_rules").set({ is_active: 1 }).where("level", "=", 1).execute();
    await books.billing.db.updateTable("products").set({ taxed: 1 }).execute();
    await add();
    expect(await row("orders", 1)).toMatchObject({ amount: 10_95 });
    expect(await row("invoices", 1)).toMatchObject({ total: 10_95 });
  });

  it.each([
    [{ clientid: 99 }, "Client ID Not Found"],
    [{ clientid: undefined }, "Client ID Not Found"],
    [
      { paymentmethod: "gold" },
      "Invalid Payment Method. Valid options include mailin, banktransfer, paypal, sandboxcard",
    ],
    [
      { paymentmethod: undefined },
      "Invalid Payment Method. Valid options include mailin, banktransfer, paypal, sandboxcard",
    ],
    [{ pid: undefined, domain: undefined }, "No items added to cart so order cannot proceed"],
    [{ pid: [99] }, "Product ID 99 does not exist"],
    [{ billingcycle: ["quarterly"] }, "Product ID 2 is not offered with the billing cycle quarterly"],
    [{ qty: [0] }, "qty[0] must be a whole number from 1"],
    [{ addons: ["9"] }, "Addon ID invalid"],
    [{ addons: ["x"] }, "Addon ID invalid"],
    [{ addonid: 9, serviceid: 1 }, "Addon ID invalid"],
    [{ domaintype: ["register"], domain: ["no domain"] }, "Domain not valid: no domain"],
    [{ domaintype: ["register"], domain: ["a.nope"] }, "The domain a.nope is not offered for 1 year(s)"],
    [{ domaintype: ["register"], regperiod: [11] }, "regperiod[0] must be 1 to 10 years"],
    [{ domaintype: ["steal"] }, "domaintype[0] must be one of register, transfer"],
    [{ domainrenewals: { "example.com": 1 } }, "Domain not owned by Client ID provided"],
    [{ servicerenewals: [9] }, "Service ID not owned by Client ID provided"],
    [{ addonrenewals: [9] }, "Addon ID 9 can not be renewed at this time."],
    [{ contactid: 9 }, "Contact ID Not Found"],
    [{ affid: 9 }, "Affiliate ID Not Found"],
  ])("refuses %j and writes nothing: %s", async (values, message) => {
    const before = await everything();
    expect(await refused(values)).toBe(message);
    expect(await everything()).toEqual(before);
  });

  it("refuses a closed client, another's service, and what has no price in the client's currency", async () => {
    await addAddon();
    await add();
    expect(await books.refused("AddOrder", { ...paid, clientid: 2, addonid: 1, serviceid: 1 })).toBe(
      "Service ID not owned by Client ID provided",
    );
    const { db } = books.billing;
    await db.insertInto("currencies").values({ code: "EUR" }).execute();
    await db.updateTable("clients").set({ currency_id: 2 }).where("id", "=", 2).execute();
    expect(await refused({ clientid: 2 })).toBe("Product ID 2 has no price in the currency of the client");
    await books.call("CloseClient", { clientid: 1 });
    expect(await refused({})).toBe("Unable to add order when client status is Closed");
  });
});

describe("renewals in an order", () => {
  beforeEach(async () => {
    await addAddon();
    await add({ ...withDomain, addons: ["1"], noemail: 1, noinvoiceemail: 1 });
  });
  const renewals = { ...paid, domainrenewals: { "example.com": 1 }, servicerenewals: [1], addonrenewals: [1] };

  it("are refused while the things are not running", async () => {
    expect(await books.refused("AddOrder", { ...paid, servicerenewals: [1] })).toBe(
      "Service ID 1 can not be renewed at this time.",
    );
    expect(await books.refused("AddOrder", { ...paid, domainrenewals: { "example.com": 1 } })).toBe(
      "Domain status is set to 'Pending|Cancelled|Pending Transfer|Transferred|Fraud' and cannot be renewed",
    );
    expect(await books.refused("AddOrder", { ...renewals, clientid: 2 })).toBe(
      "Domain not owned by Client ID provided",
    );
  });

  it("renew when they are paid", async () => {
    await books.call("AcceptOrder", { orderid: 1, autosetup: 1, sendregistrar: 1 });
    await books.call("AddInvoicePayment", { invoiceid: 1 });
    expect(await books.call("AddOrder", renewals)).toMatchObject({ orderid: "2", serviceids: "", domainids: "" });
    expect(await lines(2)).toMatchObject([
      { type: "Domain", description: "Domain Renewal - example.com - 1 Year/s", amount: 14_95 },
      { type: "Hosting", description: "Small Hosting - example.com (2026-04-10 - 2026-05-09)", amount: 9_95 },
      { type: "Addon", description: "Backups (2026-04-10 - 2026-05-09)", amount: 2_00 },
    ]);
    await books.call("AddInvoicePayment", { invoiceid: 2 });
    expect(await row("domains", 1)).toMatchObject({ expires: "2028-03-10", next_due: "2028-03-10" });
    expect(await row("services", 1)).toMatchObject({ next_due: "2026-05-10" });
    expect(await row("service_addons", 1)).toMatchObject({ next_due: "2026-05-10" });
  });
});

describe("AcceptOrder", () => {
  it("sets services up and registers domains, with the nameservers of the order", async () => {
    await add({ ...withDomain, nameserver1: "ns1.me.example", nameserver2: "ns2.me.example" });
    await books.call("AcceptOrder", {
      orderid: 1,
      serviceusername: "me",
      servicepassword: "pw",
      serverid: 1,
      autosetup: 1,
      sendregistrar: 1,
      sendemail: 1,
    });
    expect(await row("orders", 1)).toMatchObject({ status: "Active" });
    expect(await row("services", 1)).toMatchObject({ status: "Active", username: "me", password: "pw" });
    expect(await row("domains", 1)).toMatchObject({ status: "Active", expires: "2027-03-10" });
    expect(await row("invoices", 1)).toMatchObject({ status: "Unpaid" });
    expect(await books.call("DomainGetNameservers", { domainid: 1 })).toEqual({
      ns1: "ns1.me.example",
      ns2: "ns2.me.example",
    });
    expect(await mails()).toContain("Domain Registration Confirmation");
    expect(await hookNames(books.billing)).toEqual(expect.arrayContaining(["AcceptOrder", "AfterModuleCreate"]));
    expect(await books.refused("AcceptOrder", { orderid: 1 })).toBe("Order ID not found or Status not Pending");
  });

  it("leaves pending what is not set up, unless there is nothing to set up", async () => {
    await add({ ...withDomain, pid: [2, 1], domain: ["example.com", ""] });
    await books.call("AcceptOrder", { orderid: 1, registrar: "other" });
    expect(await row("services", 1)).toMatchObject({ status: "Pending" });
    expect(await row("services", 2)).toMatchObject({ status: "Active" });
    expect(await row("domains", 1)).toMatchObject({ status: "Pending", registrar: "other" });
  });

  it("sets up a product that is set up on acceptance, unless it is told not to", async () => {
    await books.billing.db.updateTable("products").set({ auto_setup: "on" }).where("id", "=", 2).execute();
    await add();
    await add();
    await books.call("AcceptOrder", { orderid: 1 });
    await books.call("AcceptOrder", { orderid: 2, autosetup: 0 });
    expect(await row("services", 1)).toMatchObject({
      status: "Active",
      username: expect.stringMatching(/^examplec1$/),
    });
    expect(await row("services", 2)).toMatchObject({ status: "Pending" });
  });

  it.each([
    [{ autosetup: 1 }, "Create was refused for fail-me.com"],
    [{ sendregistrar: 1 }, "RegisterDomain was refused for fail-me.com"],
  ])("stays pending when a module refuses: %j", async (values, message) => {
    await add({ ...withDomain, domain: ["fail-me.com"] });
    const before = await everything();
    expect(await books.refused("AcceptOrder", { orderid: 1, ...values })).toBe(message);
    expect(await everything()).toEqual(before);
  });

  it.each([
    [{ orderid: 9 }, "Order ID not found or Status not Pending"],
    [{}, "Order ID not found or Status not Pending"],
    [{ orderid: 1, serverid: 9 }, "Server ID Not Found"],
  ])("refuses %j: %s", async (values, message) => {
    await add();
    expect(await books.refused("AcceptOrder", values)).toBe(message);
    expect(await row("orders", 1)).toMatchObject({ status: "Pending" });
  });
});
