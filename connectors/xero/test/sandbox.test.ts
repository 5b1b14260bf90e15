/** The tools against books that really count: what a bookkeeper does in a day, with its effect read in the tables. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { descriptionMissing } from "../../../backends/xero-sandbox/test/support/description.js";
import { type HoldingProxy, startHoldingProxy } from "../../../backends/xero-sandbox/test/support/holding-proxy.js";
import { startServer } from "../../../backends/xero-sandbox/test/support/server.js";
import type { Ledger } from "../../../test/end-to-end/xero/ledger.js";
import { xero } from "../../../test/end-to-end/xero/xero.js";
import type { Agent } from "../../../test/support/agents.js";
import { connections } from "../../../test/support/connectors.js";
import { type TemporaryFolder, temporaryFolder } from "../../../test/support/temporary-folder.js";
import { callerAt } from "./support/calling.js";
import { connectedAgent } from "./support/connectors.js";
import { documented } from "./support/documented.js";
import { fakeAccess } from "./support/fake-access.js";

type Fields = Readonly<Record<string, unknown>>;
type Books = Awaited<ReturnType<typeof xero.open>>;

let folder: TemporaryFolder;
let books: Books;
let proxy: HoldingProxy;
let ledger: Ledger;
beforeAll(async () => {
  folder = await temporaryFolder("xero-books");
  books = await xero.open(folder.path);
  ledger = books.company;
  proxy = await startHoldingProxy(books.env.XERO_API_URL ?? "");
});
afterAll(async () => {
  await proxy.close();
  await books.close();
  await folder.remove();
});

/** Calls a tool that must succeed, and gives the first element of its list. */
const first = (answer: { isError: boolean; text: string; structuredContent: unknown }, list: string): Fields => {
  expect(answer.isError, answer.text).toBe(false);
  const [element] = ((answer.structuredContent as Fields)[list] ?? []) as readonly Fields[];
  return element ?? expect.fail(`${list} is empty`);
};

const wrap = (change: Fields) => ({ Invoices: [change] });

describe.each(connections)("every tool on real books, called by %s over %s", (kind, over) => {
  let agent: Agent;
  const called = new Set<string>();
  const call = (name: string, args: Fields = {}) => {
    called.add(name);
    return agent.callTool(name, args);
  };
  beforeAll(async () => {
    agent = await connectedAgent(kind, over, { ...books.env, XERO_API_URL: proxy.url });
  });
  afterAll(() => agent.close());

  it("knows the organisation without a sign-in by a person, and lists it", async () => {
    expect((await call("authenticate")).structuredContent).toMatchObject({
      status: "signed_in",
      tenants: [{ tenantId: ledger.tenantId }],
    });
    expect(first(await call("list_organisations"), "Organisations")).toMatchObject({ tenantId: ledger.tenantId });
  });

  it("creates contacts letter for letter, and says which of them it could not", async () => {
    const Name = `O'Brien & Co <b>${kind} ${over}</b>`;
    const made = first(await call("create_contacts", { Contacts: [{ Name }] }), "Contacts");
    expect(await ledger.row("contacts", made.ContactID)).toMatchObject({ name: Name });
    const mixed = await call("create_contacts", {
      Contacts: [{ Name: `${Name} 2` }, { Name: `${Name} 3`, EmailAddress: "no" }],
    });
    expect(mixed).toMatchObject({
      isError: true,
      text: expect.stringMatching(/^Xero saved 1 of 2\. Contacts\[1\] was not/),
    });
    const found = await call("list_contacts", { searchTerm: Name, order: "Name ASC" });
    expect((found.structuredContent as { Contacts: readonly Fields[] }).Contacts.map((each) => each.Name)).toEqual([
      Name,
      `${Name} 2`,
    ]);
  });

  it("changes a draft's lines as it says, approves it, and lets nobody change what is in the books unasked", async () => {
    const { invoiceId: invoiceID, lineId } = await ledger.invoice();
    const forgetful = await call("update_invoice", {
      invoiceID,
      invoices: wrap({ LineItems: [{ Description: "b", UnitAmount: 1 }] }),
    });
    expect(forgetful).toMatchObject({
      isError: true,
      text: expect.stringContaining(`would delete 1 of its 1: ${lineId}`),
    });
    expect(await ledger.linesOf(invoiceID)).toHaveLength(1);

    const LineItems = [
      { LineItemID: lineId, Quantity: 3 },
      { Description: "Travel & more", Quantity: 1, UnitAmount: 0.1234, AccountCode: "200", TaxType: "NONE" },
    ];
    const changed = first(
      await call("update_invoice", { invoiceID, invoices: wrap({ LineItems }), unitdp: 4 }),
      "Invoices",
    );
    expect(changed).toMatchObject({ Status: "DRAFT", Total: 150.12 });
    expect(await ledger.linesOf(invoiceID)).toMatchObject([{ description: "Travel & more" }, { id: lineId }]);

    const rounding = await call("update_invoice", { invoiceID, invoices: wrap({ Reference: "r" }) });
    expect(rounding).toMatchObject({ isError: true, text: expect.stringMatching(/give unitdp 4/) });

    const [added] = (await ledger.linesOf(invoiceID)).filter(({ id }) => id !== lineId);
    const args = {
      invoiceID,
      invoices: wrap({ LineItems: [{ LineItemID: lineId }] }),
      removeLineItems: [String(added?.id)],
    };
    expect(first(await call("update_invoice", args), "Invoices")).toMatchObject({ Total: 150 });

    await call("update_invoice", { invoiceID, invoices: wrap({ Status: "AUTHORISED" }) });
    expect(await ledger.row("invoices", invoiceID)).toMatchObject({ status: "AUTHORISED" });
    expect(await call("update_invoice", { invoiceID, invoices: wrap({ Reference: "r" }) })).toMatchObject({
      isError: true,
      text: expect.stringMatching(/give Status AUTHORISED again.*Nothing was changed\.$/),
    });
    const again = { invoiceID, invoices: wrap({ Status: "AUTHORISED", Reference: "r" }) };
    expect(first(await call("update_invoice", again), "Invoices")).toMatchObject({
      Reference: "r",
      Status: "AUTHORISED",
    });

    await ledger.put("Payments", {
      Invoice: { InvoiceID: invoiceID },
      Account: { Code: "090" },
      Date: "2026-01-20",
      Amount: 50,
    });
    expect(await call("update_invoice", { invoiceID, invoices: wrap({ Status: "VOIDED" }) })).toMatchObject({
      isError: true,
    });
    const paid = first(await call("get_invoice", { invoiceID }), "Invoices");
    expect(paid).toMatchObject({ Status: "AUTHORISED", AmountPaid: 50, AmountDue: 100, DueDate: "2026-02-10" });
    const where = `Invoice.InvoiceID==guid("${invoiceID}")`;
    expect(first(await call("list_payments", { where }), "Payments")).toMatchObject({ Amount: 50, Date: "2026-01-20" });
    expect(
      first(await call("list_invoices", { where: "AmountPaid==50", order: "Date ASC" }), "Invoices"),
    ).toHaveProperty("LineItems");
  });

  it("enters, changes and deletes money spent, and the bank account follows", async () => {
    const { contactId } = await ledger.invoice();
    const made = first(
      await call("create_bank_transactions", {
        BankTransactions: [
          {
            Type: "SPEND",
            Contact: { ContactID: contactId },
            BankAccount: { Code: "090" },
            Date: "2026-01-15",
            LineItems: [{ Description: "Paper", Quantity: 2, UnitAmount: 10, AccountCode: "453", TaxType: "NONE" }],
          },
        ],
      }),
      "BankTransactions",
    );
    const bankTransactionID = String(made.BankTransactionID);
    expect(made).toMatchObject({ Total: 20, Status: "AUTHORISED" });
    const change = (fields: Fields) =>
      call("update_bank_transaction", { bankTransactionID, bankTransactions: { BankTransactions: [fields] } });
    expect(first(await change({ Reference: "R-1" }), "BankTransactions")).toMatchObject({
      Reference: "R-1",
      Total: 20,
    });
    expect(await ledger.linesOf(bankTransactionID)).toMatchObject([{ description: "Paper" }]);
    first(await change({ Status: "DELETED" }), "BankTransactions");
    expect(await ledger.row("bank_transactions", bankTransactionID)).toMatchObject({ status: "DELETED" });
    expect(await change({ Reference: "R-2" })).toMatchObject({
      isError: true,
      text: expect.stringMatching(/is DELETED/),
    });
    expect(first(await call("get_bank_transaction", { bankTransactionID }), "BankTransactions")).toMatchObject({
      Reference: "R-1",
    });
    expect(first(await call("list_bank_transactions", { order: "Date DESC" }), "BankTransactions")).toHaveProperty(
      "LineItems",
    );
  });

  it("reads accounts, quotes and a balance sheet that balances, of a day and of periods before it", async () => {
    expect(first(await call("list_accounts", { where: 'Type=="BANK"' }), "Accounts")).toMatchObject({ Type: "BANK" });
    const { ContactID } = await ledger.put("Contacts", { Name: `Quoted ${kind} ${over}` });
    expect(await call("list_quotes", { contactID: String(ContactID) })).toMatchObject({
      isError: false,
      structuredContent: { Quotes: [] },
    });
    const args = { date: "2026-03-31", periods: 2, timeframe: "MONTH" };
    const report = first(await call("get_balance_sheet", args), "Reports");
    const cells = rowsIn(report.Rows).map(({ Cells = [] }) => Cells.map(({ Value }) => Value));
    const amounts = (title: string) => cells.find(([name]) => name === title)?.slice(1);
    expect(amounts("Net Assets")).toHaveLength(3);
    expect(amounts("Net Assets")).toEqual(amounts("Total Equity"));
    expect(JSON.stringify(cells[0])).toMatch(/31 Mar.*2026/);
  });

  it("says in Xero's words what Xero refuses", async () => {
    const { invoiceId: invoiceID, lineId } = await ledger.invoice();
    const LineItems = [{ LineItemID: lineId, AccountCode: "nope" }];
    expect(
      await call("update_invoice", { invoiceID, invoices: wrap({ LineItems, Status: "AUTHORISED" }) }),
    ).toMatchObject({
      isError: true,
      text: expect.stringMatching(/^Xero refused: .*nope.*Nothing was changed\.$/),
    });
    expect(await call("list_invoices", { where: "Nonsense==1" })).toMatchObject({
      isError: true,
      text: expect.stringMatching(/^Xero refused: .*Nonsense/),
    });
    expect(await call("get_invoice", { invoiceID: ledger.tenantId })).toMatchObject({
      isError: true,
      text: "Xero has nothing with this id in this organisation.",
    });
    expect(await call("list_accounts", { tenant: "Nobody & Sons" })).toMatchObject({ isError: true });
  });

  it("has called all fifteen", () => {
    expect([...called].sort()).toEqual(documented.map(({ name }) => name).sort());
  });
});

type ReportRow = { readonly Cells?: readonly { readonly Value: string }[]; readonly Rows?: readonly ReportRow[] };
const rowsIn = (rows: unknown): readonly ReportRow[] =>
  (rows as readonly ReportRow[]).flatMap((row) => [row, ...rowsIn(row.Rows ?? [])]);

describe("a change whose way is troubled", () => {
  let agent: Agent;
  beforeEach(async () => {
    agent = await connectedAgent("sdk v2, newer generation", "HTTP", { ...books.env, XERO_API_URL: proxy.url });
  });
  afterEach(() => agent.close());

  it.each([
    ["its token expires in the middle", ["token expired"]],
    ["its answer is lost", ["answer lost"]],
    ["its answer is lost twice", ["answer lost", "answer lost"]],
    ["its answer is lost, and then its token expires", ["answer lost", "token expired"]],
  ] as const)("is made exactly once when %s", async (what, fates) => {
    const Name = `Once: ${what}`;
    proxy.fate(...fates);
    const made = first(await agent.callTool("create_contacts", { Contacts: [{ Name }] }), "Contacts");
    const rows = (await ledger.rows("contacts")).filter(({ name }) => name === Name);
    expect(rows.map(({ id }) => id)).toEqual([made.ContactID]);
  });

  it("is made once too when the agent repeats it as it was told", async () => {
    const Contacts = [{ Name: "Once: told" }];
    proxy.fate("answer lost", "answer lost", "answer lost");
    const { isError, text } = await agent.callTool("create_contacts", { Contacts });
    expect(isError).toBe(true);
    const [, idempotencyKey = ""] = /with idempotencyKey ([\w-]+)/.exec(text) ?? [];
    first(await agent.callTool("create_contacts", { Contacts, idempotencyKey }), "Contacts");
    expect((await ledger.rows("contacts")).filter(({ name }) => name === "Once: told")).toHaveLength(1);
  });
});

describe("the limits of the sandbox, which are Xero's", () => {
  it("are waited for, and every call is answered in the end", async () => {
    const server = await startServer({ limits: { perMinute: 5, perDay: 1000, perAppMinute: 1000, atOnce: 5 } });
    const [id] = server.tenants;
    const access = {
      ...fakeAccess(server.url),
      token: async () => "all",
      tenant: async () => ({ id, name: "", type: "" }),
    };
    const caller = callerAt(server.url, { maxWaitMs: 60_000, callMs: 600_000 }, access);
    const began = caller.clock.now();
    server.clock.now = new Date(began);
    const { wait } = caller.clock;
    caller.clock.wait = async (ms, signal) => {
      await wait(ms, signal);
      server.clock.now = new Date(caller.clock.now());
    };
    for (let call = 0; call < 12; call += 1) expect((await caller.call("list_accounts")).isError).toBe(false);
    expect(caller.clock.now() - began).toBeGreaterThanOrEqual(120_000);
    await server.close();
  });
});

describe("every exchange of these tests", () => {
  it(`was as Xero describes it${descriptionMissing}`, () => {
    expect(proxy.problems).toEqual([]);
    expect(proxy.calls()).toBeGreaterThan(100);
  });
});
