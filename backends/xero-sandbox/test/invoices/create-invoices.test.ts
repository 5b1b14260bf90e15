import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Server, startServer } from "../support/server.js";

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

async function create(more: object, query = {}) {
  return await server.put("/Invoices", { Invoices: [{ ...sale, ...more }] }, { query });
}

describe("a new invoice", () => {
  it("is a draft, numbered, with tax on top, due in full", async () => {
    const { status, list } = await create({});
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
});
