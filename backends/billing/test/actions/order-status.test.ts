import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Books, openBooks } from "../support/books.js";
import { hookNames, mailNames, moduleCalls, orderRows, rowOf } from "../support/rows.js";

let books: Books;

beforeEach(async () => {
  books = await openBooks();
});

afterEach(() => books.close());

const order = { clientid: 1, paymentmethod: "mailin", pid: [2], domain: ["example.com"], domaintype: ["register"] };
const add = async (values: Readonly<Record<string, unknown>> = {}) =>
  await books.call("AddOrder", { ...order, noemail: 1, noinvoiceemail: 1, ...values });
const statuses = async () => ({
  order: (await rowOf(books.billing, "orders", 1)).status,
  service: (await rowOf(books.billing, "services", 1)).status,
  domain: (await rowOf(books.billing, "domains", 1)).status,
  invoice: (await rowOf(books.billing, "invoices", 1)).status,
});

async function subscribe() {
  await books.billing.db.updateTable("services").set({ subscription_id: "SUB-1", payment_method: "paypal" }).execute();
}

async function refuseModule(operation: string, message: string) {
  await books.billing.db.insertInto("module_refusals").values({ operation, subject: "*", message }).execute();
}

describe("CancelOrder", () => {
  it("cancels the order, what of it is pending, and the invoice that is to be paid, and tells the client", async () => {
    await add();
    await books.call("DomainRegister", { domainid: 1 });
    await books.call("CancelOrder", { orderid: 1 });
    expect(await statuses()).toEqual({
      order: "Cancelled",
      service: "Cancelled",
      domain: "Active",
      invoice: "Cancelled",
    });
    expect(await hookNames(books.billing)).toEqual(expect.arrayContaining(["CancelOrder", "InvoiceCancelled"]));
    expect(await mailNames(books.billing)).toContain("Order Cancelled");
  });

  it("sends no mail where it is told so, and leaves a paid invoice paid", async () => {
    await add();
    await books.call("AddInvoicePayment", { invoiceid: 1, noemail: 1 });
    await books.call("CancelOrder", { orderid: 1, noemail: 1 });
    expect(await statuses()).toMatchObject({ order: "Cancelled", service: "Cancelled", invoice: "Paid" });
    expect(await mailNames(books.billing)).not.toContain("Order Cancelled");
  });

  it("refuses what is not there or not pending, and changes nothing", async () => {
    await add();
    await books.call("AcceptOrder", { orderid: 1 });
    const before = await orderRows(books.billing);
    const message = "Order ID not found or Status not Pending";
    expect(await books.refused("CancelOrder", { orderid: 1 })).toBe(message);
    expect(await books.refused("CancelOrder", { orderid: 9 })).toBe(message);
    expect(await books.refused("CancelOrder", { orderid: "1abc" })).toBe(message);
    expect(await orderRows(books.billing)).toEqual(before);
  });
});

describe("FraudOrder", () => {
  it("marks all of an order, whatever its status", async () => {
    await add();
    await books.call("AcceptOrder", { orderid: 1, autosetup: 1, sendregistrar: 1 });
    await books.call("FraudOrder", { orderid: 1 });
    expect(await statuses()).toEqual({ order: "Fraud", service: "Fraud", domain: "Fraud", invoice: "Cancelled" });
    expect(await hookNames(books.billing)).toContain("FraudOrder");
    expect(await books.refused("FraudOrder", { orderid: 9 })).toBe("Order ID Not Found");
  });
});

describe.each(["CancelOrder", "FraudOrder"])("%s with cancelsub", (action) => {
  it("ends the subscription at its gateway", async () => {
    await add();
    await subscribe();
    await books.call(action, { orderid: 1, cancelsub: 1 });
    expect(await moduleCalls(books.billing)).toEqual([
      { module: "paypal", operation: "CancelSubscription", outcome: "ok" },
    ]);
  });

  it("changes nothing when the gateway refuses", async () => {
    await add();
    await subscribe();
    await refuseModule("CancelSubscription", "no such subscription");
    const before = await orderRows(books.billing);
    expect(await books.refused(action, { orderid: 1, cancelsub: 1 })).toBe(
      "Subscription Cancellation Failed - Please check the gateway log for further information",
    );
    expect(await orderRows(books.billing)).toEqual(before);
  });
});

describe("PendingOrder", () => {
  it("sets all of an order back, whatever its status, and leaves the invoice as it is", async () => {
    await add();
    await books.call("FraudOrder", { orderid: 1 });
    await books.call("PendingOrder", { orderid: 1 });
    expect(await statuses()).toEqual({
      order: "Pending",
      service: "Pending",
      domain: "Pending",
      invoice: "Cancelled",
    });
    expect(await hookNames(books.billing)).toContain("PendingOrder");
    expect(await books.refused("PendingOrder", { orderid: 9 })).toBe("Order ID Not Found");
  });
});

describe("DeleteOrder", () => {
  it("deletes an order that has ended, with what was ordered, and leaves the invoice", async () => {
    const { db } = books.billing;
    await db.insertInto("custom_fields").values({ type: "product", product_id: 2, name: "Location" }).execute();
    await add({ customfields: [{ 1: "Oslo" }] });
    await books.call("CancelOrder", { orderid: 1 });
    await books.call("DeleteOrder", { orderid: 1 });
    for (const table of ["orders", "services", "domains", "custom_field_values"] as const)
      expect(await db.selectFrom(table).selectAll().execute()).toEqual([]);
    expect(await rowOf(books.billing, "invoices", 1)).toMatchObject({ status: "Cancelled" });
    expect(await hookNames(books.billing)).toContain("DeleteOrder");
    expect(await books.refused("DeleteOrder", { orderid: 1 })).toBe("Order ID not found");
  });

  it("refuses one that is pending or active, unless the books are set to the old rule", async () => {
    await add();
    const before = await orderRows(books.billing);
    expect(await books.refused("DeleteOrder", { orderid: 1 })).toBe(
      "The order status must be in Cancelled or Fraud to be deleted",
    );
    expect(await orderRows(books.billing)).toEqual(before);
    await books.set("DeleteAnyOrder", "on");
    await books.call("DeleteOrder", { orderid: 1 });
  });
});

describe("GetOrders", () => {
  type Listed = { totalresults: number; orders: { order: Readonly<Record<string, unknown>>[] } };
  const list = async (values: Readonly<Record<string, unknown>> = {}) =>
    (await books.call("GetOrders", values)) as unknown as Listed;

  it("shows an order with its items, its invoice and its client", async () => {
    const { db } = books.billing;
    await db.insertInto("addons").values({ name: "Backups" }).execute();
    await db
      .insertInto("addon_prices")
      .values({ addon_id: 1, currency_id: 1, cycle: "monthly", price: 2_00 })
      .execute();
    const { orderid } = await add({ addons: ["1"], clientip: "192.0.2.7" });
    const { number } = await rowOf(books.billing, "orders", orderid);
    const [shown = {}] = (await list()).orders.order;
    expect(shown).toMatchObject({
      id: 1,
      ordernum: Number(number),
      userid: 1,
      contactid: 0,
      admin_requestor_id: 1,
      date: "2026-03-10 12:00:00",
      amount: "26.90",
      paymentmethodname: "Mail In Payment",
      invoiceid: 1,
      paymentstatus: "Unpaid",
      ipaddress: "192.0.2.7",
      name: "One Client",
      renewalsByType: { domains: [], services: [], addons: [] },
    });
    const item = (type: string, product: string, billingcycle: string, amount: string) =>
      expect.objectContaining({
        type,
        relid: 1,
        product,
        domain: "example.com",
        billingcycle,
        amount,
        status: "Pending",
      });
    expect((shown.lineitems as { lineitem: unknown[] }).lineitem).toEqual([
      item("product", "Hosting - Small Hosting", "Monthly", "9.95"),
      item("addon", "Backups", "Monthly", "2.00"),
      item("domain", "Registration", "1 Year/s", "14.95"),
    ]);
  });

  it("shows what was renewed", async () => {
    await add();
    await books.call("AcceptOrder", { orderid: 1, autosetup: 1, sendregistrar: 1 });
    await books.call("AddOrder", {
      clientid: 1,
      paymentmethod: "mailin",
      domainrenewals: { "example.com": 1 },
      servicerenewals: [1],
      noinvoice: 1,
    });
    expect((await list({ id: 2 })).orders.order[0]).toMatchObject({
      renewals: "1=1",
      renewalsByType: { domains: ["1"], services: ["1"], addons: [] },
      invoiceid: 0,
      paymentstatus: "",
      lineitems: {
        lineitem: [
          { type: "renewal", relid: 1, product: "Renewal", billingcycle: "1 Year/s", amount: "14.95" },
          { type: "renewal", relid: 1, product: "Hosting - Small Hosting", amount: "9.95" },
        ],
      },
    });
  });

  it.each([
    [{}, [3, 2, 1], 3],
    [{ userid: 1 }, [3, 1], 2],
    [{ status: "Cancelled" }, [3], 1],
    [{ userid: 1, status: "Pending" }, [1], 1],
    [{ id: 2 }, [2], 1],
    [{ requestor_id: 1 }, [2], 1],
    [{ limitstart: 1, limitnum: 1 }, [2], 3],
    [{ id: 99 }, [], 0],
  ])("filters by %j, the newest first", async (filter, ids, total) => {
    const { db } = books.billing;
    await add();
    await add({ clientid: 2 });
    await add();
    await books.call("CancelOrder", { orderid: 3 });
    const user = {
      uuid: "u",
      email: "u@example.com",
      firstname: "U",
      lastname: "V",
      created_at: "2026-01-01 00:00:00",
    };
    await db.insertInto("users").values(user).execute();
    await db.updateTable("orders").set({ requestor_user_id: 1 }).where("id", "=", 2).execute();
    const listed = await list(filter);
    expect(listed.orders.order.map(({ id }) => id)).toEqual(ids);
    expect(listed.totalresults).toBe(total);
  });

  it("refuses a status that is none", async () => {
    expect(await books.refused("GetOrders", { status: "Lost" })).toBe(
      "status must be one of Pending, Active, Fraud, Cancelled",
    );
  });
});
