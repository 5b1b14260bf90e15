import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Agent } from "../../../test/support/agents.js";
import { connections } from "../../../test/support/connectors.js";
import { bearerToken, connectedAgent } from "./support/connectors.js";
import { documented } from "./support/documented.js";
import { type RecordingApi, startRecordingApi } from "./support/recording-api.js";
import { ids } from "./support/samples.js";

const args: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  get_invoice: { invoiceID: ids.invoice },
  update_invoice: { invoiceID: ids.invoice, invoices: { Invoices: [{ Reference: "Tour & more" }] } },
  get_bank_transaction: { bankTransactionID: ids.transaction },
  update_bank_transaction: {
    bankTransactionID: ids.transaction,
    bankTransactions: { BankTransactions: [{ Reference: "Tour & more" }] },
  },
  create_contacts: { Contacts: [{ Name: "O'Brien & Co <b>x</b>" }] },
  create_bank_transactions: {
    BankTransactions: [
      {
        Type: "SPEND",
        BankAccount: { Code: "091" },
        LineItems: [{ Description: "x", UnitAmount: 1, AccountCode: "400" }],
      },
    ],
  },
};

describe.each(connections)("every tool, called by %s over %s", (kind, over) => {
  let api: RecordingApi;
  let agent: Agent;
  beforeAll(async () => {
    api = await startRecordingApi();
    agent = await connectedAgent(kind, over, { XERO_CLIENT_BEARER_TOKEN: bearerToken, XERO_API_URL: api.url });
  });
  afterAll(async () => {
    await agent.close();
    await api.close();
  });

  it.each(documented)("$name asks Xero as known ($http), and gives its answer twice over", async (tool) => {
    const { isError, text, structuredContent } = await agent.callTool(tool.name, args[tool.name]);
    expect(isError, text).toBe(false);
    expect(JSON.parse(text)).toEqual(structuredContent);
    if (tool.http === null) {
      expect(structuredContent).toMatchObject({ status: "signed_in", tenants: [{ tenantName: "Acme" }] });
      return;
    }
    const [method, path = ""] = tool.http.split(" ");
    const { method: sent, path: to } = api.latest();
    expect(`${sent} ${to}`).toMatch(new RegExp(`^${method} /api.xro/2.0${path.replace(/\{\w+\}/, "[-0-9a-f]{36}")}$`));
    const list = path.split("/")[1]?.replace(/^Organisation$/, "Organisations") ?? "";
    expect((structuredContent as Readonly<Record<string, readonly unknown[]>>)[list]?.length).toBeGreaterThan(0);
  });

  it("does not answer for a tool that there is not", async () => {
    const answer = await agent
      .callTool("delete_invoice")
      .catch((error: Error) => ({ isError: true, text: error.message }));
    expect(answer).toMatchObject({ isError: true, text: expect.stringMatching(/delete_invoice/) });
  });

  it("reads a resource as its tool reads it", async () => {
    expect(JSON.stringify(await agent.readResource("xero://accounts"))).toContain("Business Savings");
    expect(api.latest().path).toBe("/api.xro/2.0/Accounts");
  });

  it("fills a prompt in", async () => {
    const prompt = await agent.getPrompt("overdue-invoices", { daysOverdue: "14", organisation: "Acme" });
    expect(JSON.stringify(prompt)).toMatch(/at least 14 days.*Acme/);
  });
});
