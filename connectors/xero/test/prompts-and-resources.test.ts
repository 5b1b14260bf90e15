import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Agent, connectV2 } from "../../../test/support/agents.js";
import { expectPrompts, expectTools, type Prompts, promptText } from "../../../test/support/prompts.js";
import { type Listening, serveOnHttp, serverFactory } from "../src/index.js";
import { bearerToken } from "./support/connectors.js";
import { documented } from "./support/documented.js";
import { type RecordingApi, startRecordingApi } from "./support/recording-api.js";

let api: RecordingApi;
let serving: Listening;
let agent: Awaited<ReturnType<typeof connectV2>> & Agent;
beforeAll(async () => {
  api = await startRecordingApi();
  const factory = serverFactory({ XERO_CLIENT_BEARER_TOKEN: bearerToken, XERO_API_URL: api.url });
  serving = await serveOnHttp(factory, { host: "127.0.0.1", port: 0, token: undefined, allowedHosts: [] });
  agent = await connectV2({ url: serving.url });
});
afterAll(async () => {
  await agent.close();
  await serving.close();
  await api.close();
});

const prompts: Prompts = {
  "overdue-invoices": { daysOverdue: "14", "organisation?": "Acme" },
  "month-end-review": { lastDay: "2026-03-31", "organisation?": "Acme" },
  "check-drafts": { kind: "bills", "organisation?": "Acme" },
};

describe("the prompts", () => {
  it("are the known three, with their arguments", async () => {
    await expectPrompts(agent, prompts);
  });

  it.each(Object.entries(prompts))("%s says every argument and names only tools that exist", async (name, args) => {
    const text = await promptText(agent, name, args);
    for (const value of Object.values(args)) expect(text).toContain(value);
    expectTools(text, /\b(?:list|get|create|update)_\w+/g, documented);
  });

  it("refuse an argument that makes no sense", async () => {
    await expect(agent.getPrompt("overdue-invoices", { daysOverdue: "1 and more" })).rejects.toThrow(/daysOverdue/);
    await expect(agent.getPrompt("month-end-review", { lastDay: "2026-02-30" })).rejects.toThrow(/lastDay/);
  });
});

describe("the resources", () => {
  it.each([
    ["xero://organisations", "/api.xro/2.0/Organisation", "Organisations"],
    ["xero://accounts", "/api.xro/2.0/Accounts", "Accounts"],
  ])("%s is what %s gives, as JSON", async (uri, path, list) => {
    const read = (await agent.readResource(uri)) as { contents: readonly { mimeType: string; text: string }[] };
    expect(api.latest().path).toBe(path);
    expect(read.contents[0]?.mimeType).toBe("application/json");
    expect(JSON.parse(read.contents[0]?.text ?? "")).toMatchObject({ [list]: [{}] });
  });

  it("fail as an error of the protocol, never as a document", async () => {
    api.answer({ raw: "", status: 429, headers: { "x-rate-limit-problem": "day", "retry-after": "3600" } });
    await expect(agent.readResource("xero://accounts")).rejects.toThrow(/5000 calls a day/);
  });
});
