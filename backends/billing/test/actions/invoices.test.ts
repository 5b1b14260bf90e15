import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Books, openBooks } from "../support/books.js";

let books: Books;
beforeEach(async () => {
  books = await openBooks();
});
afterEach(() => books.close());

const create = async (values: Readonly<Record<string, unknown>> = {}) =>
  Number(
    (await books.call("CreateInvoice", { userid: 1, itemdescription1: "Work", itemamount1: "100.00", ...values }))
      .invoiceid,
  );
const read = (invoiceid: number) => books.call("GetInvoice", { invoiceid });
const hooks = async () =>
  (await books.billing.db.selectFrom("hook_events").select("hook").orderBy("id").execute()).map(({ hook }) => hook);
const mails = async () =>
  (await books.billing.db.selectFrom("outbox").select("template").orderBy("id").execute()).map(
    ({ template }) => template,
  );
const credit = async (clientid: number) => {
  const { amounts } = await books.billing.db
    .selectFrom("credits")
    .select(({ fn }) => fn.sum("amount").as("amounts"))
    .where("client_id", "=", clientid)
    .executeTakeFirstOrThrow();
  return Number(amounts);
};

describe("UpdateInvoice", () => {
  it("changes a line only when all three of its values are there", async () => {
    const id = await create();
    const line = { itemdescription: { 1: "Changed" }, itemamount: { 1: "50" }, itemtaxed: { 1: "0" } };
    const { itemtaxed: _, ...two } = line;
    expect(await books.refused("UpdateInvoice", { invoiceid: id, ...two })).toBe(
      "Missing Variables: itemdescription, itemamount and itemtaxed are required for each item being changed",
    );
    await books.call("UpdateInvoice", { invoiceid: id, ...line });
    expect(await read(id)).toMatchObject({
      total: "50.00",
      items: { item: [{ id: 1, description: "Changed", amount: "50.00", taxed: 0 }] },
    });
  });

  it("passes over lines that are not the invoice's, whoever's they are", async () => {
    const [first, second] = [await create(), await create()];
    await books.call("UpdateInvoice", { invoiceid: second, itemdescription: { 0: "x", 1: "x" }, deletelineids: [1] });
    expect(await read(first)).toMatchObject({ items: { item: [{ description: "Work" }] } });
  });

  it("adds and deletes lines and brings the totals up to them", async () => {
    const id = await create({ taxrate: "10" });
    await books.call("UpdateInvoice", {
      invoiceid: id,
      newitemdescription: ["Travel"],
      newitemamount: ["20"],
      newitemtaxed: ["1"],
      deletelineids: [1],
    });
    expect(await read(id)).toMatchObject({ subtotal: "20.00", tax: "2.00", total: "22.00" });
    expect(await books.refused("UpdateInvoice", { invoiceid: id, newitemdescription: "Travel" })).toBe(
      "Expecting parameter 'newitemdescription' to be an array",
    );
  });

  it("publishes a draft on the day, numbers it, mails it when told to, and refuses what is no draft", async () => {
    await books.set("CustomInvoiceNumbering", "on");
    const id = await create({ draft: 1, date: "2026-01-01" });
    expect(await hooks()).not.toContain("InvoiceCreated");
    await books.call("UpdateInvoice", { invoiceid: id, publishandsendemail: 1 });
    expect(await read(id)).toMatchObject({ status: "Unpaid", date: "2026-03-10", invoicenum: "1" });
    expect(await mails()).toEqual(["Invoice Created"]);
    expect((await hooks()).slice(-2)).toEqual(["EmailPreSend", "InvoiceCreated"]);
    expect(await books.refused("UpdateInvoice", { invoiceid: id, publish: 1 })).toBe(
      "Invoice must be in Draft status to be published",
    );
  });

  it.each([
    ["Paid", { datepaid: "2026-03-10 12:00:00" }],
    ["Cancelled", { datepaid: "0000-00-00 00:00:00" }],
    ["Collections", { datepaid: "0000-00-00 00:00:00" }],
  ])("sets the status %s with its dates and books nothing", async (status, dates) => {
    const id = await create();
    await books.call("UpdateInvoice", { invoiceid: id, status });
    expect(await read(id)).toMatchObject({ status, ...dates, transactions: { transaction: [] } });
    await books.call("UpdateInvoice", { invoiceid: id, status: "Unpaid" });
    expect(await read(id)).toMatchObject({ status: "Unpaid", datepaid: "0000-00-00 00:00:00" });
  });

  it.each([
    [{ invoiceid: 99 }, "Invoice ID Not Found"],
    [{ status: "Overdue" }, "Invalid status Overdue"],
    [{ credit: "100.01" }, "The credit of an invoice must be from 0 to the sum of its lines and taxes"],
    [{ credit: "-1" }, "The credit of an invoice must be from 0 to the sum of its lines and taxes"],
  ])("refuses %j", async (values, message) => {
    await create();
    expect(await books.refused("UpdateInvoice", { invoiceid: 1, ...values })).toBe(message);
  });

  it("sets the applied credit and leaves the client's alone", async () => {
    await books.call("AddCredit", { clientid: 1, description: "x", amount: "10" });
    const id = await create();
    await books.call("UpdateInvoice", { invoiceid: id, credit: "30" });
    expect(await read(id)).toMatchObject({ credit: "30.00", total: "70.00" });
    expect(await credit(1)).toBe(1000);
  });

  it("changes what was published only where invoices are mutable", async () => {
    const id = await create();
    await books.set("ImmutableInvoices", "on");
    expect(await books.refused("UpdateInvoice", { invoiceid: id, taxrate: "5" })).toBe(
      "You cannot modify an Invoice that is Unpaid.",
    );
    await books.call("UpdateInvoice", { invoiceid: id, notes: "Thanks", status: "Cancelled" });
    expect(await read(id)).toMatchObject({ notes: "Thanks", status: "Cancelled" });
  });
});

describe("AddInvoicePayment", () => {
  it("leaves an invoice open that is paid in part, and pays it with the rest", async () => {
    const id = await create();
    await books.call("AddInvoicePayment", {
      invoiceid: id,
      transid: "A",
      gateway: "paypal",
      amount: "40",
      fees: "1.20",
      date: "2026-03-01 08:00:00",
    });
    expect(await read(id)).toMatchObject({ status: "Unpaid", balance: "60.00", total: "100.00" });
    await books.call("AddInvoicePayment", { invoiceid: id, transid: "B", date: "2026-03-02 09:30:00" });
    expect(await read(id)).toMatchObject({
      status: "Paid",
      balance: "0.00",
      datepaid: "2026-03-02 09:30:00",
      transactions: {
        transaction: [
          { transid: "A", gateway: "paypal", amountin: "40.00", fees: "1.20" },
          { transid: "B", gateway: "mailin", amountin: "60.00" },
        ],
      },
    });
    expect(await mails()).toEqual(["Invoice Payment Confirmation"]);
    expect((await hooks()).slice(-3)).toEqual(["InvoicePaidPreEmail", "EmailPreSend", "InvoicePaid"]);
  });

  it("credits what is above the balance, each time", async () => {
    const id = await create();
    await books.call("AddInvoicePayment", { invoiceid: id, amount: "130", noemail: 1 });
    await books.call("AddInvoicePayment", { invoiceid: id, amount: "10" });
    await books.call("AddInvoicePayment", { invoiceid: id });
    expect(await read(id)).toMatchObject({ status: "Paid", balance: "-40.00" });
    expect(await credit(1)).toBe(4000);
    expect(await mails()).toEqual([]);
  });

  it("refuses cancelled invoices, unknown ones, negative amounts, and junk", async () => {
    const id = await create({ status: "Cancelled" });
    expect(await books.refused("AddInvoicePayment", { invoiceid: id })).toBe(
      "It is not possible to add a payment to an invoice that is Cancelled",
    );
    expect(await books.refused("AddInvoicePayment", { invoiceid: 99 })).toBe("Invoice ID Not Found");
    const open = await create();
    expect(await books.refused("AddInvoicePayment", { invoiceid: open, amount: "-5" })).toBe(
      "The amount of a payment must not be negative",
    );
    expect(await books.refused("AddInvoicePayment", { invoiceid: open, amount: "five" })).toBe(
      "amount must be an amount such as 15.95",
    );
  });

  it("numbers invoices when they are paid, and dates them so, where that is set", async () => {
    for (const setting of ["SequentialInvoiceNumbering", "SequentialInvoiceSetDate"]) await books.set(setting, "on");
    await books.set("SequentialInvoiceNumberFormat", "P{NUMBER}");
    const [first, second] = [await create({ date: "2026-02-01" }), await create()];
    await books.call("AddInvoicePayment", { invoiceid: second, date: "2026-03-09" });
    await books.call("AddInvoicePayment", { invoiceid: first });
    expect(await read(second)).toMatchObject({ invoicenum: "P1", date: "2026-03-09" });
    expect(await read(first)).toMatchObject({ invoicenum: "P2", date: "2026-03-10" });
  });

  it("is strict about methods and transaction ids where that is set", async () => {
    const id = await create();
    await books.set("StrictPayments", "on");
    expect(await books.refused("AddInvoicePayment", { invoiceid: id, gateway: "cowries", amount: "1" })).toBe(
      "Invalid Payment Method. Valid options include mailin, banktransfer, paypal, sandboxcard",
    );
    await books.call("AddInvoicePayment", { invoiceid: id, transid: "T", amount: "1" });
    expect(await books.refused("AddInvoicePayment", { invoiceid: id, transid: "T", amount: "1" })).toBe(
      "Transaction ID must be Unique",
    );
  });
});

describe("CapturePayment", () => {
  it("charges a card for the balance, and refuses other methods and what is not open", async () => {
    const card = await create({ paymentmethod: "sandboxcard" });
    await books.call("CapturePayment", { invoiceid: card });
    expect(await read(card)).toMatchObject({
      status: "Paid",
      ccgateway: true,
      lastcaptureattempt: "2026-03-10 12:00:00",
    });
    expect(await books.refused("CapturePayment", { invoiceid: card })).toBe("Invoice Not Found or Not Unpaid");
    expect(await books.refused("CapturePayment", { invoiceid: await create() })).toBe("Payment Attempt Failed");
  });

  it("fails when the gateway is told to", async () => {
    const id = await create({ paymentmethod: "sandboxcard" });
    await books.billing.db
      .insertInto("module_refusals")
      .values({ operation: "Capture", subject: "*", message: "declined" })
      .execute();
    expect(await books.refused("CapturePayment", { invoiceid: id })).toBe("Payment Attempt Failed");
    expect(await read(id)).toMatchObject({ status: "Unpaid" });
  });
});

describe("GetInvoices", () => {
  it("finds by client and status, and what is overdue today", async () => {
    await create({ duedate: "2026-03-09" });
    await create({ duedate: "2026-03-10" });
    await create({ userid: 2, duedate: "2026-03-01" });
    await create({ userid: 2, status: "Paid", duedate: "2026-03-01" });
    const ids = async (values: object) => {
      const { totalresults, invoices } = await books.call("GetInvoices", { ...values });
      const found = (invoices as { invoice: { id: number }[] }).invoice.map(({ id }) => id);
      expect(totalresults).toBe(found.length);
      return found;
    };
    expect(await ids({})).toEqual([4, 3, 2, 1]);
    expect(await ids({ status: "Overdue" })).toEqual([1, 3]);
    expect(await ids({ status: "Overdue", userid: 2 })).toEqual([3]);
    expect(await ids({ status: "Overdue", orderby: "id", order: "asc" })).toEqual([1, 3]);
    expect(await ids({ status: "Paid" })).toEqual([4]);
    expect(await ids({ status: "Nothing" })).toEqual([]);
    expect(await ids({ userid: 99 })).toEqual([]);
  });
});
