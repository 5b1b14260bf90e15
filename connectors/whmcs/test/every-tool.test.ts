import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Agent } from "../../../test/support/agents.js";
import { connections } from "../../../test/support/connectors.js";
import { connectedAgent } from "./support/connectors.js";
import { documented, example, sampleArguments } from "./support/documented.js";
import { type RecordingApi, startRecordingApi } from "./support/recording-api.js";

// Fields that are hidden on purpose.
const hidden = (answer: unknown): object =>
  JSON.parse(JSON.stringify(answer), (key, value) => (key === "password" ? "[hidden]" : value));

describe.each(connections)("every tool, called by %s over %s", (kind, over) => {
  let api: RecordingApi;
  let agent: Agent;
  beforeAll(async () => {
    api = await startRecordingApi();
    agent = await connectedAgent(kind, over, api.url);
  });
  afterAll(async () => {
    await agent.close();
    await api.close();
  });

  it.each(documented)("$name calls $action and gives its whole answer", async (tool) => {
    const answer = await agent.callTool(tool.name, sampleArguments(tool));
    expect(answer).toMatchObject({ isError: false });
    expect(api.latest()).toMatchObject({ action: tool.action });
    expect(answer.structuredContent).toEqual({ result: "success", ...hidden(example(tool.answer)) });
    expect(JSON.parse(answer.text)).toEqual(answer.structuredContent);
  });

  it("reads a resource as its tool reads it", async () => {
    const read = await agent.readResource("whmcs://currencies");
    expect(api.latest()).toEqual({ action: "GetCurrencies" });
    expect(JSON.stringify(read)).toContain("a prefix");
  });

  it("fills a prompt in", async () => {
    const prompt = await agent.getPrompt("revenue-report", { period: "month", includeForecasting: "true" });
    expect(JSON.stringify(prompt)).toMatch(/revenue: month.*forecast/);
  });
});
