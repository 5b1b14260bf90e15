import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Agent, connectV2 } from "../../../test/support/agents.js";
import { expectPrompts, expectTools, type Prompts, promptText } from "../../../test/support/prompts.js";
import { type Listening, serveOnHttp, serverFactory } from "../src/index.js";
import { documented } from "./support/documented.js";
import { credentials, type RecordingApi, startRecordingApi } from "./support/recording-api.js";

let api: RecordingApi;
let serving: Listening;
let agent: Awaited<ReturnType<typeof connectV2>> & Agent;
beforeAll(async () => {
  api = await startRecordingApi();
  const factory = serverFactory({ ...credentials, WHMCS_API_URL: api.url });
  serving = await serveOnHttp(factory, { host: "127.0.0.1", port: 0, token: undefined, allowedHosts: [] });
  agent = await connectV2({ url: serving.url });
});
afterAll(async () => {
  await agent.close();
  await serving.close();
  await api.close();
});

const prompts: Prompts = {
  "client-onboarding": { clientName: "Ada", email: "ada@x.example", "products?": "hosting" },
  "ticket-response": { ticketId: "7", issueType: "billing", "tone?": "formal" },
  "revenue-report": { period: "month", "includeForecasting?": "true" },
  "client-health-check": { clientId: "7" },
  "bulk-invoice-reminder": { daysOverdue: "7" },
  "domain-expiry-audit": { daysUntilExpiry: "7" },
  "new-product-setup": { productType: "hosting", productName: "Small" },
  "fraud-investigation": { "orderId?": "7", "clientId?": "8" },
};

describe("the prompts", () => {
  it("are the known eight, with their arguments", async () => {
    await expectPrompts(agent, prompts);
  });

  it.each(Object.entries(prompts))("%s says every argument and names only tools that exist", async (name, args) => {
    const text = await promptText(agent, name, args);
    for (const value of Object.values(args)) if (value !== "true") expect(text).toContain(value);
    expectTools(text, /whmcs_\w+/g, documented);
  });

  it("refuse an argument that makes no sense", async () => {
    await expect(agent.getPrompt("client-health-check", { clientId: "1 and all others" })).rejects.toThrow(/clientId/);
    await expect(agent.getPrompt("revenue-report", { period: "decade" })).rejects.toThrow(/period/);
  });
});

describe("the resources", () => {
  it.each([
    ["whmcs://stats", "GetStats"],
    ["whmcs://products", "GetProducts"],
    ["whmcs://support/departments", "GetSupportDepartments"],
    ["whmcs://payment-methods", "GetPaymentMethods"],
    ["whmcs://currencies", "GetCurrencies"],
    ["whmcs://servers", "GetServers"],
    ["whmcs://admin-users", "GetAdminUsers"],
    ["whmcs://tld-pricing", "GetTLDPricing"],
    ["whmcs://promotions", "GetPromotions"],
    ["whmcs://support/statuses", "GetSupportStatuses"],
    ["whmcs://admin/todo", "GetToDoItems"],
  ])("%s is what %s gives, as JSON", async (uri, action) => {
    const read = (await agent.readResource(uri)) as { contents: readonly { mimeType: string; text: string }[] };
    expect(api.latest()).toEqual({ action });
    expect(read.contents[0]?.mimeType).toBe("application/json");
    expect(JSON.parse(read.contents[0]?.text ?? "")).toMatchObject({ result: "success" });
  });

  it("fail as an error of the protocol, never as a document", async () => {
    api.answer({ reply: { result: "error", message: "Authentication Failed" }, status: 403 });
    await expect(agent.readResource("whmcs://stats")).rejects.toThrow(/Authentication Failed/);
    api.answer();
  });
});
