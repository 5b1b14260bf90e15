import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sheetOf } from "../support/books.js";
import { type Server, startServer } from "../support/server.js";

let server: Server;
beforeAll(async () => {
  server = await startServer();
  const bank = { Contact: { Name: "Owner" }, BankAccount: { Code: "090" }, Date: "2025-11-05" };
  const funds = { Description: "Funds", UnitAmount: 1000, AccountCode: "970" };
  const sale = (UnitAmount: number, day: string) => ({
    Type: "ACCREC",
    Contact: { Name: "Liam" },
    LineItems: [
      { Description: "Work", UnitAmount, AccountCode: "200" },
      { Description: "Parts", UnitAmount: 1, AccountCode: "260", TaxType: "NONE" },
    ],
    Date: day,
    DueDate: "2026-03-31",
    Status: "AUTHORISED",
  });
  await server.put("/BankTransactions", { BankTransactions: [{ ...bank, Type: "RECEIVE", LineItems: [funds] }] });
  const { list } = await server.put("/Invoices", { Invoices: [sale(100, "2025-12-20"), sale(200, "2026-01-31")] });
  const pay = (InvoiceID: unknown, Amount: number, day: string) => ({
    Invoice: { InvoiceID },
    Account: { Code: "090" },
    Amount,
    Date: day,
  });
  const [first, second] = list.map(({ InvoiceID }) => InvoiceID);
  const Payments = [pay(first, 40, "2026-01-10"), pay(first, 81, "2026-02-10"), pay(second, 100, "2026-02-28")];
  expect((await server.put("/Payments", { Payments })).status).toBe(200);
});
afterAll(() => server.close());

const today = { date: "2026-03-10" };

describe("the balance sheet", () => {
  it("has the sections, sums and titles of Xero's", async () => {
    const { list } = await server.get("/Reports/BalanceSheet", { query: today });
    expect(list).toMatchObject([
      {
        ReportName: "Balance Sheet",
        ReportTitles: ["Balance Sheet", "Harbour Street Studio", "As at 10 March 2026"],
        ReportDate: "10 March 2026",
      },
    ]);
    const rows = list[0]?.Rows as readonly {
      readonly RowType: string;
      readonly Title?: string;
      readonly Cells?: unknown;
    }[];
    expect(rows.map(({ RowType, Title }) => [RowType, Title])).toEqual([
      ["Header", undefined],
      ["Section", "Assets"],
      ["Section", "Bank"],
      ["Section", "Current Assets"],
      ["Section", ""],
      ["Section", "Liabilities"],
      ["Section", "Current Liabilities"],
      ["Section", ""],
      ["Section", ""],
      ["Section", "Equity"],
    ]);
    expect(rows[0]?.Cells).toEqual([{ Value: "" }, { Value: "10 Mar 2026" }]);
    const { AccountID } = (await server.get("/Accounts", { query: { where: 'Code=="090"' } })).list[0] ?? {};
    expect(rows[2]).toMatchObject({
      Rows: [
        {
          RowType: "Row",
          Cells: [{ Value: "Business Account", Attributes: [{ Id: "account", Value: AccountID }] }, {}],
        },
        { RowType: "SummaryRow", Cells: [{ Value: "Total Bank" }, { Value: "1221.00" }] },
      ],
    });
  });

  it("is what the ledger says: assets less liabilities are the equity", async () => {
    const { lines } = await sheetOf(server, today);
    const told = [
      "Business Account",
      "Accounts Receivable",
      "Sales Tax",
      "Net Assets",
      "Current Year Earnings",
      "Retained Earnings",
    ];
    expect(told.map((title) => lines.get(title)?.[0])).toEqual([122_100, 14_100, 6000, 130_200, 20_100, 10_100]);
    expect(lines.get("Total Equity")).toEqual(lines.get("Net Assets"));
  });

  it("of a day knows nothing of later ones, and closes the year", async () => {
    const { lines } = await sheetOf(server, { date: "2025-12-31" });
    expect(lines.get("Current Year Earnings")).toEqual([10_100]);
    expect(lines.has("Retained Earnings")).toBe(false);
    expect(lines.get("Accounts Receivable")).toEqual([12_100]);
  });

  it("compares with months, quarters and years before, the end of a month with ends of months", async () => {
    const headers = async (query: Record<string, string>) => {
      const { list } = await server.get("/Reports/BalanceSheet", { query });
      const [header] = (list[0]?.Rows ?? []) as readonly { readonly Cells: readonly { readonly Value: string }[] }[];
      return header?.Cells.slice(1).map(({ Value }) => Value);
    };
    const end = { date: "2026-04-30", periods: "2" };
    expect(await headers({ ...end, timeframe: "MONTH" })).toEqual(["30 Apr 2026", "31 Mar 2026", "28 Feb 2026"]);
    expect(await headers({ ...end, timeframe: "QUARTER" })).toEqual(["30 Apr 2026", "31 Jan 2026", "31 Oct 2025"]);
    expect(await headers({ ...end, timeframe: "YEAR" })).toEqual(["30 Apr 2026", "30 Apr 2025", "30 Apr 2024"]);
    expect(await headers({ date: "2026-03-30", periods: "1" })).toEqual(["30 Mar 2026", "28 Feb 2026"]);
    expect(await headers({})).toEqual(["31 Mar 2026"]);
    const { lines } = await sheetOf(server, { date: "2026-02-28", periods: "3", timeframe: "MONTH" });
    expect(lines.get("Accounts Receivable")).toEqual([14_100, 32_200, 12_100, 0]);
  });

  it("on a cash basis counts what is paid, to the cent, and balances", async () => {
    const { lines, netAssets, equity } = await sheetOf(server, { ...today, paymentsOnly: "true", periods: "3" });
    expect(lines.has("Accounts Receivable")).toBe(false);
    expect(netAssets).toEqual(equity);
    // The first sale is paid whole: 101 and its tax of 20; of the second 100 of 241.
    const second = { work: 8299, parts: 41, tax: 1660 };
    expect(lines.get("Sales Tax")?.[0]).toBe(2000 + second.tax);
    expect(lines.get("Business Account")?.[0]).toBe(122_100);
    expect(netAssets[0]).toBe(122_100 - 2000 - second.tax);
  });

  it.each([{ timeframe: "WEEK" }, { periods: "12" }, { periods: "0" }, { date: "soon" }, { trackingOptionID1: "x" }])(
    "is refused where a parameter is not understood: %o",
    async (query) => {
      const { status, json } = await server.raw("GET", "/Reports/BalanceSheet", undefined, { query });
      expect(status).toBe(400);
      expect(json.Message).toContain(Object.keys(query)[0]);
    },
  );
});
