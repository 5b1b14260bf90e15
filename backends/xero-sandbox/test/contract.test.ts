/** Every operation of the sandbox, held against Xero's own description of it; the other tests hold their traffic too. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operations } from "../src/operations.js";
import { hold, seen } from "./support/contract.js";
import { describedOperations, description, descriptionMissing, hasDescription } from "./support/description.js";
import { type Server, startServer } from "./support/server.js";

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const line = { Description: "Design", Quantity: 2, UnitAmount: 20, AccountCode: "200" };
const costs = { ...line, AccountCode: "429" };
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
  const spend = { Type: "SPEND", Contact: { Name: "Shop" }, LineItems: [costs], BankAccount: { Code: "090" } };
  const spent = await server.put("/BankTransactions", { BankTransactions: [spend] });
  const { BankTransactionID } = spent.list[0] ?? {};
  await server.post("/BankTransactions", { BankTransactions: [spend] });
  await server.get("/BankTransactions", { query: { page: "1" } });
  await server.get(`/BankTransactions/${BankTransactionID}`);
  await server.post(`/BankTransactions/${BankTransactionID}`, { BankTransactions: [{ ...spend, Reference: "T" }] });
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

  it("sees an answer that is not as described", async () => {
    const { json, list } = await server.get("/Accounts");
    const exchange = { method: "GET", path: "/Accounts", query: new URLSearchParams(), sent: undefined, status: 200 };
    const answer = (change: object) => ({ ...json, Accounts: [{ ...list[0], ...change }] });
    expect(() => hold({ ...exchange, answer: answer({}) })).not.toThrow();
    for (const wrong of [{ AccountID: "1" }, { Status: "OPEN" }, { Name: 5 }, { Colour: "red" }, { TaxType: null }]) {
      expect(() => hold({ ...exchange, answer: answer(wrong) })).toThrow("answer is not as described");
    }
    expect(() => hold({ ...exchange, path: "/Nothing", answer: {} })).toThrow("is not described");
    expect(() => hold({ ...exchange, query: new URLSearchParams("colour=red"), answer: json })).toThrow("colour");
    expect(() => hold({ ...exchange, status: 201, answer: json })).toThrow("201 is not described");
    const refused = { Elements: [{ InvoiceID: "1", ValidationErrors: [{ Message: "" }] }] };
    const put = { ...exchange, method: "PUT", path: "/Invoices", status: 400, answer: refused };
    expect(() => hold(put)).toThrow("answer is not as described");
    const sent = { Invoices: [{ Type: "SALE" }] };
    expect(() => hold({ ...put, status: 200, sent, answer: {} })).toThrow("request is not as described");
  });
});

/** Ids and codes of the description's examples, and those that mean the same here. */
function asHere(example: unknown, known: Readonly<Record<string, unknown>>): unknown {
  const text = JSON.stringify(example)
    .replaceAll('"12775"', '"200"')
    .replaceAll('"970"', '"090"')
    .replaceAll('"088"', '"090"');
  return JSON.parse(text, (name, value) => known[name] ?? value);
}

describe.runIf(hasDescription)(`the description's own examples${descriptionMissing}`, () => {
  const examples = (description === undefined ? [] : describedOperations(description)).flatMap(
    ({ method, template, operation }) => {
      const isServed = operations.some(({ name }) => name === operation.operationId);
      const example = operation.requestBody?.content?.["application/json"]?.example;
      return isServed && example !== undefined ? [{ name: operation.operationId, method, template, example }] : [];
    },
  );

  it("are there for every operation that writes", () => {
    const writing = operations.filter(({ method }) => method !== "GET").map(({ name }) => name);
    expect(examples.map(({ name }) => name).sort()).toEqual(writing.sort());
  });

  // Its type is no value of the enumeration but the SDK's name of one.
  it.each(examples.filter(({ name }) => name !== "createBankTransactions"))(
    "of $name goes well, with the ids of these books",
    async ({ method, template, example, name }) => {
      const invoiced = await server.put("/Invoices", { Invoices: [{ ...invoice, Status: "AUTHORISED" }] });
      const { InvoiceID, Contact } = invoiced.list[0] ?? {};
      const { ContactID } = Contact as { readonly ContactID: string };
      const paid = await server.put("/Payments", {
        Payments: [{ Invoice: { InvoiceID }, Account: { Code: "090" }, Amount: 1 }],
      });
      const spent = await server.put("/BankTransactions", {
        BankTransactions: [{ Type: "SPEND", Contact: { ContactID }, LineItems: [costs], BankAccount: { Code: "090" } }],
      });
      const { PaymentID, Account } = paid.list[0] ?? {};
      const { AccountID } = Account as { readonly AccountID: string };
      const { BankTransactionID } = spent.list[0] ?? {};
      const ids = { InvoiceID, PaymentID, BankTransactionID };
      const path = template.replace(/\{(\w+)\}/, (_, id: keyof typeof ids) => String(ids[id]));
      const isNew = name.endsWith("Contacts");
      const body = JSON.stringify(
        asHere(example, { InvoiceID, AccountID, CurrencyCode: "EUR", ...(isNew ? {} : { ContactID }) }),
      );
      const reply = await server.raw(method, path, body);
      expect(reply.status, reply.text).toBe(200);
      hold({ method, path, query: new URLSearchParams(), sent: undefined, status: 200, answer: reply.json });
    },
  );
});
