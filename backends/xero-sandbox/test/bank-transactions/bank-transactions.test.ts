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

const line = { Description: "Lunch", Quantity: 1, UnitAmount: 20, AccountCode: "429" };
const spend = { Type: "SPEND", Contact: { Name: "Café" }, LineItems: [line], BankAccount: { Code: "090" } };

async function create(more: object = {}): Promise<Reply> {
  return await server.put("/BankTransactions", { BankTransactions: [{ ...spend, ...more }] });
}

async function update(id: unknown, change: object): Promise<Reply> {
  const whole = { ...spend, LineItems: [], BankAccount: {}, Contact: {}, ...change };
  return await server.post(`/BankTransactions/${id}`, { BankTransactions: [whole] });
}

const id = ({ list }: Reply) => list[0]?.BankTransactionID;
const amount = async (title: string) => (await sheetOf(server)).lines.get(title)?.[0] ?? 0;

describe("a bank transaction", () => {
  it("is approved, dated today, taxed, and in the ledger at once", async () => {
    const before = await amount("Business Account");
    const { list } = await create();
    expect(list).toMatchObject([
      {
        Type: "SPEND",
        Status: "AUTHORISED",
        DateString: "2026-03-10T00:00:00",
        BankAccount: { Code: "090", Name: "Business Account" },
        SubTotal: 20,
        TotalTax: 4,
        Total: 24,
        IsReconciled: false,
        LineItems: [{ TaxType: "INPUT", TaxAmount: 4 }],
      },
    ]);
    expect((await amount("Business Account")) - before).toBe(-2400);
  });

  it("is changed, and its place in the ledger with it", async () => {
    const before = await amount("Business Account");
    const made = id(await create());
    const { list } = await update(made, { LineItems: [{ ...line, UnitAmount: 10 }], BankAccount: { Code: "091" } });
    expect(list).toMatchObject([{ Total: 12, BankAccount: { Code: "091" } }]);
    expect((await amount("Business Account")) - before).toBe(0);
  });

  it("keeps its lines, bank account and contact where nothing is sent for them", async () => {
    const made = await create();
    const { list } = await update(id(made), { Reference: "R" });
    expect(list).toMatchObject([
      { Reference: "R", Total: 24, Contact: { Name: "Café" }, LineItems: made.list[0]?.LineItems },
    ]);
  });

  it("is deleted once, is out of the ledger then, and changes no more", async () => {
    const before = await amount("Business Account");
    const made = id(await create());
    expect((await update(made, { Status: "DELETED" })).list).toMatchObject([{ Status: "DELETED" }]);
    expect((await amount("Business Account")) - before).toBe(0);
    for (const Status of ["DELETED", "AUTHORISED"]) {
      expect(messagesOf(await update(made, { Status }))).toEqual([
        "Bank transaction not of valid status for modification",
      ]);
    }
  });

  it("that is reconciled changes only for who says that it is not", async () => {
    const made = id(await create({ IsReconciled: true }));
    expect(messagesOf(await update(made, { Reference: "R" }))).toEqual([
      "This bank transaction cannot be edited as it is reconciled",
    ]);
    expect((await update(made, { Reference: "R", IsReconciled: false })).list).toMatchObject([{ Reference: "R" }]);
  });

  it.each([
    ["RECEIVE-PREPAYMENT", "PrepaymentID", "Business Account"],
    ["SPEND-OVERPAYMENT", "OverpaymentID", "Accounts Payable"],
    ["RECEIVE-OVERPAYMENT", "OverpaymentID", "Accounts Receivable"],
  ])("of the type %s has a %s, is voided, and moved %s meanwhile", async (Type, idName, title) => {
    const before = await amount(title);
    const LineItems = [{ Description: "Advance", Quantity: 1, UnitAmount: 20, AccountCode: "130", TaxType: "NONE" }];
    const { list } = await create({ Type, LineItems });
    expect(list[0]?.[idName]).toMatch(/^[0-9a-f-]{36}$/);
    expect(Math.abs((await amount(title)) - before)).toBe(2000);
    const made = list[0]?.BankTransactionID;
    expect(messagesOf(await update(made, { Type, Status: "DELETED" }))).toEqual([
      "The status of a bank transaction of this type can be AUTHORISED or VOIDED",
    ]);
    expect((await update(made, { Type, Status: "VOIDED" })).list).toMatchObject([{ Status: "VOIDED" }]);
    expect(await amount(title)).toBe(before);
  });

  it.each([
    [{ Type: "SPEND-TRANSFER" }, "Transfers between bank accounts cannot be created here"],
    [{ BankAccount: { Code: "200" } }, "BankAccount must be an active account of the type BANK, by AccountID or Code"],
    [{ BankAccount: {} }, "BankAccount must be an active account of the type BANK, by AccountID or Code"],
    [{ Contact: {} }, "A Contact must be specified for this type of transaction"],
    [{ LineItems: [] }, "One or more line items must be specified"],
    [{ LineItems: [{ ...line, AccountCode: undefined }] }, "Account code or ID must be specified"],
    [{ LineItems: [{ ...line, DiscountRate: 5 }] }, "Discounts can only be given on sales invoices and quotes"],
    [{ LineItems: [{ ...line, UnitAmount: -1 }] }, "The total of a bank transaction must not be negative"],
    [{ Status: "DELETED" }, "The status of a bank transaction of this type can be AUTHORISED"],
    [{ CurrencyCode: "USD" }, "The currency code 'USD' is not one of this organisation's: EUR"],
  ])("with %o is refused, and says why", async (change, message) => {
    expect(messagesOf(await create(change))).toEqual([message]);
  });

  it("is found by its bank account, its kind and its day", async () => {
    await create({ Reference: "find me", BankAccount: { Code: "091" }, Date: "2026-01-05" });
    const where = 'BankAccount.Code=="091" AND Type=="SPEND" AND Date==DateTime(2026,1,5)';
    const { list } = await server.get("/BankTransactions", { query: { where, order: "Date DESC", page: "1" } });
    expect(list).toMatchObject([{ Reference: "find me", LineItems: [{ Description: "Lunch" }] }]);
  });
});
