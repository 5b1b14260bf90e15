/** Whatever is done, in whatever order, right or wrong: the books balance and no cent is lost. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { sheetOf, trialBalance } from "./support/books.js";
import { type Reply, type Server, startServer } from "./support/server.js";

type Row = Readonly<Record<string, unknown>>;
type Command = { readonly name: string; readonly run: (server: Server) => Promise<Reply> };

/** What is mostly right, and sometimes not. */
const mostly = <T>(right: fc.Arbitrary<T>, wrong: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 25, arbitrary: right }, { weight: 1, arbitrary: wrong });
const line = fc.record(
  {
    Description: fc.constant("Work"),
    Quantity: fc.constantFrom(1, 3, 0.5, 2.3333),
    UnitAmount: mostly(
      fc.integer({ min: 0, max: 100_000 }).map((each) => each / 100),
      fc.constantFrom(0.005, 33.3333, -5),
    ),
    AccountCode: mostly(fc.constantFrom("200", "260", "429", "150", "900"), fc.constantFrom("999", "120")),
    TaxType: mostly(fc.constant("NONE"), fc.constantFrom("OUTPUT", "INPUT")),
    DiscountRate: mostly(fc.constant(0), fc.constantFrom(10, 33.33, 101)),
  },
  { requiredKeys: ["Description", "UnitAmount", "AccountCode", "TaxType"] },
);
/** Lines with the tax of one side of the books. */
const linesOf = (tax: string, accounts: readonly string[]) =>
  fc.array(
    fc.oneof(
      line,
      fc.record({
        Description: fc.constant("Taxed"),
        Quantity: fc.constantFrom(1, 0.3333),
        UnitAmount: fc.integer({ min: 0, max: 9999 }).map((each) => each / 100),
        AccountCode: fc.constantFrom(...accounts),
        TaxType: fc.constant(tax),
      }),
    ),
    { minLength: 1, maxLength: 3 },
  );
const sold = linesOf("OUTPUT", ["200", "260"]);
const bought = linesOf("INPUT", ["429", "150"]);
const lines = fc.oneof(sold, bought);
const amountTypes = fc.constantFrom("Exclusive", "Inclusive", "NoTax");
const day = fc.constantFrom("2025-06-30", "2025-12-31", "2026-01-01", "2026-03-10", "2026-05-05");
const status = fc.constantFrom(
  "DRAFT",
  "AUTHORISED",
  "AUTHORISED",
  "AUTHORISED",
  "VOIDED",
  "DELETED",
  "PAID",
  "SUBMITTED",
);
const which = fc.nat({ max: 30 });

const invoice = fc.constantFrom("ACCREC", "ACCPAY").chain((Type) =>
  fc.record(
    {
      Type: fc.constant(Type),
      Contact: fc.record({ Name: fc.constantFrom("Anna", "Bert") }),
      LineItems: Type === "ACCREC" ? sold : bought,
      LineAmountTypes: amountTypes,
      Date: day,
      DueDate: day,
      Status: fc.constantFrom("DRAFT", "AUTHORISED", "AUTHORISED", "AUTHORISED"),
    },
    { requiredKeys: ["Type", "Contact", "LineItems", "DueDate", "Status"] },
  ),
);
const invoiceChange = fc.record(
  {
    LineItems: lines,
    LineAmountTypes: amountTypes,
    Date: day,
    DueDate: day,
    Status: status,
    Reference: fc.constant("R"),
  },
  { requiredKeys: [] },
);
const bankChange = fc.record(
  {
    LineItems: lines,
    Date: day,
    Status: fc.constantFrom("AUTHORISED", "DELETED", "VOIDED"),
    BankAccount: fc.record({ Code: fc.constantFrom("090", "091", "200") }),
  },
  { requiredKeys: [] },
);
const bankTypes = fc.constantFrom(
  "SPEND",
  "RECEIVE",
  "RECEIVE-OVERPAYMENT",
  "SPEND-OVERPAYMENT",
  "SPEND-PREPAYMENT",
  "SPEND-TRANSFER",
);

const send = (server: Server, method: string, path: string, body: unknown) =>
  server.raw(method, path, JSON.stringify(body));

/** One of a list: mostly of those that can be worked on, and sometimes of all. */
async function some(server: Server, path: string, at: number): Promise<Row> {
  const query = at % 5 === 0 ? {} : { where: 'Status=="AUTHORISED"' };
  const { list } = await server.raw("GET", path, undefined, { query });
  return list.length === 0 ? {} : (list[at % list.length] ?? {});
}

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(invoice, { minLength: 1, maxLength: 2 }).map((Invoices) => ({
      name: "invoices",
      run: (server: Server) => send(server, "PUT", "/Invoices", { Invoices }),
    })),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(which, invoiceChange).map(([at, change]) => ({
      name: "change",
      run: async (server: Server) =>
        send(server, "POST", `/Invoices/${(await some(server, "/Invoices", at)).InvoiceID}`, change),
    })),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(which, fc.constantFrom(1, 0.5, 0.3333, 2), day, fc.constantFrom("090", "970", "200"))
      .map(([at, part, Date_, Code]) => ({
        name: "pay",
        run: async (server: Server) => {
          const { InvoiceID, AmountDue } = await some(server, "/Invoices", at);
          const Amount = Math.round(Number(AmountDue ?? 1) * part * 100) / 100;
          return await send(server, "PUT", "/Payments", {
            Payments: [{ Invoice: { InvoiceID }, Account: { Code }, Amount, Date: Date_ }],
          });
        },
      })),
  },
  {
    weight: 2,
    arbitrary: which.map((at) => ({
      name: "take back",
      run: async (server: Server) =>
        send(server, "POST", `/Payments/${(await some(server, "/Payments", at)).PaymentID}`, { Status: "DELETED" }),
    })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(bankTypes, fc.oneof(sold, bought), amountTypes, day)
      .map(([Type, LineItems, LineAmountTypes, Date_]) => ({
        name: "bank",
        run: (server: Server) =>
          send(server, "PUT", "/BankTransactions", {
            BankTransactions: [
              {
                Type,
                LineItems,
                LineAmountTypes,
                Date: Date_,
                Contact: { Name: "Anna" },
                BankAccount: { Code: "090" },
              },
            ],
          }),
      })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(which, bankChange).map(([at, change]) => ({
      name: "change bank",
      run: async (server: Server) =>
        send(
          server,
          "POST",
          `/BankTransactions/${(await some(server, "/BankTransactions", at)).BankTransactionID}`,
          change,
        ),
    })),
  },
);

const legal: Readonly<Record<string, readonly string[]>> = {
  DRAFT: ["DRAFT", "SUBMITTED", "AUTHORISED", "DELETED"],
  SUBMITTED: ["DRAFT", "SUBMITTED", "AUTHORISED", "DELETED"],
  AUTHORISED: ["AUTHORISED", "VOIDED", "PAID"],
  PAID: ["PAID", "AUTHORISED"],
  VOIDED: ["VOIDED"],
  DELETED: ["DELETED"],
};

async function statuses(server: Server): Promise<ReadonlyMap<unknown, string>> {
  const { list } = await server.raw("GET", "/Invoices");
  return new Map(list.map(({ InvoiceID, Status }) => [InvoiceID, String(Status)]));
}

const cents = (value: unknown): number => Math.round(Number(value) * 100);
const sum = (rows: readonly Row[], name: string): number => rows.reduce((all, row) => all + cents(row[name]), 0);

async function check(server: Server): Promise<void> {
  const invoices = (await server.get("/Invoices", { query: { page: "1", unitdp: "4" } })).list;
  const payments = (await server.get("/Payments", { query: { where: 'Status=="AUTHORISED"' } })).list;
  for (const each of invoices) {
    const own = payments.filter(({ Invoice }) => (Invoice as Row).InvoiceID === each.InvoiceID);
    const isVoid = each.Status === "VOIDED" || each.Status === "DELETED";
    expect(cents(each.AmountPaid)).toBe(sum(own, "Amount"));
    expect(cents(each.AmountDue)).toBe(isVoid ? 0 : cents(each.Total) - cents(each.AmountPaid));
    expect(cents(each.Total)).toBe(cents(each.SubTotal) + cents(each.TotalTax));
    expect(each.Status === "PAID").toBe(own.length > 0 && cents(each.AmountDue) === 0);
    const inLines = sum(each.LineItems as readonly Row[], "LineAmount");
    const tax = sum(each.LineItems as readonly Row[], "TaxAmount");
    expect(cents(each.Total)).toBe(each.LineAmountTypes === "Inclusive" ? inLines : inLines + tax);
  }
  const bank = (await server.get("/BankTransactions", { query: { where: 'Status=="AUTHORISED"' } })).list;
  await checkLedger(server, { invoices, payments, bank });
}

type Found = { readonly invoices: readonly Row[]; readonly payments: readonly Row[]; readonly bank: readonly Row[] };

async function checkLedger(server: Server, { invoices, payments, bank }: Found): Promise<void> {
  expect(await trialBalance(server.sandbox, server.tenants[0])).toBe(0);
  const end = { date: "2030-12-31", periods: "5", timeframe: "YEAR" };
  for (const paymentsOnly of ["true", "false"]) {
    const { netAssets, equity } = await sheetOf(server, { ...end, paymentsOnly });
    expect(netAssets).toEqual(equity);
  }
  const { lines } = await sheetOf(server, { date: "2030-12-31" });
  const sheet = (...titles: readonly string[]) => titles.reduce((all, title) => all + (lines.get(title)?.[0] ?? 0), 0);
  const due = (type: string) =>
    sum(
      invoices.filter(({ Type, Status }) => Type === type && (Status === "AUTHORISED" || Status === "PAID")),
      "AmountDue",
    );
  const ofType = (...types: readonly string[]) =>
    sum(
      bank.filter(({ Type }) => types.includes(String(Type))),
      "Total",
    );
  expect(sheet("Accounts Receivable")).toBe(due("ACCREC") - ofType("RECEIVE-OVERPAYMENT"));
  expect(sheet("Accounts Payable")).toBe(due("ACCPAY") - ofType("SPEND-OVERPAYMENT"));
  const paid = (type: string) =>
    sum(
      payments.filter(({ PaymentType, Account }) => PaymentType === type && (Account as Row).Code === "090"),
      "Amount",
    );
  const moved = ofType("RECEIVE", "RECEIVE-OVERPAYMENT") - ofType("SPEND", "SPEND-OVERPAYMENT", "SPEND-PREPAYMENT");
  expect(sheet("Business Account", "Savings Account")).toBe(paid("ACCRECPAYMENT") - paid("ACCPAYPAYMENT") + moved);
}

/** How often each command went well: a check of nothing but refusals would be none. */
const wentWell = new Map<string, number>();

it("balances, loses no cent and knows only legal statuses after any sequence of operations", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 8, maxLength: 25 }), async (commands) => {
      const server = await startServer();
      let before = await statuses(server);
      for (const { name, run } of commands) {
        const { status } = await run(server);
        if (status === 200) wentWell.set(name, (wentWell.get(name) ?? 0) + 1);
        const after = await statuses(server);
        for (const [id, from] of before) expect(legal[from]).toContain(after.get(id));
        before = after;
      }
      await check(server);
      await server.close();
    }),
    { numRuns: 25 },
  );
  const names = ["bank", "change", "change bank", "invoices", "pay", "take back"];
  for (const name of names) expect(wentWell.get(name), name).toBeGreaterThan(3);
}, 120_000);
