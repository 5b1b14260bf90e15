import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Books, openBooks } from "../support/books.js";

let books: Books;
beforeEach(async () => {
  books = await openBooks();
});
afterEach(() => books.close());

const sample = {
  userid: "1",
  status: "Unpaid",
  sendinvoice: "1",
  paymentmethod: "mailin",
  taxrate: "10.00",
  date: "2016-01-01",
  duedate: "2016-01-08",
  itemdescription1: "Sample Invoice Item",
  itemamount1: "15.95",
  itemtaxed1: "0",
  itemdescription2: "Sample Second Invoice Item",
  itemamount2: "1.00",
  itemtaxed2: "1",
};

const invoice = (id: number) =>
  books.billing.db.selectFrom("invoices").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
const items = (id: number) =>
  books.billing.db
    .selectFrom("invoice_items")
    .select(["description", "amount", "taxed"])
    .where("invoice_id", "=", id)
    .orderBy("id")
    .execute();
const giveCredit = async (client: number, amount: number) => {
  await books.billing.db.updateTable("clients").set({ credit: amount }).where("id", "=", client).execute();
  await books.billing.db
    .insertInto("credits")
    .values({ client_id: client, date: "2026-01-01", description: "Given", amount })
    .execute();
};

describe("CreateInvoice", () => {
  it("makes the documented sample to the cent and mails it", async () => {
    expect(await books.call("CreateInvoice", sample)).toEqual({ invoiceid: 1, status: "Unpaid" });
    expect(await invoice(1)).toMatchObject({
      client_id: 1,
      date: "2016-01-01",
      due_date: "2016-01-08",
      subtotal: 1695,
      tax: 10,
      tax2: 0,
      total: 1705,
      tax_rate: 10_000,
      payment_method: "mailin",
      status: "Unpaid",
    });
    expect(await items(1)).toEqual([
      { description: "Sample Invoice Item", amount: 1595, taxed: 0 },
      { description: "Sample Second Invoice Item", amount: 100, taxed: 1 },
    ]);
    const mail = await books.billing.db.selectFrom("outbox").select(["template", "recipient"]).execute();
    expect(mail).toEqual([{ template: "Invoice Created", recipient: "one@example.com" }]);
  });

  it.each(["", "99", "1abc", "-1", "1.0", "0x1"])(
    "answers `Client ID Not Found` for the client `%s`",
    async (userid) => {
      expect(await books.refused("CreateInvoice", { ...sample, userid })).toBe("Client ID Not Found");
    },
  );

  it.each([{ draft: "1", status: "Unpaid" }, { draft: "1", status: undefined }, { status: "Draft" }])(
    "refuses to create and send the draft of $draft and $status in the documented words",
    async (draft) => {
      expect(await books.refused("CreateInvoice", { ...sample, ...draft })).toBe(
        "Cannot create and send a draft invoice in a single API request. Please create and send separately.",
      );
      expect(await books.billing.db.selectFrom("invoices").selectAll().execute()).toEqual([]);
    },
  );

  it("takes the client's own words first: an unknown client is answered before a sent draft", async () => {
    expect(await books.refused("CreateInvoice", { userid: 99, draft: 1, sendinvoice: 1 })).toBe("Client ID Not Found");
  });

  it("lets draft win over status, and mails and numbers nothing", async () => {
    await books.set("CustomInvoiceNumbering", "on");
    await books.call("CreateInvoice", { userid: 1, draft: true, status: "Paid", itemamount1: 5 });
    expect(await invoice(1)).toMatchObject({ status: "Draft", number: "", paid_at: null });
    expect(await books.billing.db.selectFrom("outbox").selectAll().execute()).toEqual([]);
  });

  it("takes lines with any numbers, gaps and all, in the order of their numbers", async () => {
    await books.call("CreateInvoice", {
      userid: 1,
      itemamount10: "3",
      itemdescription2: "second",
      itemamount2: "2",
      itemdescription0: "first, without an amount",
      itemtaxed7: "1",
    });
    expect(await items(1)).toEqual([
      { description: "first, without an amount", amount: 0, taxed: 0 },
      { description: "second", amount: 200, taxed: 0 },
      { description: "", amount: 300, taxed: 0 },
    ]);
  });

  it("ignores lines in brackets, which are not the documented parameters", async () => {
    await books.call("CreateInvoice", { userid: 1, itemdescription: ["a", "b"], itemamount: ["1", "2"] });
    expect(await items(1)).toEqual([]);
  });

  it("lets a rate of 0 override the rule, and takes the rule when there is none", async () => {
    await books.billing.db.updateTable("tax_rules").set({ is_active: 1 }).execute();
    await books.call("CreateInvoice", { userid: 1, itemamount1: "100", itemtaxed1: "1" });
    await books.call("CreateInvoice", { userid: 1, itemamount1: "100", itemtaxed1: "1", taxrate: "0" });
    expect(await invoice(1)).toMatchObject({ tax: 1000, tax2: 500, total: 11_500 });
    expect(await invoice(2)).toMatchObject({ tax: 0, tax2: 500, total: 10_500 });
  });

  it("takes the most specific tax rule of the client's country and state", async () => {
    const { db } = books.billing;
    await db.updateTable("clients").set({ country: "CA", state: "Quebec" }).where("id", "=", 1).execute();
    await db
      .insertInto("tax_rules")
      .values([
        { level: 1, name: "GST", country: "CA", state: "", rate: 5_000 },
        { level: 1, name: "Elsewhere", country: "", state: "", rate: 1_000 },
        { level: 2, name: "QST", country: "CA", state: "Quebec", rate: 9_975 },
        { level: 2, name: "HST", country: "CA", state: "Ontario", rate: 8_000 },
      ])
      .execute();
    await books.call("CreateInvoice", { userid: 1, itemamount1: "100", itemtaxed1: "1" });
    expect(await invoice(1)).toMatchObject({ tax: 500, tax2: 998, total: 11_498 });
  });

  it("taxes no client who is exempt, and nobody when tax is off", async () => {
    await books.billing.db.updateTable("clients").set({ tax_exempt: 1 }).where("id", "=", 1).execute();
    const taxed = { itemamount1: "100", itemtaxed1: "1", taxrate: "20" };
    await books.call("CreateInvoice", { userid: 1, ...taxed });
    await books.set("TaxEnabled", "");
    await books.call("CreateInvoice", { userid: 2, ...taxed });
    expect(await invoice(1)).toMatchObject({ tax: 0, total: 10_000 });
    expect(await invoice(2)).toMatchObject({ tax: 0, total: 10_000 });
  });

  it("applies credit when asked by its right name, and answers the status from before", async () => {
    await giveCredit(1, 20_00);
    const five = { userid: 1, itemamount1: "5" };
    await books.call("CreateInvoice", { ...five, autoappliedcredit: "1" });
    expect(await invoice(1)).toMatchObject({ credit: 0, total: 500, status: "Unpaid" });
    expect(await books.call("CreateInvoice", { ...five, autoapplycredit: "1" })).toMatchObject({ status: "Unpaid" });
    expect(await invoice(2)).toMatchObject({ credit: 500, total: 0, status: "Paid", paid_at: "2026-03-10 12:00:00" });
    await books.set("TruthfulCreateStatus", "on");
    expect(await books.call("CreateInvoice", { ...five, autoapplycredit: "1" })).toMatchObject({ status: "Paid" });
    await books.call("CreateInvoice", { userid: 1, itemamount1: "30", autoapplycredit: "1" });
    expect(await invoice(4)).toMatchObject({ credit: 1000, total: 2000, status: "Unpaid" });
    const log = await books.billing.db.selectFrom("credits").select(["description", "amount"]).orderBy("id").execute();
    expect(log.slice(1)).toEqual([
      { description: "Credit Applied to Invoice #2", amount: -500 },
      { description: "Credit Applied to Invoice #3", amount: -500 },
      { description: "Credit Applied to Invoice #4", amount: -1000 },
    ]);
  });

  it("takes no credit for a draft", async () => {
    await giveCredit(1, 20_00);
    await books.call("CreateInvoice", { userid: 1, draft: 1, itemamount1: "5", autoapplycredit: "1" });
    expect(await invoice(1)).toMatchObject({ credit: 0, status: "Draft" });
  });

  it("is due fourteen days after its date, or as many as are set", async () => {
    await books.call("CreateInvoice", { userid: 1, date: "20260220" });
    await books.set("CreateInvoiceDaysBefore", "30");
    await books.call("CreateInvoice", { userid: 1 });
    expect(await invoice(1)).toMatchObject({ date: "2026-02-20", due_date: "2026-03-06" });
    expect(await invoice(2)).toMatchObject({ date: "2026-03-10", due_date: "2026-04-09" });
  });

  it("takes the client's payment method, else the first one", async () => {
    await books.billing.db.updateTable("clients").set({ default_gateway: "paypal" }).where("id", "=", 2).execute();
    await books.call("CreateInvoice", { userid: 1 });
    await books.call("CreateInvoice", { userid: 2 });
    expect(await invoice(1)).toMatchObject({ payment_method: "mailin" });
    expect(await invoice(2)).toMatchObject({ payment_method: "paypal" });
  });

  it("numbers invoices by their format, and ids by their step", async () => {
    await books.set("CustomInvoiceNumbering", "on");
    await books.set("CustomInvoiceNumberFormat", "INV-{YEAR}/{MONTH}-{NUMBER}");
    await books.set("CustomInvoiceNumber", "100");
    await books.set("InvoiceIncrement", "3");
    expect(await books.call("CreateInvoice", { userid: 1 })).toMatchObject({ invoiceid: 1 });
    expect(await books.call("CreateInvoice", { userid: 1 })).toMatchObject({ invoiceid: 4 });
    expect(await invoice(1)).toMatchObject({ number: "INV-2026/03-100" });
    expect(await invoice(4)).toMatchObject({ number: "INV-2026/03-101" });
  });

  it.each([
    [{ taxrate: "-1" }, "taxrate must be a percentage from 0 to 1000"],
    [{ taxrate: "abc" }, "taxrate must be a percentage from 0 to 1000"],
    [{ itemamount1: "1,50" }, "itemamount1 must be an amount such as 15.95"],
    [{ itemamount1: "9".repeat(25) }, "itemamount1 must be an amount such as 15.95"],
    [{ date: "2026-02-30" }, "date must be a date that exists, as YYYY-MM-DD"],
    [{ duedate: "soon" }, "duedate must be a date that exists, as YYYY-MM-DD"],
    [{ status: "Overdue" }, "Invalid status Overdue"],
    [{ notes: ["a"] }, "notes must be a single value"],
  ])("refuses %j and writes nothing", async (junk, message) => {
    expect(await books.refused("CreateInvoice", { ...sample, ...junk })).toBe(message);
    for (const table of ["invoices", "invoice_items", "outbox", "hook_events", "activity_log", "sequences"] as const) {
      expect(await books.billing.db.selectFrom(table).selectAll().execute()).toEqual([]);
    }
  });
});
