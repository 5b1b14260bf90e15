import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sheetOf, trialBalance } from "../support/books.js";
import { messagesOf, type Reply, type Server, startServer } from "../support/server.js";

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  expect(await trialBalance(server.sandbox, server.tenants[0])).toBe(0);
  await server.close();
});

async function invoice(more: object = {}): Promise<Record<string, unknown>> {
  const LineItems = [{ Description: "Work", Quantity: 1, UnitAmount: 100, AccountCode: "200" }];
  const sale = { Type: "ACCREC", Contact: { Name: "Liam" }, LineItems, DueDate: "2026-03-31", Status: "AUTHORISED" };
  return (await server.put("/Invoices", { Invoices: [{ ...sale, ...more }] })).list[0] ?? {};
}

const bill = { Type: "ACCPAY", LineItems: [{ Description: "Rent", UnitAmount: 50, AccountCode: "469" }] };

async function pay(payment: object): Promise<Reply> {
  return await server.put("/Payments", { Payments: [{ Account: { Code: "090" }, Date: "2026-03-05", ...payment }] });
}

describe("a payment", () => {
  it("pays a part, then the rest, and the invoice is paid on the day of the last", async () => {
    const { InvoiceID } = await invoice();
    const part = await pay({ Invoice: { InvoiceID }, Amount: 20.5, Reference: "P" });
    expect(part.list).toMatchObject([
      {
        Amount: 20.5,
        BankAmount: 20.5,
        Status: "AUTHORISED",
        PaymentType: "ACCRECPAYMENT",
        Account: { Code: "090", Name: "Business Account" },
        Invoice: { InvoiceID, Status: "AUTHORISED", AmountDue: 99.5, AmountPaid: 20.5 },
      },
    ]);
    const rest = await pay({ Invoice: { InvoiceID }, Amount: 99.5, Date: "2026-03-08" });
    expect(rest.list).toMatchObject([
      { Invoice: { Status: "PAID", AmountDue: 0, FullyPaidOnDate: "/Date(1772928000000+0000)/" } },
    ]);
  });

  it("is of an invoice by number, and to an account by id or by code", async () => {
    const { InvoiceNumber } = await invoice();
    const { list } = await server.get("/Accounts", { query: { where: 'Code=="091"' } });
    const { AccountID } = list[0] ?? {};
    expect((await pay({ Invoice: { InvoiceNumber }, Amount: 1, Account: { AccountID } })).status).toBe(200);
    expect((await pay({ InvoiceNumber, Amount: 1, Account: undefined, Code: "970" })).status).toBe(200);
  });

  it("moves the bank and what is owed, and nothing when it is taken back", async () => {
    const before = await sheetOf(server);
    const { InvoiceID } = await invoice(bill);
    const { list } = await pay({ Invoice: { InvoiceID }, Amount: 60 });
    const paid = await sheetOf(server);
    const moved = (title: string) => (paid.lines.get(title)?.[0] ?? 0) - (before.lines.get(title)?.[0] ?? 0);
    expect([moved("Business Account"), moved("Accounts Payable"), moved("Sales Tax")]).toEqual([-6000, 0, -1000]);
    const { PaymentID } = list[0] ?? {};
    expect((await server.post(`/Payments/${PaymentID}`, { Status: "DELETED" })).list).toMatchObject([
      { Status: "DELETED", Invoice: { Status: "AUTHORISED", AmountDue: 60 } },
    ]);
    const back = await sheetOf(server);
    expect(back.lines.get("Business Account")).toEqual(before.lines.get("Business Account"));
    expect(back.lines.get("Accounts Payable")).toEqual([6000]);
    expect((await server.get(`/Payments/${PaymentID}`)).list).toMatchObject([{ Status: "DELETED" }]);
    expect(messagesOf(await server.post(`/Payments/${PaymentID}`, { Status: "DELETED" }))).toEqual([
      "Payment not of valid status for modification",
    ]);
  });

  it.each([
    [{ Amount: 120.01 }, "Payment amount exceeds the amount outstanding on this document"],
    [{ Amount: 0 }, "The payment amount must be greater than zero"],
    [{ Amount: -1 }, "The payment amount must be greater than zero"],
    [{}, "The payment amount must be greater than zero"],
    [{ Amount: 1, Account: { Code: "200" } }, /^Account must be a bank account/],
    [{ Amount: 1, Account: {} }, /^Account must be a bank account/],
    [{ Amount: 1, Invoice: { InvoiceNumber: "none" } }, "The invoice could not be found"],
    [{ Amount: 1, Invoice: {} }, "The invoice to pay must be specified"],
    [{ Amount: 1, CreditNote: {} }, /^Only invoices can be paid here/],
    [{ Amount: 1, Status: "DELETED" }, "A new payment cannot have the status DELETED"],
  ])("of %o is refused, and says why", async (change, message) => {
    const { InvoiceID } = await invoice();
    const [first] = messagesOf(await pay({ Invoice: { InvoiceID }, ...change }));
    expect(first).toMatch(message);
  });

  it.each(["DRAFT", "SUBMITTED"])("of an invoice that is %s is refused", async (Status) => {
    const { InvoiceID } = await invoice({ Status });
    expect(messagesOf(await pay({ Invoice: { InvoiceID }, Amount: 1 }))).toEqual([
      "Payments can only be made against Authorised documents",
    ]);
  });

  it("pays no more than is due when several of a batch pay the same invoice", async () => {
    const { InvoiceID } = await invoice();
    const half = { Invoice: { InvoiceID }, Account: { Code: "090" }, Amount: 70 };
    expect((await server.put("/Payments", { Payments: [half, half] })).status).toBe(400);
    expect((await server.get(`/Invoices/${InvoiceID}`)).list).toMatchObject([{ AmountDue: 50, AmountPaid: 70 }]);
  });

  it("named by a number that a bill has too is of the sale, whose number is our own", async () => {
    const { InvoiceNumber, InvoiceID } = await invoice();
    const later = await invoice({ ...bill, InvoiceNumber });
    expect(later.InvoiceNumber).toBe(InvoiceNumber);
    expect((await pay({ Invoice: { InvoiceNumber }, Amount: 1 })).list).toMatchObject([{ Invoice: { InvoiceID } }]);
    const update = { Invoices: [{ InvoiceNumber, Status: "AUTHORISED", Reference: "r" }] };
    expect((await server.post("/Invoices", update)).list).toMatchObject([{ InvoiceID, Reference: "r" }]);
  });

  it("is found by its invoice", async () => {
    const { InvoiceID } = await invoice();
    await pay({ Invoice: { InvoiceID }, Amount: 33 });
    const where = `Invoice.InvoiceID==guid("${InvoiceID}") AND Amount==33`;
    const { list } = await server.get("/Payments", { query: { where, order: "Amount ASC", page: "1" } });
    expect(list).toMatchObject([{ Amount: 33, Invoice: { InvoiceID } }]);
  });
});
