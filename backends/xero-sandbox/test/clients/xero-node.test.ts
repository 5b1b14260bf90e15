/** Xero's own client, unmodified, through every operation that the tools of the Xero server use. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BankTransaction, Invoice, LineAmountTypes, QuoteStatusCodes, XeroClient } from "xero-node";
import { type HoldingProxy, startHoldingProxy } from "../support/holding-proxy.js";
import { type Server, startServer } from "../support/server.js";

let server: Server;
let api: XeroClient["accountingApi"];
let tenant: string;
let proxy: HoldingProxy;
beforeAll(async () => {
  server = await startServer();
  proxy = await startHoldingProxy(server.url);
  [tenant] = server.tenants;
  api = clientWith("all");
});
afterAll(async () => {
  await proxy.close();
  await server.close();
});

function clientWith(access_token: string): XeroClient["accountingApi"] {
  const client = new XeroClient({ clientId: "a", clientSecret: "b" });
  client.setTokenSet({ access_token, token_type: "Bearer", expires_in: 1800 });
  client.accountingApi.basePath = `${proxy.url}/api.xro/2.0`;
  return client.accountingApi;
}

const line = { description: "Design", quantity: 2, unitAmount: 20, accountCode: "200" };
const sale = {
  type: Invoice.TypeEnum.ACCREC,
  contact: { name: "Liam" },
  lineItems: [line],
  date: "2026-03-01",
  dueDate: "2026-03-31",
  status: Invoice.StatusEnum.AUTHORISED,
};

describe("xero-node", () => {
  it("reads the organisation and its accounts", async () => {
    const { body } = await api.getOrganisations(tenant);
    expect(body.organisations).toMatchObject([{ name: "Harbour Street Studio", baseCurrency: "EUR" }]);
    const accounts = await api.getAccounts(tenant, undefined, 'Type=="BANK"', "Code DESC");
    expect(accounts.body.accounts?.map(({ code }) => code)).toEqual(["091", "090"]);
  });

  it("makes and finds contacts", async () => {
    const { body } = await api.createContacts(tenant, { contacts: [{ name: "O'Brien & Co <b>x</b>" }] });
    expect(body.contacts?.[0]?.contactID).toMatch(/^[0-9a-f-]{36}$/);
    const found = await api.getContacts(tenant, undefined, undefined, "Name ASC", [], 1, false, false, "o'brien");
    expect(found.body.contacts?.map(({ name }) => name)).toEqual(["O'Brien & Co <b>x</b>"]);
    expect(found.body.pagination).toMatchObject({ page: 1, itemCount: 1 });
  });

  it("makes, reads, lists and changes invoices, with dates as dates", async () => {
    const { body } = await api.createInvoices(tenant, { invoices: [sale] }, true, 4, "key-1");
    const [made] = body.invoices ?? [];
    const id = made?.invoiceID ?? "";
    expect(made).toMatchObject({
      total: 48,
      amountDue: 48,
      date: new Date("2026-03-01"),
      lineAmountTypes: LineAmountTypes.Exclusive,
    });
    const again = await api.createInvoices(tenant, { invoices: [sale] }, true, 4, "key-1");
    expect(again.body.invoices?.[0]?.invoiceID).toBe(id);
    const change = { invoices: [{ reference: "R", status: Invoice.StatusEnum.AUTHORISED, lineItems: [] }] };
    const updated = await api.updateInvoice(tenant, id, change, 4, "key-2");
    expect(updated.body.invoices?.[0]).toMatchObject({ reference: "R", total: 48 });
    const read = await api.getInvoice(tenant, id, 4);
    expect(read.body.invoices?.[0]?.lineItems).toMatchObject([{ unitAmount: 20, lineAmount: 40, taxAmount: 8 }]);
    const listed = await api.getInvoices(
      tenant,
      new Date("2026-03-10T11:00:00Z"),
      'Type=="ACCREC"',
      "Date DESC",
      [id],
      ["INV-0001"],
      [],
      ["AUTHORISED", "PAID"],
      1,
      true,
    );
    expect(listed.body.invoices).toHaveLength(1);
    expect(listed.response.headers["x-minlimit-remaining"]).toMatch(/^\d+$/);
  });

  it("makes, reads, lists and changes bank transactions", async () => {
    const spend = {
      type: BankTransaction.TypeEnum.SPEND,
      contact: { name: "Shop" },
      lineItems: [{ ...line, accountCode: "429" }],
      bankAccount: { code: "090" },
    };
    const { body } = await api.createBankTransactions(tenant, { bankTransactions: [spend] });
    const id = body.bankTransactions?.[0]?.bankTransactionID ?? "";
    const change = { bankTransactions: [{ ...spend, lineItems: [], reference: "R" }] };
    expect((await api.updateBankTransaction(tenant, id, change)).body.bankTransactions?.[0]?.reference).toBe("R");
    expect((await api.getBankTransaction(tenant, id)).body.bankTransactions?.[0]).toMatchObject({ total: 48 });
    const listed = await api.getBankTransactions(tenant, undefined, 'Status=="AUTHORISED"', "Type ASC", 1);
    expect(listed.body.bankTransactions).toHaveLength(1);
  });

  it("pays, lists payments and takes one back", async () => {
    const { body } = await api.createInvoices(tenant, { invoices: [sale] });
    const invoice = { invoiceID: body.invoices?.[0]?.invoiceID ?? "" };
    const payment = { invoice, account: { code: "090" }, amount: 8, date: "2026-03-02" };
    const one = await api.createPayment(tenant, payment);
    await api.createPayments(tenant, { payments: [payment] });
    const listed = await api.getPayments(tenant, undefined, 'Status=="AUTHORISED"', "Amount ASC", 1);
    expect(listed.body.payments).toMatchObject([{ amount: 8 }, { amount: 8 }]);
    const back = await api.deletePayment(tenant, one.body.payments?.[0]?.paymentID ?? "", { status: "DELETED" });
    expect(back.body.payments?.[0]?.invoice).toMatchObject({ amountDue: 40 });
  });

  it("makes and lists quotes", async () => {
    const quote = { contact: { name: "Adam" }, lineItems: [line], date: "2026-03-01" };
    await api.createQuotes(tenant, { quotes: [quote] });
    const listed = await api.getQuotes(
      tenant,
      undefined,
      "2026-03-01",
      "2026-03-02",
      undefined,
      undefined,
      undefined,
      "DRAFT",
    );
    expect(listed.body.quotes).toMatchObject([
      { total: 48, status: QuoteStatusCodes.DRAFT, date: new Date("2026-03-01") },
    ]);
  });

  it("reads the balance sheet, of a day and with what came before", async () => {
    const { body } = await api.getReportBalanceSheet(
      tenant,
      "2026-03-31",
      2,
      "MONTH",
      undefined,
      undefined,
      true,
      false,
    );
    const [report] = body.reports ?? [];
    expect(report?.reportTitles).toContain("As at 31 March 2026");
    expect(report?.rows?.[0]?.cells).toHaveLength(4);
  });

  it("is given every error in a form that it can pass on", async () => {
    const told = async (call: Promise<unknown>) => {
      const error = await call.then(
        () => expect.unreachable(),
        (thrown: unknown) => String(thrown),
      );
      const { response } = JSON.parse(error) as {
        readonly response: { readonly statusCode: number; readonly body: unknown };
      };
      return response;
    };
    const refused = await told(api.createInvoices(tenant, { invoices: [{ ...sale, contact: {} }] }));
    expect(refused).toMatchObject({ statusCode: 400, body: { ErrorNumber: 10, Elements: [{ HasErrors: true }] } });
    expect(await told(clientWith("expired").getInvoices(tenant))).toMatchObject({
      statusCode: 401,
      body: { Detail: expect.stringMatching(/^TokenExpired/) },
    });
    expect(await told(api.getInvoice(tenant, "nowhere"))).toMatchObject({ statusCode: 404 });
    expect(await told(api.getInvoices("nobody"))).toMatchObject({ statusCode: 403 });
  });

  it("sends and gets nothing that is not as Xero describes it", () => {
    expect(proxy.calls()).toBeGreaterThan(20);
    expect(proxy.problems).toEqual([]);
  });
});
