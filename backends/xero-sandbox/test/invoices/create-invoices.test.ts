import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { messagesOf, type Reply, type Server, startServer } from "../support/server.js";

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const line = { Description: "Design", Quantity: 2, UnitAmount: 20, AccountCode: "200" };
const sale = {
  Type: "ACCREC",
  Contact: { Name: "Liam" },
  LineItems: [line],
  Date: "2026-03-01",
  DueDate: "2026-03-31",
};
const bill = { ...sale, Type: "ACCPAY", LineItems: [{ ...line, AccountCode: "429" }] };

async function create(invoice: object, query: Record<string, string> = {}): Promise<Reply> {
  return await server.put("/Invoices", { Invoices: [invoice] }, { query });
}

describe("a new invoice", () => {
  it("is a draft, numbered, with tax on top, due in full", async () => {
    const { status, list } = await create(sale);
    expect(status).toBe(200);
    expect(list).toMatchObject([
      {
        Type: "ACCREC",
        Status: "DRAFT",
        InvoiceNumber: "INV-0001",
        LineAmountTypes: "Exclusive",
        SubTotal: 40,
        TotalTax: 8,
        Total: 48,
        AmountDue: 48,
        AmountPaid: 0,
        CurrencyCode: "EUR",
        DateString: "2026-03-01T00:00:00",
        Date: "/Date(1772323200000+0000)/",
        DueDate: "/Date(1774915200000+0000)/",
        LineItems: [{ Quantity: 2, UnitAmount: 20, LineAmount: 40, TaxType: "OUTPUT", TaxAmount: 8 }],
      },
    ]);
  });

  it("has the next free number, and no number is there twice", async () => {
    await create({ ...sale, InvoiceNumber: "INV-0003" });
    const numbers = [await create(sale), await create(sale)].map(({ list }) => list[0]?.InvoiceNumber);
    expect(numbers).toEqual(["INV-0002", "INV-0004"]);
    expect(messagesOf(await create({ ...sale, InvoiceNumber: "INV-0003" }))).toEqual(["Invoice # must be unique."]);
    await server.post("/Invoices/INV-0003", { Status: "DELETED" });
    expect((await create({ ...sale, InvoiceNumber: "INV-0003" })).status).toBe(200);
  });

  it("of a supplier may have the number of another", async () => {
    expect((await create({ ...bill, InvoiceNumber: "7" })).list).toMatchObject([{ InvoiceNumber: "7" }]);
    expect((await create({ ...bill, InvoiceNumber: "7" })).status).toBe(200);
  });

  it("is of a contact by id, by number, by name; an unknown name makes one", async () => {
    const made = await server.put("/Contacts", { Contacts: [{ Name: "Noel", ContactNumber: "N1" }] });
    const { ContactID } = made.list[0] ?? {};
    for (const Contact of [{ ContactID }, { ContactNumber: "N1" }, { Name: "noel" }]) {
      expect((await create({ ...sale, Contact })).list).toMatchObject([{ Contact: { ContactID, Name: "Noel" } }]);
    }
    expect((await create({ ...sale, Contact: { Name: "New one" } })).status).toBe(200);
    expect((await server.get("/Contacts", { query: { searchTerm: "new one" } })).list).toHaveLength(1);
  });

  it.each([
    [{ Type: undefined }, "The invoice type must be specified: ACCREC or ACCPAY"],
    [{ Type: "ACCRECCREDIT" }, "The invoice type ACCRECCREDIT cannot be created here: use ACCREC or ACCPAY"],
    [{ Contact: undefined }, "A Contact must be specified for this type of transaction"],
    [{ Contact: {} }, "A Contact must be specified for this type of transaction"],
    [
      { Contact: { ContactID: "00000000-0000-4000-8000-000000000000" } },
      "The ContactID is not of a contact of this organisation",
    ],
    [{ LineItems: [] }, "One or more line items must be specified"],
    [{ LineItems: undefined }, "One or more line items must be specified"],
    [{ CurrencyCode: "NZD" }, "The currency code 'NZD' is not one of this organisation's: EUR"],
    [{ InvoiceNumber: "x".repeat(256) }, "InvoiceNumber must have at most 255 characters"],
    [{ InvoiceID: "00000000-0000-4000-8000-000000000000" }, "An InvoiceID cannot be given to a new invoice"],
    [{ LineItems: [{ ...line, UnitAmount: -20 }] }, "The total of an invoice must not be negative"],
  ])("that has %o is refused, and says why", async (change, message) => {
    // A length is refused by the sandbox, not by the description alone.
    const reply = await server.raw("PUT", "/Invoices", JSON.stringify({ Invoices: [{ ...sale, ...change }] }));
    expect(reply.status).toBe(400);
    expect(messagesOf(reply)).toEqual([message]);
  });

  it.each([
    [{ Description: "" }, "A line item must have a description"],
    [{ AccountCode: "999" }, "Account code '999' is not a valid code for this document."],
    [{ AccountCode: "120" }, "Account code '120' is not a valid code for this document."],
    [{ AccountCode: "090" }, "Account code '090' is not a valid code for this document."],
    [{ TaxType: "INPUT" }, "The TaxType code 'INPUT' does not exist or cannot be used for this type of transactions."],
    [
      { TaxType: "MADEUP" },
      "The TaxType code 'MADEUP' does not exist or cannot be used for this type of transactions.",
    ],
    [{ LineAmount: 41 }, "The line total 41.00 does not match the expected line total 40.00"],
    [{ DiscountRate: 101 }, "DiscountRate must be between 0 and 100"],
    [{ TaxType: "NONE", TaxAmount: 1 }, "The tax amount must be 0 for the TaxType code 'NONE'"],
    [{ Tracking: [{}, {}, {}] }, "A line item can have at most 2 tracking categories"],
  ])("with a line of %o is refused, and says why", async (change, message) => {
    expect(messagesOf(await create({ ...sale, LineItems: [{ ...line, ...change }] }))).toContain(message);
  });

  it("says everything that is wrong at once", async () => {
    const LineItems = [
      { ...line, AccountCode: "999" },
      { ...line, TaxType: "X" },
    ];
    expect(messagesOf(await create({ ...sale, Contact: {}, LineItems }))).toHaveLength(3);
  });

  it("may have a line without an account only while it is a draft", async () => {
    const { AccountCode: _, ...bare } = line;
    expect((await create({ ...sale, LineItems: [bare] })).status).toBe(200);
    expect(messagesOf(await create({ ...sale, LineItems: [bare], Status: "AUTHORISED" }))).toEqual([
      "Account code or ID must be specified",
    ]);
  });
});

describe("amounts", () => {
  it.each([
    ["a discount in percent", { UnitAmount: 19.95, Quantity: 1, DiscountRate: 10 }, 17.96, 3.59],
    ["a discount in money", { UnitAmount: 19.95, Quantity: 1, DiscountAmount: 5 }, 14.95, 2.99],
    ["half a cent, which goes up", { UnitAmount: 0.05, Quantity: 0.5, TaxType: "NONE" }, 0.03, 0],
    ["a price with more than two decimals", { UnitAmount: 1.005, Quantity: 1000, TaxType: "NONE" }, 1010, 0],
    ["an amount alone", { LineAmount: 30, Quantity: 4, UnitAmount: undefined }, 30, 6],
    ["an amount that does not divide", { LineAmount: 10, Quantity: 3, UnitAmount: undefined }, 10, 2],
    ["no quantity", { Quantity: undefined, UnitAmount: 7 }, 7, 1.4],
    ["tax as its sender has it", { TaxAmount: 8.01 }, 40, 8.01],
    ["words alone", { Quantity: undefined, UnitAmount: undefined, AccountCode: undefined }, 0, 0],
  ])("are right for %s", async (_, change, amount, tax) => {
    const { list } = await create({ ...sale, LineItems: [{ ...line, ...change }] });
    expect(list).toMatchObject([
      { SubTotal: amount, TotalTax: tax, LineItems: [{ LineAmount: amount, TaxAmount: tax }] },
    ]);
  });

  it("with four decimals are kept where they are asked for, and shown with two otherwise", async () => {
    const { list } = await create(
      { ...sale, LineItems: [{ ...line, UnitAmount: 1.0051, Quantity: 1000 }] },
      { unitdp: "4" },
    );
    const id = String(list[0]?.InvoiceID);
    expect(list).toMatchObject([{ SubTotal: 1005.1, LineItems: [{ UnitAmount: 1.0051 }] }]);
    expect((await server.get(`/Invoices/${id}`)).list).toMatchObject([{ LineItems: [{ UnitAmount: 1.01 }] }]);
    const fine = await server.get(`/Invoices/${id}`, { query: { unitdp: "4" } });
    expect(fine.list).toMatchObject([{ LineItems: [{ UnitAmount: 1.0051 }] }]);
  });

  it("that include tax have it taken out, line by line", async () => {
    const LineItems = [10, 10, 9.99].map((UnitAmount) => ({ ...line, Quantity: 1, UnitAmount }));
    const { list } = await create({ ...sale, LineAmountTypes: "Inclusive", LineItems });
    expect(list).toMatchObject([{ Total: 29.99, TotalTax: 5.01, SubTotal: 24.98 }]);
  });

  it("without tax have none, whatever the lines say", async () => {
    const { list } = await create({ ...sale, LineAmountTypes: "NoTax", LineItems: [{ ...line, TaxType: "OUTPUT" }] });
    expect(list).toMatchObject([{ Total: 40, TotalTax: 0, LineItems: [{ TaxType: "NONE" }] }]);
  });

  it("of a discount are told, and a bill has none", async () => {
    const LineItems = [{ ...line, DiscountRate: 25 }];
    expect((await create({ ...sale, LineItems })).list).toMatchObject([{ TotalDiscount: 10, IsDiscounted: true }]);
    const billed = await create({ ...bill, LineItems: [{ ...LineItems[0], AccountCode: "429" }] });
    expect(messagesOf(billed)).toEqual(["Discounts can only be given on sales invoices and quotes"]);
    const raised = await create({ ...sale, LineItems: [{ ...line, DiscountAmount: -9000 }] });
    expect(messagesOf(raised)).toEqual(["DiscountAmount must not be negative"]);
  });
});
