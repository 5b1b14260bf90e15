import { serialize } from "php-serialize";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Books, openBooks } from "../support/books.js";

let books: Books;
beforeEach(async () => {
  books = await openBooks();
  await books.billing.db.updateTable("tax_rules").set({ is_active: 1 }).where("level", "=", 1).execute();
});
afterEach(() => books.close());

const lines = [
  { desc: "Design", qty: "2.5", up: "100.00", discount: "10", taxable: "1" },
  { desc: "Domain", qty: 1, up: "12.50", discount: 0, taxable: false },
];
const quote = { subject: "Website", stage: "Draft", validuntil: "2026-04-10", userid: 1 };
const read = async (quoteid = 1) => {
  const { quotes } = await books.call("GetQuotes", { quoteid });
  return (quotes as { quote: Record<string, unknown>[] }).quote[0];
};

describe("a quote", () => {
  it("has its lines from a serialized array, with discounts and taxes to the cent", async () => {
    const lineitems = Buffer.from(serialize(lines)).toString("base64");
    expect(await books.call("CreateQuote", { ...quote, lineitems })).toEqual({ quoteid: "1" });
    expect(await read()).toMatchObject({
      subtotal: "237.50",
      tax1: "22.50",
      total: "260.00",
      client: { id: 1, email: "one@example.com" },
      items: {
        item: [
          { description: "Design", quantity: "2.5", unitprice: "100.00", discount: "10.00", taxable: 1 },
          { description: "Domain" },
        ],
      },
    });
  });

  it("becomes one invoice when it is accepted, however often", async () => {
    await books.call("CreateQuote", { ...quote, lineitems: lines });
    expect(await books.call("AcceptQuote", { quoteid: 1 })).toEqual({ invoiceid: 1 });
    expect(await books.call("AcceptQuote", { quoteid: 1 })).toEqual({ invoiceid: 1 });
    expect(await books.call("GetInvoice", { invoiceid: 1 })).toMatchObject({ total: "260.00", status: "Unpaid" });
    expect(await read()).toMatchObject({ stage: "Accepted", dateaccepted: "2026-03-10" });
  });

  it("for somebody who is no client is kept, sent, and becomes no invoice", async () => {
    const { userid: _, ...other } = quote;
    await books.call("CreateQuote", {
      ...other,
      userid: 99,
      firstname: "Pat",
      email: "pat@example.com",
      lineitems: lines,
    });
    expect(await read()).toMatchObject({ userid: 0, client: null, firstname: "Pat" });
    await books.call("SendQuote", { quoteid: 1 });
    expect(await read()).toMatchObject({ stage: "Delivered", datesent: "2026-03-10" });
    expect(await books.billing.db.selectFrom("outbox").select("recipient").execute()).toEqual([
      { recipient: "pat@example.com" },
    ]);
    expect(await books.call("AcceptQuote", { quoteid: 1 })).toEqual({});
  });

  it("is changed line by line: one with an id changes it, one without is added", async () => {
    await books.call("CreateQuote", { ...quote, lineitems: lines });
    await books.call("UpdateQuote", {
      quoteid: 1,
      stage: "On Hold",
      lineitems: [
        { id: 2, up: "20.00" },
        { desc: "Hosting", qty: 12, up: "5.00" },
      ],
    });
    expect(await read()).toMatchObject({
      stage: "On Hold",
      subject: "Website",
      subtotal: "305.00",
      items: { item: [{}, { description: "Domain", unitprice: "20.00" }, { description: "Hosting", quantity: "12" }] },
    });
  });

  it("is deleted at any stage", async () => {
    await books.call("CreateQuote", { ...quote, stage: "Accepted" });
    await books.call("DeleteQuote", { quoteid: 1 });
    expect(await books.call("GetQuotes")).toMatchObject({ totalresults: 0 });
  });

  it.each([
    [{ subject: "" }, "Subject is required"],
    [{ stage: "Sent" }, "Invalid Stage"],
    [{ validuntil: "" }, "Valid Until is required"],
    [{ lineitems: "junk!" }, "lineitems must be base64 of a serialized PHP array, or an array"],
    [{ lineitems: [{ up: "x" }] }, "lineitems[0][up] must be an amount such as 15.95"],
  ])("with %j is refused: %s", async (values, message) => {
    expect(await books.refused("CreateQuote", { ...quote, ...values })).toBe(message);
    expect(await books.call("GetQuotes")).toMatchObject({ totalresults: 0 });
  });

  it.each(["UpdateQuote", "SendQuote", "AcceptQuote", "DeleteQuote"])(
    "that does not exist is refused by %s",
    async (action) => {
      expect(await books.refused(action, { quoteid: 99 })).toBe("Quote ID Not Found");
    },
  );
});
