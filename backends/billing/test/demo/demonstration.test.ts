import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Billing, openBilling, writeDemonstration } from "../../src/index.js";

const company = { today: "2026-11-21", clients: 16, seed: 1 };
const opened: Billing[] = [];

async function make(): Promise<Billing> {
  const billing = await openBilling({ database: ":memory:" });
  opened.push(billing);
  await writeDemonstration(billing, company);
  return billing;
}

let billing: Billing;

beforeAll(async () => {
  billing = await make();
});

afterAll(async () => {
  for (const each of opened) await each.close();
});

describe("the demonstration company", () => {
  it("has clients in three currencies, orders, domains, invoices, tickets and quotes", async () => {
    const total = async (command: string) =>
      Number((await billing.localApi(command, { limitnum: 1, ignore_dept_assignments: 1 })).totalresults);
    expect(await total("GetClients")).toBe(16);
    for (const command of ["GetOrders", "GetClientsDomains", "GetTickets", "GetQuotes"]) {
      expect(await total(command), command).toBeGreaterThan(2);
    }
    expect(await total("GetInvoices")).toBeGreaterThan(50);
    const currencies = await billing.db.selectFrom("clients").select("currency_id").distinct().execute();
    expect(currencies).toHaveLength(3);
    const { first } = await billing.db
      .selectFrom("invoices")
      .select(({ fn }) => fn.min("date").as("first"))
      .executeTakeFirstOrThrow();
    expect(String(first) < "2026-01-01").toBe(true);
  });

  it("has books that add up", async () => {
    const { db } = billing;
    const clients = await db.selectFrom("clients").select(["id", "credit"]).execute();
    for (const { id, credit } of clients) {
      const rows = await db.selectFrom("credits").select("amount").where("client_id", "=", id).execute();
      expect(rows.reduce((sum, { amount }) => sum + amount, 0)).toBe(credit);
    }
    const invoices = await db.selectFrom("invoices").selectAll().execute();
    for (const invoice of invoices) {
      const lines = await db
        .selectFrom("invoice_items")
        .select("amount")
        .where("invoice_id", "=", invoice.id)
        .execute();
      expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(invoice.subtotal);
      const paid = await db
        .selectFrom("transactions")
        .select(["amount_in", "amount_out"])
        .where("invoice_id", "=", invoice.id)
        .execute();
      expect(paid.reduce((sum, row) => sum + row.amount_in - row.amount_out, 0)).toBe(invoice.paid);
      expect(invoice.paid).toBeLessThanOrEqual(invoice.total);
      expect(invoice.date <= company.today && invoice.created_at.slice(0, 10) <= company.today).toBe(true);
    }
  });

  it("is the same for the same seed and day", async () => {
    const again = await make();
    const books = async ({ db }: Billing) => ({
      clients: await db.selectFrom("clients").select(["email", "credit", "status"]).orderBy("id").execute(),
      invoices: await db.selectFrom("invoices").select(["id", "date", "total", "status"]).orderBy("id").execute(),
      tickets: await db.selectFrom("tickets").select(["subject", "status"]).orderBy("id").execute(),
    });
    expect(await books(again)).toEqual(await books(billing));
  });

  it("keeps its mail to itself", async () => {
    const states = await billing.db.selectFrom("outbox").select("state").distinct().execute();
    expect(states.map(({ state }) => state)).not.toContain("queued");
  });
});
