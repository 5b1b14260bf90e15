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
    expect([...seen].sort()).toEqual(operations.map(({ name }) => name).sort());
  });
});
