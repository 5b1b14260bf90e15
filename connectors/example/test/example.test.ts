import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AgentKind, agentKinds, connectAgent } from "../../../test/support/agents.js";
import { post } from "../../../test/support/raw-agent.js";
import { type Example, startExample } from "../src/index.js";

let example: Example;
beforeEach(async () => {
  example = await startExample();
});
afterEach(() => example.close());

describe.each(agentKinds)("the example server with %s", (kind: AgentKind) => {
  it("lists its six tools, its resource and its prompt", async () => {
    const agent = await connectAgent(kind, { url: example.url });
    expect(await agent.listTools()).toEqual([
      "list_clients",
      "list_invoices",
      "create_invoice",
      "pay_invoice",
      "send_reminder",
      "delete_client",
    ]);
    expect(await agent.listResources()).toEqual(["books://summary"]);
    expect(await agent.listPrompts()).toEqual(["chase_payments"]);
    await agent.close();
  });

  it("keeps the books from call to call and counts each tool that ran", async () => {
    const agent = await connectAgent(kind, { url: example.url });
    const created = await agent.callTool("create_invoice", { client_id: 1, amount: 12.34, description: "a hinge" });
    expect(created).toMatchObject({ isError: false, structuredContent: { id: 1004, amount: 12.34, status: "unpaid" } });
    expect(await agent.callTool("pay_invoice", { invoice_id: 1004 })).toMatchObject({ isError: false });
    expect(await agent.callTool("pay_invoice", { invoice_id: 1004 })).toMatchObject({
      isError: true,
      text: "invoice 1004 is paid already",
    });
    const { structuredContent } = await agent.callTool("list_invoices", { client_id: 1, status: "paid" });
    expect(structuredContent).toMatchObject({ invoices: [{ id: 1001 }, { id: 1004 }] });
    expect(example.calls).toEqual({ create_invoice: 1, pay_invoice: 2, list_invoices: 1 });
    await agent.close();
  });

  it("takes a deleted client's invoices with it", async () => {
    const agent = await connectAgent(kind, { url: example.url });
    const deleted = await agent.callTool("delete_client", { client_id: 2 });
    expect(deleted.structuredContent).toEqual({ client_id: 2, invoices_deleted: 1 });
    expect(await agent.callTool("send_reminder", { invoice_id: 1002 })).toMatchObject({ isError: true });
    expect(JSON.stringify(await agent.readResource("books://summary"))).toContain("3 clients");
    expect(JSON.stringify(await agent.getPrompt("chase_payments", { tone: "stern" }))).toContain("stern reminder");
    await agent.close();
  });
});

describe("the example server's door", () => {
  it.each([
    ["a foreign Host", { host: "evil.example.com" }],
    ["a foreign Origin", { origin: "http://evil.example.com" }],
  ])("refuses %s with 403", async (_, headers) => {
    const answer = await post({ url: example.url, headers, body: { jsonrpc: "2.0", id: 1, method: "ping" } });
    expect(answer.status).toBe(403);
  });

  it("answers 404 beside its endpoint", async () => {
    expect((await post({ url: example.url.replace("/mcp", "/other"), body: {} })).status).toBe(404);
  });

  it("opens fresh books at each start", async () => {
    const second = await startExample();
    expect(second.url).not.toBe(example.url);
    expect(second.calls).toEqual({});
    await second.close();
  });
});
