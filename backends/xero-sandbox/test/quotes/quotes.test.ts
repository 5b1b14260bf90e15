import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { messagesOf, type Server, startServer } from "../support/server.js";

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const line = { Description: "Fish out of Water", UnitAmount: 19.95, DiscountRate: 10, Quantity: 1, AccountCode: "200" };
const quote = { Contact: { Name: "Adam" }, LineItems: [line], Date: "2026-03-01", ExpiryDate: "2026-03-31" };

const create = (more: object = {}) => server.put("/Quotes", { Quotes: [{ ...quote, ...more }] });
const change = (more: object) => server.post("/Quotes", { Quotes: [more] });
const numbers = async (query: Record<string, string>) =>
  (await server.get("/Quotes", { query })).list.map(({ QuoteNumber }) => QuoteNumber);

describe("a quote", () => {
  it("is a draft, numbered, priced, and not in the ledger", async () => {
    const { list } = await create({ Title: "Your Quote", Summary: "Please buy this", Terms: "None" });
    expect(list).toMatchObject([
      {
        QuoteNumber: "QU-0001",
        Status: "DRAFT",
        SubTotal: 17.96,
        TotalTax: 3.59,
        Total: 21.55,
        TotalDiscount: 1.99,
        LineAmountTypes: "EXCLUSIVE",
        Title: "Your Quote",
        ExpiryDateString: "2026-03-31T00:00:00",
      },
    ]);
    expect(await server.sandbox.db.selectFrom("journals").selectAll().execute()).toEqual([]);
  });

  it("goes from draft to sent to accepted to invoiced, and no further", async () => {
    const { QuoteID } = (await create()).list[0] ?? {};
    expect(messagesOf(await change({ QuoteID, Status: "ACCEPTED" }))).toEqual([
      "Quote not of valid status for modification",
    ]);
    for (const Status of ["SENT", "ACCEPTED", "INVOICED"]) {
      expect((await change({ QuoteID, Status })).list).toMatchObject([{ Status, Total: 21.55 }]);
    }
    expect(messagesOf(await change({ QuoteID, Status: "DELETED" }))).toEqual([
      "Quote not of valid status for modification",
    ]);
  });

  it("is found by number, status, contact and days", async () => {
    await server.put("/Quotes", {
      Quotes: [
        { ...quote, QuoteNumber: "A", Contact: { Name: "Eve" }, Date: "2026-01-10", ExpiryDate: "2026-02-10" },
        { ...quote, QuoteNumber: "B", Status: "SENT", Date: "2026-02-10", ExpiryDate: "2026-03-10" },
      ],
    });
    expect(await numbers({ QuoteNumber: "A" })).toEqual(["A"]);
    expect(await numbers({ Status: "SENT" })).toEqual(["B"]);
    expect(await numbers({ DateFrom: "2026-01-10", DateTo: "2026-02-09" })).toEqual(["A"]);
    expect(await numbers({ ExpiryDateFrom: "2026-02-11", ExpiryDateTo: "2026-03-10" })).toEqual(["B"]);
    const [a] = (await server.get("/Quotes", { query: { QuoteNumber: "A" } })).list;
    const { ContactID = "" } = (a?.Contact ?? {}) as { readonly ContactID?: string };
    expect(await numbers({ ContactID })).toEqual(["A"]);
    expect((await numbers({ order: "Date ASC" }))[0]).toBe("A");
    expect(await numbers({ page: "2" })).toEqual([]);
    expect((await server.raw("GET", "/Quotes", undefined, { query: { Status: "OPEN" } })).status).toBe(400);
  });

  it("has a number that no other has", async () => {
    await create({ QuoteNumber: "same" });
    expect(messagesOf(await create({ QuoteNumber: "same" }))).toEqual(["Quote # must be unique."]);
  });
});
