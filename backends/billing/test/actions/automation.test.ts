import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Books, openBooks } from "../support/books.js";
import { logLines, mailNames, moduleCalls, rowOf } from "../support/rows.js";

let books: Books;

beforeEach(async () => {
  books = await openBooks();
});

afterEach(() => books.close());

const order = async (domain: string) =>
  await books.call("AddOrder", {
    clientid: 1,
    paymentmethod: "mailin",
    pid: [2],
    domain: [domain],
    domaintype: ["register"],
    noemail: 1,
    noinvoiceemail: 1,
  });
const setUp = async (when: "order" | "payment") =>
  await books.billing.db.updateTable("products").set({ auto_setup: when }).where("id", "=", 2).execute();
const service = async () => await rowOf(books.billing, "services", 1);
const domain = async () => await rowOf(books.billing, "domains", 1);
const invoice = async () => await rowOf(books.billing, "invoices", 1);
const operations = async () => (await moduleCalls(books.billing)).map(({ operation }) => operation);

describe("an invoice that is paid", () => {
  it("sets up the service and registers the domain that it is for", async () => {
    await setUp("payment");
    await order("example.com");
    expect(await operations()).toEqual([]);
    await books.call("AddInvoicePayment", { invoiceid: 1 });
    expect(await service()).toMatchObject({ status: "Active", next_due: "2026-04-10", next_invoice: "2026-04-10" });
    expect(await domain()).toMatchObject({ status: "Active", expires: "2027-03-10", next_due: "2027-03-10" });
    expect(await mailNames(books.billing)).toEqual([
      "Invoice Payment Confirmation",
      "Domain Registration Confirmation",
    ]);
  });

  it("sets nothing going before all of it is paid", async () => {
    await setUp("payment");
    await order("example.com");
    await books.call("AddInvoicePayment", { invoiceid: 1, amount: "5.00" });
    expect(await operations()).toEqual([]);
    await books.call("AddCredit", { clientid: 1, description: "Prepaid", amount: "100.00" });
    await books.call("ApplyCredit", { invoiceid: 1, amount: "full" });
    expect(await operations()).toEqual(["Create", "RegisterDomain"]);
  });

  it.each([
    ["AddInvoicePayment", { invoiceid: 1 }],
    ["UpdateInvoice", { invoiceid: 1, status: "Paid" }],
  ])("stays paid when modules fail, by %s", async (action, values) => {
    await setUp("payment");
    await order("fail-me.com");
    await books.call(action, values);
    expect(await invoice()).toMatchObject({ status: "Paid", paid_at: "2026-03-10 12:00:00" });
    expect(await service()).toMatchObject({ status: "Pending", next_due: "2026-04-10" });
    expect(await domain()).toMatchObject({ status: "Pending", expires: null });
    expect(await moduleCalls(books.billing)).toMatchObject([{ outcome: "failed" }, { outcome: "failed" }]);
    expect(await logLines(books.billing)).toEqual(
      expect.arrayContaining([
        "Automation Failed - Invoice ID: 1 - Create was refused for fail-me.com",
        "Automation Failed - Invoice ID: 1 - RegisterDomain was refused for fail-me.com",
      ]),
    );
  });

  it("stays paid when a module breaks", async () => {
    await books.close();
    const broken = () => Promise.reject(new Error("connection lost"));
    books = await openBooks({ modules: broken, report: () => undefined });
    await order("example.com");
    await books.call("AddInvoicePayment", { invoiceid: 1 });
    expect(await invoice()).toMatchObject({ status: "Paid", paid: 24_90 });
    expect(await domain()).toMatchObject({ status: "Pending" });
    expect(await logLines(books.billing)).toContain("Automation Failed - Invoice ID: 1 - The module sandbox failed");
  });

  it("asks a registrar only for what it was not asked for before", async () => {
    await order("example.com");
    await books.call("AcceptOrder", { orderid: 1, autosetup: 1, sendregistrar: 1 });
    await books.call("AddInvoicePayment", { invoiceid: 1 });
    expect(await operations()).toEqual(["Create", "RegisterDomain"]);
  });

  it("does it once, however often it is paid", async () => {
    await order("example.com");
    await books.call("AddInvoicePayment", { invoiceid: 1 });
    await books.call("UpdateInvoice", { invoiceid: 1, status: "Unpaid" });
    await books.call("UpdateInvoice", { invoiceid: 1, status: "Paid" });
    expect(await service()).toMatchObject({ next_due: "2026-04-10" });
    expect(await operations()).toEqual(["RegisterDomain"]);
  });

  it("lets a service run again that was suspended for debts, and none that was suspended for abuse", async () => {
    await order("example.com");
    await order("example2.com");
    await books.call("AcceptOrder", { orderid: 1, autosetup: 1 });
    await books.call("AcceptOrder", { orderid: 2, autosetup: 1 });
    await books.call("ModuleSuspend", { serviceid: 1 });
    await books.call("ModuleSuspend", { serviceid: 2, suspendreason: "Abuse" });
    await books.call("AddInvoicePayment", { invoiceid: 1 });
    await books.call("AddInvoicePayment", { invoiceid: 2 });
    expect(await service()).toMatchObject({ status: "Active", suspension_reason: "" });
    expect(await rowOf(books.billing, "services", 2)).toMatchObject({ status: "Suspended" });
  });

  it("does not bring back what was cancelled", async () => {
    await setUp("payment");
    await order("example.com");
    await books.call("CancelOrder", { orderid: 1, noemail: 1 });
    await books.call("UpdateInvoice", { invoiceid: 1, status: "Paid" });
    expect(await service()).toMatchObject({ status: "Cancelled", next_due: "2026-03-10" });
    expect(await operations()).toEqual([]);
  });

  it("makes credit of money that was paid in", async () => {
    const { db } = books.billing;
    await books.call("CreateInvoice", { userid: 1, itemdescription1: "Add Funds", itemamount1: "50.00" });
    await db.updateTable("invoice_items").set({ type: "AddFunds" }).execute();
    await books.call("AddInvoicePayment", { invoiceid: 1 });
    expect(await rowOf(books.billing, "clients", 1)).toMatchObject({ credit: 50_00 });
  });
});

describe("an order of a product that is set up at once", () => {
  it("sets it up before it is paid", async () => {
    await setUp("order");
    await order("example.com");
    expect(await service()).toMatchObject({ status: "Active" });
    expect(await rowOf(books.billing, "orders", 1)).toMatchObject({ status: "Pending" });
  });

  it("stands when its server refuses", async () => {
    await setUp("order");
    await order("fail-me.com");
    expect(await service()).toMatchObject({ status: "Pending" });
    expect(await logLines(books.billing)).toContain(
      "Automation Failed - Order ID: 1 - Create was refused for fail-me.com",
    );
  });
});
