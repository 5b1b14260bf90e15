/** Every operation of the sandbox, held against Xero's own description of it; the other tests hold their traffic too. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operations } from "../src/operations.js";
import { seen } from "./support/contract.js";
import { descriptionMissing, hasDescription } from "./support/description.js";
import { type Server, startServer } from "./support/server.js";

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const line = { Description: "Design", Quantity: 2, UnitAmount: 20, AccountCode: "200" };
const invoice = { Type: "ACCREC", Contact: { Name: "Liam" }, LineItems: [line], DueDate: "2026-03-31" };

/** A payment, a bank transaction and a quote, each through every operation on it. */
async function callTheRest(invoiceId: string): Promise<void> {
  const bank = { Account: { Code: "090" }, Amount: 10, Date: "2026-03-05" };
  await server.post(`/Invoices/${invoiceId}`, { Invoices: [{ Status: "AUTHORISED", LineItems: [] }] });
  const paid = await server.put("/Payments", { Payments: [{ ...bank, Invoice: { InvoiceID: invoiceId } }] });
  await server.post("/Payments", { ...bank, Invoice: { InvoiceID: invoiceId } });
  await server.get("/Payments", { query: { page: "1" } });
  await server.get(`/Payments/${paid.list[0]?.PaymentID}`);
  await server.post(`/Payments/${paid.list[0]?.PaymentID}`, { Status: "DELETED" });
  const spend = { Type: "SPEND", Contact: { Name: "Shop" }, LineItems: [line], BankAccount: { Code: "090" } };
  const costs = { ...spend, LineItems: [{ ...line, AccountCode: "429" }] };
  const spent = await server.put("/BankTransactions", { BankTransactions: [costs] });
  const { BankTransactionID } = spent.list[0] ?? {};
  await server.post("/BankTransactions", { BankTransactions: [costs] });
  await server.get("/BankTransactions", { query: { page: "1" } });
  await server.get(`/BankTransactions/${BankTransactionID}`);
  await server.post(`/BankTransactions/${BankTransactionID}`, { BankTransactions: [{ ...costs, Reference: "T" }] });
  const quoted = await server.put("/Quotes", {
    Quotes: [{ Contact: { Name: "Liam" }, LineItems: [line], Date: "2026-03-01" }],
  });
  await server.post("/Quotes", { Quotes: [{ QuoteID: quoted.list[0]?.QuoteID, Status: "SENT" }] });
  await server.get("/Quotes", { query: { Status: "SENT" } });
  await server.get("/Reports/BalanceSheet", { query: { periods: "2", timeframe: "MONTH" } });
}

describe.runIf(hasDescription)(`the contract${descriptionMissing}`, () => {
  it("holds for every operation that the sandbox answers", async () => {
    await server.get("/Organisation");
    await server.get("/Accounts", { query: { where: 'Type=="BANK"', order: "Name ASC" } });
    await server.put("/Contacts", { Contacts: [{ Name: "Bruce Banner" }] });
    await server.post("/Contacts", { Contacts: [{ Name: "Bruce Banner", EmailAddress: "hulk@example.com" }] });
    await server.get("/Contacts", { query: { page: "1" } });
    const { list } = await server.put("/Invoices", { Invoices: [invoice] });
    const id = String(list[0]?.InvoiceID);
    await server.post("/Invoices", { Invoices: [{ InvoiceID: id, Reference: "R" }] });
    await server.get("/Invoices", { query: { page: "1" } });
    await server.get(`/Invoices/${id}`);
    await server.post(`/Invoices/${id}`, { Invoices: [{ Reference: "S" }] });
    await callTheRest(id);
    expect([...seen].sort()).toEqual(operations.map(({ name }) => name).sort());
  });
});
