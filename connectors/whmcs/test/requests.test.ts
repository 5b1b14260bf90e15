import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Agent, ToolAnswer } from "../../../test/support/agents.js";
import { connectedAgent } from "./support/connectors.js";
import { credentials, type RecordingApi, startRecordingApi } from "./support/recording-api.js";

let api: RecordingApi;
let agent: Agent;
let asked: number;
beforeAll(async () => {
  api = await startRecordingApi();
  agent = await connectedAgent("sdk v2, newer generation", "HTTP", api.url);
});
beforeEach(() => {
  asked = api.requests.length;
});
afterAll(async () => {
  await agent.close();
  await api.close();
});

const sent = async (tool: string, args: Record<string, unknown>) => {
  expect(await agent.callTool(tool, args)).toMatchObject({ isError: false });
  return api.latest();
};
const refused = async (tool: string, args: Record<string, unknown>): Promise<ToolAnswer> => {
  const answer = await agent.callTool(tool, args);
  expect(answer.isError).toBe(true);
  expect(api.requests.length, "nothing may be sent").toBe(asked);
  return answer;
};

describe("what is sent", () => {
  it("is a form with the credentials, in the body and never in the address", async () => {
    await sent("whmcs_get_currencies", {});
    expect(api.requests.at(-1)).toMatchObject({
      method: "POST",
      path: "/includes/api.php",
      contentType: "application/x-www-form-urlencoded;charset=UTF-8",
      form: {
        identifier: credentials.WHMCS_API_IDENTIFIER,
        secret: credentials.WHMCS_API_SECRET,
        accesskey: credentials.WHMCS_ACCESS_KEY,
        responsetype: "json",
        action: "GetCurrencies",
      },
    });
  });

  it("numbers an invoice's lines from 1, with 1 and 0 for yes and no", async () => {
    const invoice = {
      userid: 1,
      status: "Unpaid",
      sendinvoice: false,
      taxrate: 10,
      date: "2026-01-01",
      itemdescription: ["a & b", "c"],
      itemamount: [15.95, -1],
      itemtaxed: [false, true],
    };
    expect(await sent("whmcs_create_invoice", invoice)).toEqual({
      action: "CreateInvoice",
      userid: "1",
      status: "Unpaid",
      sendinvoice: "0",
      taxrate: "10",
      date: "2026-01-01",
      itemdescription1: "a & b",
      itemamount1: "15.95",
      itemtaxed1: "0",
      itemdescription2: "c",
      itemamount2: "-1",
      itemtaxed2: "1",
    });
  });

  it("taxes no line when itemtaxed is left out", async () => {
    const form = await sent("whmcs_create_invoice", { userid: 1, itemdescription: ["a"], itemamount: [1] });
    expect(form).toMatchObject({ itemtaxed1: "0" });
    expect(await sent("whmcs_create_invoice", { userid: 1 })).toEqual({ action: "CreateInvoice", userid: "1" });
  });

  it("asks for a draft by its own flag", async () => {
    expect(await sent("whmcs_create_invoice", { userid: 1, status: "Draft" })).toEqual({
      action: "CreateInvoice",
      userid: "1",
      draft: "1",
    });
  });

  it("leaves a payment's amount out when the agent does, and always says when the money came", async () => {
    const payment = { invoiceid: 5, transid: "T-1", gateway: "banktransfer" };
    const form = await sent("whmcs_add_payment", payment);
    expect(form).not.toHaveProperty("amount");
    expect(form.date).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(await sent("whmcs_add_payment", { ...payment, date: "2026-02-28" })).toMatchObject({
      date: "2026-02-28 00:00:00",
    });
    expect(await sent("whmcs_add_payment", { ...payment, date: "2026-02-28 23:59:00", amount: 0.1 })).toMatchObject({
      date: "2026-02-28 23:59:00",
      amount: "0.1",
    });
  });

  it("uses the API's names where the tools keep older ones", async () => {
    expect(await sent("whmcs_module_suspend", { accountid: 4, suspendreason: "late" })).toEqual({
      action: "ModuleSuspend",
      serviceid: "4",
      suspendreason: "late",
    });
    expect(await sent("whmcs_module_change_password", { accountid: 4, servicepassword: "p" })).toEqual({
      action: "ModuleChangePw",
      serviceid: "4",
      servicepassword: "p",
    });
    expect(await sent("whmcs_log_activity", { userid: 2, description: "x" })).toEqual({
      action: "LogActivity",
      clientid: "2",
      description: "x",
    });
    expect(await sent("whmcs_get_todo_items", { status: "Complete" })).toMatchObject({ status: "Completed" });
  });

  it("writes dates as the installation does where the API wants that", async () => {
    const quote = { subject: "s", stage: "Draft", validuntil: "2026-12-31" };
    expect(await sent("whmcs_create_quote", quote)).toMatchObject({ validuntil: "31/12/2026" });
    expect(await sent("whmcs_get_activity_log", { date: "2026-01-02", userid: 3 })).toEqual({
      action: "GetActivityLog",
      date: "02/01/2026",
      clientid: "3",
    });
  });

  it("takes an id as WHMCS writes it in its answers, as text too", async () => {
    expect(await sent("whmcs_get_invoice", { invoiceid: "17" })).toEqual({ action: "GetInvoice", invoiceid: "17" });
    expect(await sent("whmcs_get_orders", { userid: "3", id: 4 })).toMatchObject({ userid: "3", id: "4" });
  });

  it("groups products where the installation cannot list groups", async () => {
    const products = {
      product: [
        { pid: 1, gid: 3, name: "S" },
        { pid: 2, gid: "3", name: "M" },
        { pid: 4, gid: 5, name: "D" },
      ],
    };
    api.answer(
      { reply: { result: "error", message: 'Invalid API Action: "getproductgroups" is not a valid API action' } },
      { reply: { result: "success", totalresults: 3, products } },
    );
    const { structuredContent } = await agent.callTool("whmcs_get_product_groups");
    api.answer();
    expect(structuredContent).toEqual({
      result: "success",
      totalresults: 2,
      productgroups: {
        productgroup: [
          { id: 3, products: ["S", "M"] },
          { id: 5, products: ["D"] },
        ],
      },
    });
  });
});

describe("what is refused before anything is sent", () => {
  const line = { userid: 1, itemdescription: ["a", "b"], itemamount: [1, 2], itemtaxed: [true, true] };
  it.each([
    ["an amount too few", "whmcs_create_invoice", { ...line, itemamount: [1] }, /itemamount 1/],
    ["a tax flag too many", "whmcs_create_invoice", { ...line, itemtaxed: [true, true, true] }, /itemtaxed 3/],
    ["amounts without texts", "whmcs_create_invoice", { userid: 1, itemamount: [1] }, /itemdescription has 0/],
    [
      "a draft that is to be mailed",
      "whmcs_create_invoice",
      { userid: 1, status: "Draft", sendinvoice: true },
      /draft/,
    ],
    ["tenths of a cent", "whmcs_create_invoice", { ...line, itemamount: [1, 2.005] }, /two decimals/],
    ["an amount beyond all bounds", "whmcs_create_invoice", { ...line, itemamount: [1, 1e21] }, /ten digits/],
    ["an amount as text", "whmcs_create_invoice", { ...line, itemamount: ["1", 2] }, /expected number/],
    ["a status that does not exist", "whmcs_create_invoice", { ...line, status: "Overdue" }, /Draft.*Unpaid/],
    ["a parameter that does not exist", "whmcs_create_invoice", { ...line, items: [] }, /items/],
    ["a tax rate as a fraction of a hundred", "whmcs_create_invoice", { ...line, taxrate: 190 }, /100 or less/],
    ["a day that is none", "whmcs_create_invoice", { ...line, duedate: "2026-02-30" }, /YYYY-MM-DD/],
    ["a day written otherwise", "whmcs_create_invoice", { ...line, duedate: "30/01/2026" }, /YYYY-MM-DD/],
    ["no client", "whmcs_create_invoice", {}, /userid/],
    ["half an id", "whmcs_get_invoice", { invoiceid: 1.5 }, /whole number/],
    ["an id that is not only digits", "whmcs_get_invoice", { invoiceid: "17 or 18" }, /invoiceid/],
    ["an id of nothing", "whmcs_get_invoice", { invoiceid: 0 }, /1 or more/],
    [
      "a payment of nothing",
      "whmcs_add_payment",
      { invoiceid: 1, transid: "t", gateway: "g", amount: 0 },
      /more than 0/,
    ],
    ["a payment back", "whmcs_add_payment", { invoiceid: 1, transid: "t", gateway: "g", amount: -5 }, /more than 0/],
    ["a payment without a reference", "whmcs_add_payment", { invoiceid: 1, transid: "", gateway: "g" }, /transid/],
    [
      "a moment that is none",
      "whmcs_add_payment",
      { invoiceid: 1, transid: "t", gateway: "g", date: "2026-01-01 25:00:00" },
      /HH:mm:ss/,
    ],
    [
      "publishing and a status",
      "whmcs_update_invoice",
      { invoiceid: 1, publish: true, status: "Paid" },
      /either status or publish/,
    ],
    ["a client's balance", "whmcs_update_client", { clientid: 1, credit: "100" }, /whmcs_apply_credit/],
    ["a user's password", "whmcs_update_client", { clientid: 1, password2: "x" }, /themselves/],
    ["nobody to look for", "whmcs_get_client_details", {}, /clientid or email/],
    ["a reply by nobody", "whmcs_add_ticket_reply", { ticketid: 1, message: "m", name: "n" }, /say who writes/],
    [
      "a ticket of nobody",
      "whmcs_open_ticket",
      { deptid: 1, subject: "s", message: "m", email: "a@b.example" },
      /clientid/,
    ],
    ["one nameserver", "whmcs_update_domain_nameservers", { domainid: 1, ns1: "a.example" }, /ns1 and ns2/],
    ["a lock that is neither on nor off", "whmcs_update_domain_lock_status", { domainid: 1 }, /true locks/],
    ["no domain", "whmcs_register_domain", {}, /domainid or domain/],
    ["no message", "whmcs_send_email", { id: 1 }, /messagename/],
    ["two messages", "whmcs_send_email", { messagename: "a", customtype: "general" }, /not both/],
    ["half a message", "whmcs_send_email", { customtype: "general", customsubject: "s" }, /custommessage/],
  ])("%s, with what would be right", async (_, tool, args, words) => {
    const { text } = await refused(tool, args);
    expect(text).toMatch(words);
  });

  it("no value is repeated in what is said about it", async () => {
    const { text } = await refused("whmcs_add_client", {
      firstname: 7,
      email: "n0-address",
      password2: "h1dden",
      currency: "s3cret",
    });
    expect(text).toContain("email");
    for (const value of ["n0-address", "h1dden", "s3cret"]) expect(text).not.toContain(value);
  });
});
