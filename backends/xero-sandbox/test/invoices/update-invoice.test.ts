/** What may be changed in which status, and what lines that are left out mean. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { trialBalance } from "../support/books.js";
import { messagesOf, type Reply, type Server, startServer } from "../support/server.js";

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  expect(await trialBalance(server.sandbox, server.tenants[0])).toBe(0);
  await server.close();
});

type Line = Readonly<Record<string, unknown>>;
type Invoice = Readonly<Record<string, unknown>> & { readonly InvoiceID: string; readonly LineItems: readonly Line[] };

const line = (Description: string, UnitAmount: number, more = {}) => ({
  Description,
  Quantity: 1,
  UnitAmount,
  AccountCode: "200",
  ...more,
});

async function create(more: object = {}, query: Record<string, string> = {}): Promise<Invoice> {
  const LineItems = [line("One", 10), line("Two", 20)];
  const sale = { Type: "ACCREC", Contact: { Name: "Liam" }, LineItems, DueDate: "2026-03-31" };
  const { status, list, json } = await server.put("/Invoices", { Invoices: [{ ...sale, ...more }] }, { query });
  expect(status, JSON.stringify(json)).toBe(200);
  return list[0] as Invoice;
}

async function update({ InvoiceID }: Invoice, change: object, query: Record<string, string> = {}): Promise<Reply> {
  return await server.post(`/Invoices/${InvoiceID}`, { Invoices: [change] }, { query });
}

async function pay({ InvoiceID }: Invoice, Amount: number): Promise<string> {
  const { list } = await server.put("/Payments", {
    Payments: [{ Invoice: { InvoiceID }, Account: { Code: "090" }, Amount }],
  });
  return String(list[0]?.PaymentID);
}

/** An invoice that has come into a status. */
async function inStatus(status: string): Promise<Invoice> {
  if (status === "DELETED") {
    const invoice = await create();
    await update(invoice, { Status: "DELETED" });
    return invoice;
  }
  const isDraft = status === "DRAFT" || status === "SUBMITTED";
  const invoice = await create({ Status: isDraft ? status : "AUTHORISED" });
  if (status === "PAID") await pay(invoice, 36);
  if (status === "PARTLY PAID") await pay(invoice, 1);
  if (status === "VOIDED") await update(invoice, { Status: "VOIDED" });
  return invoice;
}

const notValid = "Invoice not of valid status for modification";
const allocated = "This document cannot be edited as it has a payment or credit note allocated to it.";

describe("a status", () => {
  const targets = ["DRAFT", "SUBMITTED", "AUTHORISED", "DELETED", "VOIDED", "PAID"];
  const allowed: Readonly<Record<string, readonly string[]>> = {
    DRAFT: ["DRAFT", "SUBMITTED", "AUTHORISED", "DELETED"],
    SUBMITTED: ["DRAFT", "SUBMITTED", "AUTHORISED", "DELETED"],
    AUTHORISED: ["AUTHORISED", "VOIDED"],
    PAID: [],
    VOIDED: [],
    DELETED: [],
  };
  const cases = Object.keys(allowed).flatMap((from) => targets.map((to) => [from, to] as const));

  it.each(cases)("%s becomes %s, or is refused, as Xero has it", async (from, to) => {
    const invoice = await inStatus(from);
    const reply = await update(invoice, { Status: to });
    if (allowed[from]?.includes(to)) {
      expect(reply.list).toMatchObject([{ Status: to }]);
    } else {
      expect(reply.status).toBe(400);
      expect(messagesOf(reply)).toEqual([notValid]);
      expect((await server.get(`/Invoices/${invoice.InvoiceID}`)).list).toMatchObject([{ Status: from }]);
    }
  });

  it("of a new invoice is draft, submitted or approved", async () => {
    const { InvoiceID: _, ...sent } = { ...(await create()), LineItems: [line("One", 10)], InvoiceNumber: "" };
    for (const Status of ["PAID", "VOIDED", "DELETED"]) {
      const reply = await server.put("/Invoices", { Invoices: [{ ...sent, Status }] });
      expect(messagesOf(reply)).toEqual([notValid]);
    }
  });

  it("of a partly paid invoice stays: it is not voided while money is on it", async () => {
    const invoice = await inStatus("PARTLY PAID");
    expect(messagesOf(await update(invoice, { Status: "VOIDED" }))).toEqual([allocated]);
  });

  it("is echoed with the whole invoice when it is refused", async () => {
    const invoice = await inStatus("VOIDED");
    const { json } = await update(invoice, { Reference: "R" });
    expect(json).toMatchObject({
      ErrorNumber: 10,
      Type: "ValidationException",
      Elements: [{ InvoiceID: invoice.InvoiceID, Status: "VOIDED", Total: 36, Reference: "R", HasErrors: true }],
    });
  });
});

describe("an approved invoice", () => {
  it("is edited by who sends its status again, and not by who does not", async () => {
    const invoice = await inStatus("AUTHORISED");
    const change = { LineItems: [line("Other", 50)] };
    expect(messagesOf(await update(invoice, change))).toEqual([notValid]);
    expect((await update(invoice, { ...change, Status: "AUTHORISED" })).list).toMatchObject([
      { Total: 60, AmountDue: 60 },
    ]);
  });

  it("takes a reference, a due date and the like at any time", async () => {
    const invoice = await inStatus("AUTHORISED");
    const change = { Reference: "R", DueDate: "2026-05-01", SentToContact: true, Url: "https://example.com/1" };
    const { list } = await update(invoice, { ...change, LineItems: [], Contact: {} });
    expect(list).toMatchObject([
      { Reference: "R", DueDateString: "2026-05-01T00:00:00", SentToContact: true, Total: 36 },
    ]);
  });

  it("with a payment takes exactly these, and nothing that changes its amounts", async () => {
    const invoice = await inStatus("PARTLY PAID");
    const BrandingThemeID = "dabc7637-62c1-4941-8a6e-ee44fa5090e7";
    const light = {
      Reference: "R",
      DueDate: "2026-05-01",
      SentToContact: true,
      Url: "https://example.com/1",
      BrandingThemeID,
    };
    const { list } = await update(invoice, { ...light, Status: "AUTHORISED" });
    expect(list).toMatchObject([{ Reference: "R", AmountDue: 35, AmountPaid: 1, BrandingThemeID }]);
    for (const heavy of [
      { LineItems: [line("Other", 50)] },
      { Date: "2026-01-01" },
      { Contact: { Name: "Other" } },
      { LineAmountTypes: "NoTax" },
      { InvoiceNumber: "X-1" },
    ]) {
      expect(messagesOf(await update(invoice, { ...heavy, Status: "AUTHORISED" }))).toEqual([allocated]);
    }
  });

  it("that is paid becomes approved again when a payment is taken back", async () => {
    const invoice = await create({ Status: "AUTHORISED" });
    const payment = await pay(invoice, 36);
    expect((await server.get(`/Invoices/${invoice.InvoiceID}`)).list).toMatchObject([
      { Status: "PAID", AmountDue: 0, FullyPaidOnDate: "/Date(1773100800000+0000)/", Payments: [{ Amount: 36 }] },
    ]);
    await server.post(`/Payments/${payment}`, { Status: "DELETED" });
    const { list } = await server.get(`/Invoices/${invoice.InvoiceID}`);
    expect(list).toMatchObject([{ Status: "AUTHORISED", AmountDue: 36, AmountPaid: 0, Payments: [] }]);
    expect(list[0]).not.toHaveProperty("FullyPaidOnDate");
  });

  it("needs a due date, and so does a submitted one", async () => {
    const invoice = await create({ DueDate: undefined });
    for (const Status of ["SUBMITTED", "AUTHORISED"]) {
      expect(messagesOf(await update(invoice, { Status }))).toEqual(["The document due date must be specified"]);
    }
    expect((await update(invoice, { Status: "AUTHORISED", DueDate: "2026-04-01" })).status).toBe(200);
  });
});

describe("line items", () => {
  const told = ({ list }: Reply) =>
    (list[0] as Invoice).LineItems.map(({ LineItemID, Description, UnitAmount }) => ({
      LineItemID,
      Description,
      UnitAmount,
    }));

  it.each([
    ["left out", {}],
    ["an empty array", { LineItems: [] }],
  ])("that are %s stay", async (_, change) => {
    const invoice = await create();
    const reply = await update(invoice, { Reference: "R", ...change });
    expect(reply.list).toMatchObject([{ Reference: "R", Total: 36, LineItems: invoice.LineItems }]);
  });

  it("that stay are rounded to two decimals, unless four are asked for", async () => {
    const fine = await create({ LineItems: [line("Fine", 10.1299, { Quantity: 100 })] }, { unitdp: "4" });
    expect(fine).toMatchObject({ SubTotal: 1012.99, LineItems: [{ UnitAmount: 10.1299 }] });
    const kept = await update(fine, { Reference: "kept" }, { unitdp: "4" });
    expect(kept.list).toMatchObject([{ SubTotal: 1012.99, LineItems: [{ UnitAmount: 10.1299 }] }]);
    const rounded = await update(fine, { Reference: "rounded" });
    expect(rounded.list).toMatchObject([{ SubTotal: 1013, LineItems: [{ UnitAmount: 10.13, LineAmount: 1013 }] }]);
  });

  it("with an id are changed in what is sent, and those that are not mentioned go", async () => {
    const invoice = await create();
    const [one] = invoice.LineItems;
    const reply = await update(invoice, { LineItems: [{ LineItemID: one?.LineItemID, Description: "Uno" }] });
    expect(told(reply)).toEqual([{ LineItemID: one?.LineItemID, Description: "Uno", UnitAmount: 10 }]);
    expect(reply.list).toMatchObject([{ Total: 12 }]);
  });

  it("without an id are new and come before those that are kept", async () => {
    const invoice = await create();
    const [one, two] = invoice.LineItems;
    const sent = [{ LineItemID: two?.LineItemID }, line("New", 5), { LineItemID: one?.LineItemID }];
    const reply = await update(invoice, { LineItems: sent });
    expect(told(reply).map(({ Description }) => Description)).toEqual(["New", "Two", "One"]);
    expect(told(await server.get(`/Invoices/${invoice.InvoiceID}`))).toEqual(told(reply));
  });

  it("without any ids replace all there were", async () => {
    const invoice = await create();
    const [old] = invoice.LineItems;
    const [{ LineItemID } = {}] = told(await update(invoice, { LineItems: [line("One", 10)] }));
    expect(LineItemID).not.toBe(old?.LineItemID);
  });

  it("with an id that is not of this invoice, or twice, are refused", async () => {
    const invoice = await create();
    const other = await create();
    const LineItemID = other.LineItems[0]?.LineItemID;
    expect(messagesOf(await update(invoice, { LineItems: [{ LineItemID }] }))).toEqual([
      `The LineItemID '${LineItemID}' is not of a line of this document`,
    ]);
    const own = { LineItemID: invoice.LineItems[0]?.LineItemID };
    expect(messagesOf(await update(invoice, { LineItems: [own, own] }))).toEqual(["A LineItemID is there twice"]);
  });

  it("are taxed anew when the amounts are of another kind", async () => {
    const invoice = await create();
    expect((await update(invoice, { LineAmountTypes: "Inclusive" })).list).toMatchObject([
      { SubTotal: 25, TotalTax: 5, Total: 30 },
    ]);
    expect((await update(invoice, { LineAmountTypes: "NoTax" })).list).toMatchObject([{ TotalTax: 0, Total: 30 }]);
  });
});

describe("an update", () => {
  it("keeps the contact when an empty one is sent, and the type whatever is sent", async () => {
    const invoice = await create();
    const { list } = await update(invoice, { Contact: {}, Type: "ACCPAY", Reference: "May the force be with you" });
    expect(list).toMatchObject([{ Type: "ACCREC", Contact: { Name: "Liam" }, Reference: "May the force be with you" }]);
  });

  it("ignores what Xero computes", async () => {
    const invoice = await create();
    const { list } = await update(invoice, { Total: 1, AmountDue: 1, AmountPaid: 35, HasErrors: true });
    expect(list).toMatchObject([{ Total: 36, AmountDue: 36, AmountPaid: 0, HasErrors: false }]);
  });

  it("of an address of one invoice is refused with the id of another", async () => {
    const [one, other] = [await create(), await create()];
    expect(messagesOf(await update(one, { InvoiceID: other.InvoiceID }))).toEqual([
      "The InvoiceID in the body is not the one in the address",
    ]);
  });

  it("reaches an invoice by its number as well, in the address and in a list", async () => {
    const invoice = await create();
    const byAddress = await server.post(`/Invoices/${invoice.InvoiceNumber}`, { Invoices: [{ Reference: "A" }] });
    expect(byAddress.list).toMatchObject([{ InvoiceID: invoice.InvoiceID, Reference: "A" }]);
    const { InvoiceNumber } = invoice;
    const inList = await server.post("/Invoices", { Invoices: [{ InvoiceNumber, Type: "ACCREC", Reference: "B" }] });
    expect(inList.list).toMatchObject([{ InvoiceID: invoice.InvoiceID, Reference: "B" }]);
  });

  it("moves the time of change on", async () => {
    const invoice = await create();
    server.clock.now = new Date(server.clock.now.getTime() + 1000);
    const { list } = await update(invoice, { Reference: "R" });
    expect(list[0]?.UpdatedDateUTCString).toBe("2026-03-10T12:00:01Z");
  });
});
