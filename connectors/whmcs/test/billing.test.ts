/** The tools against books that really count: what a clerk does in a day, with its effect read back. */
import { type ServedBilling, serveBilling } from "@turnpike/billing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Books, openBooks } from "../../../backends/billing/test/support/books.js";
import { type Agent, connectAgent } from "../../../test/support/agents.js";
import { type Listening, serveOnHttp, serverFactory } from "../src/index.js";
import { tools } from "../src/tools/all.js";
import { documented, sampleArguments } from "./support/documented.js";

let books: Books;
let served: ServedBilling;
let serving: Listening;
let agent: Agent;
beforeAll(async () => {
  books = await openBooks();
  served = await serveBilling(books.billing, { port: 0 });
  const { identifier, secret } = await books.billing.issueAccess();
  serving = await serve({ WHMCS_API_IDENTIFIER: identifier, WHMCS_API_SECRET: secret });
  agent = await connectAgent("sdk v2, newer generation", { url: serving.url });
});
afterAll(async () => {
  await agent.close();
  await serving.close();
  await served.close();
  await books.close();
});

const serve = (credentials: Record<string, string>) =>
  serveOnHttp(serverFactory({ ...credentials, WHMCS_API_URL: served.url }), {
    host: "127.0.0.1",
    port: 0,
    token: undefined,
    allowedHosts: [],
  });

type Fields = Readonly<Record<string, unknown>>;
async function done(tool: string, args: Fields): Promise<Fields> {
  const { isError, text, structuredContent } = await agent.callTool(tool, args);
  expect(isError, text).toBe(false);
  return structuredContent as Fields;
}
const mails = async () => (await books.billing.db.selectFrom("outbox").selectAll().execute()).length;

describe("a clerk's day, in real books", () => {
  it("an invoice is drafted, looked at, published with one mail, and paid in two parts", async () => {
    const before = await mails();
    const lines = { itemdescription: ["Hosting & mail", "Setup"], itemamount: [15.95, 1], itemtaxed: [false, true] };
    const { invoiceid, status } = await done("whmcs_create_invoice", { userid: 1, status: "Draft", ...lines });
    expect(status).toBe("Draft");
    expect(await done("whmcs_get_invoice", { invoiceid })).toMatchObject({
      subtotal: "16.95",
      balance: "16.95",
      items: {
        item: [
          { description: "Hosting & mail", amount: "15.95" },
          { description: "Setup", amount: "1.00" },
        ],
      },
      transactions: { transaction: [] },
    });
    expect(await mails()).toBe(before);
    await done("whmcs_update_invoice", { invoiceid, publishandsendemail: true });
    expect(await mails()).toBe(before + 1);

    const part = { invoiceid, transid: "T-1", gateway: "banktransfer", amount: 10.95, date: "2026-03-09" };
    await done("whmcs_add_payment", part);
    expect(await done("whmcs_get_invoice", { invoiceid })).toMatchObject({ status: "Unpaid", balance: "6.00" });
    await done("whmcs_add_payment", { invoiceid, transid: "T-2", gateway: "banktransfer" });
    expect(await done("whmcs_get_invoice", { invoiceid })).toMatchObject({ status: "Paid", balance: "0.00" });
    expect(await done("whmcs_get_transactions", { invoiceid })).toMatchObject({
      transactions: {
        transaction: expect.arrayContaining([
          expect.objectContaining({ transid: "T-1", amountin: "10.95" }),
          expect.objectContaining({ transid: "T-2", amountin: "6.00" }),
        ]),
      },
    });
  });

  it("an invoice that is not to be mailed is not mailed", async () => {
    const before = await mails();
    await done("whmcs_create_invoice", { userid: 1, sendinvoice: false, itemdescription: ["a"], itemamount: [1] });
    expect(await mails()).toBe(before);
    await done("whmcs_create_invoice", { userid: 1, sendinvoice: true, itemdescription: ["a"], itemamount: [1] });
    expect(await mails()).toBe(before + 1);
  });

  it("credit is used up to what the client has, and no further", async () => {
    await books.call("AddCredit", { clientid: 2, description: "overpaid", amount: 7 });
    const { invoiceid } = await done("whmcs_create_invoice", {
      userid: 2,
      itemdescription: ["a"],
      itemamount: [10],
      itemtaxed: [false],
    });
    const tooMuch = await agent.callTool("whmcs_apply_credit", { invoiceid, amount: 7.01 });
    expect(tooMuch).toMatchObject({ isError: true, text: expect.stringMatching(/credit.*Nothing was changed/) });
    await done("whmcs_apply_credit", { invoiceid, amount: 7 });
    expect(await done("whmcs_get_invoice", { invoiceid })).toMatchObject({ credit: "7.00", balance: "3.00" });
  });

  it("a quote holds until the day the agent said", async () => {
    const { quoteid } = await done("whmcs_create_quote", {
      subject: "s",
      stage: "Draft",
      validuntil: "2027-02-01",
      userid: 1,
    });
    expect(await done("whmcs_get_quotes", { quoteid })).toMatchObject({
      quotes: { quote: [{ validuntil: "2027-02-01", stage: "Draft" }] },
    });
    await done("whmcs_accept_quote", { quoteid });
    expect(await done("whmcs_get_quotes", { quoteid })).toMatchObject({ quotes: { quote: [{ stage: "Accepted" }] } });
  });

  it("a ticket is opened, noted on and closed", async () => {
    const { id: ticketid } = await done("whmcs_open_ticket", { deptid: 1, subject: "s", message: "m", clientid: 1 });
    await done("whmcs_add_ticket_note", { ticketid, message: "only us" });
    await done("whmcs_update_ticket", { ticketid, status: "Closed", priority: "High" });
    expect(await done("whmcs_get_ticket", { ticketid })).toMatchObject({
      status: "Closed",
      priority: "High",
      notes: { note: [{ message: "only us" }] },
    });
  });

  it("what WHMCS refuses is refused with where to look, and the books are as before", async () => {
    const before = await done("whmcs_get_invoices", { limitnum: 1 });
    const answer = await agent.callTool("whmcs_create_invoice", {
      userid: 99,
      itemdescription: ["a"],
      itemamount: [1],
    });
    expect(answer).toMatchObject({
      isError: true,
      text: expect.stringMatching(/^WHMCS refused: Client ID Not Found\. whmcs_get_clients/),
    });
    expect((await done("whmcs_get_invoices", { limitnum: 1 })).totalresults).toBe(before.totalresults);
  });

  it("wrong credentials are named as such", async () => {
    const stranger = await serve({ WHMCS_API_IDENTIFIER: "nobody", WHMCS_API_SECRET: "n0thing" });
    const other = await connectAgent("sdk v1", { url: stranger.url });
    expect(await other.callTool("whmcs_get_invoices")).toMatchObject({
      isError: true,
      text: expect.stringMatching(/refused this server: Invalid or missing credentials\. .*WHMCS_API_SECRET/),
    });
    await other.close();
    await stranger.close();
  });
});

describe("every parameter that a tool sends", () => {
  const installation = { dateFormat: "DD/MM/YYYY" } as const;

  it("is one that the books know for the action", async () => {
    const { actions } = books.billing.house;
    const unknown: string[] = [];
    let compared = 0;
    for (const tool of documented) {
      const declared = actions.get(tool.action.toLowerCase());
      if (declared === undefined) continue;
      const names = Object.keys(declared.parameters);
      const call = async ({ action, values }: { action: string; values: Fields }) => {
        const numbered = (name: string) => name.replace(/\d+$/, "x");
        const strange = Object.keys(values).filter((name) => !names.includes(name) && !names.includes(numbered(name)));
        unknown.push(...strange.map((name) => `${action}: ${name}`));
        compared += 1;
        return { result: "success" };
      };
      await tools.find(({ name }) => name === tool.name)?.run(sampleArguments(tool), { call }, installation);
    }
    expect(unknown).toEqual([]);
    expect(compared).toBeGreaterThanOrEqual(20);
  });
});
