import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeDemonstration } from "../../src/index.js";
import { sheetOf, trialBalance } from "../support/books.js";
import { type Server, startServer } from "../support/server.js";

const today = "2026-03-10";

async function demonstration(): Promise<Server> {
  const server = await startServer();
  await writeDemonstration(server.sandbox, { today });
  return server;
}

let server: Server;
beforeAll(async () => {
  server = await demonstration();
});
afterAll(() => server.close());

describe("the demonstration", () => {
  it("has books that balance, in every month", async () => {
    for (const tenant of server.tenants) {
      expect(await trialBalance(server.sandbox, tenant)).toBe(0);
      const sheet = await sheetOf(server, { date: today, periods: "6", timeframe: "MONTH" }, tenant);
      expect(sheet.netAssets).toEqual(sheet.equity);
      expect(sheet.netAssets).toHaveLength(7);
      expect(sheet.netAssets[0]).toBeGreaterThan(0);
    }
  });

  it("has more invoices than fit on a page, in every status, and a second organisation with books of its own", async () => {
    const first = await server.get("/Invoices", { query: { page: "2" } });
    expect(first.list.length).toBeGreaterThan(0);
    const { list } = await server.get("/Invoices");
    const statuses = new Set(list.map(({ Status }) => Status));
    expect([...statuses].sort()).toEqual(["AUTHORISED", "DRAFT", "PAID", "SUBMITTED", "VOIDED"]);
    const second = await server.get("/Invoices", { headers: { "xero-tenant-id": server.tenants[1] } });
    expect(second.list.length).toBeGreaterThan(20);
    expect(second.list[0]).toMatchObject({ CurrencyCode: "AUD" });
    expect((await server.get("/Quotes")).list.length).toBeGreaterThan(5);
  });

  it("is the same whenever it is made for the same day", async () => {
    const again = await demonstration();
    const told = async ({ get }: Server) =>
      (await get("/Invoices", { query: { page: "1" } })).list.map(({ InvoiceNumber, Total, Status, DateString }) => ({
        InvoiceNumber,
        Total,
        Status,
        DateString,
      }));
    expect(await told(again)).toEqual(await told(server));
    await again.close();
  });
});
