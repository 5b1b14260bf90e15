/** Lists hold what the grant may see and nothing else, in both framings and both generations; the rest keeps its bytes. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { agentKinds, connectAgent } from "../../../test/support/agents.js";
import { startCountingUpstream } from "../../../test/support/counting-upstream.js";
import { newerRequest, olderRequest, post } from "../../../test/support/raw-agent.js";
import { startSdkV1Upstream } from "../../../test/support/sdk-upstream.js";
import { startRunning } from "./support/running.js";

const policy = {
  version: "1",
  default: "deny",
  hide: ["whmcs_delete_*"],
  tools: { "whmcs_get_*": {}, whmcs_delete_client: {}, whmcs_add_payment: { action: "deny" } },
  resources: { "whmcs://clients/*": {} },
  prompts: { month_end: {} },
};

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(framing: "json" | "sse", document: unknown = policy) {
  const upstream = await startCountingUpstream({ framing });
  cleanups.push(() => upstream.close());
  const running = await startRunning({ upstream: upstream.url, policy: document });
  cleanups.push(() => running.dispose());
  return { upstream, running };
}

describe.each(["json", "sse"] as const)("framed as %s", (framing) => {
  test.each(agentKinds)("an agent on %s sees what is allowed or denied by action, not what is hidden", async (kind) => {
    const { running } = await start(framing);
    const agent = await connectAgent(kind, running);
    cleanups.push(() => agent.close());
    const tools = await agent.listTools();
    expect(tools).toContain("whmcs_get_clients");
    expect(tools).toContain("whmcs_add_payment");
    expect(tools.filter((name) => !name.startsWith("whmcs_get_") && name !== "whmcs_add_payment")).toEqual([]);
    expect(await agent.listResources()).toEqual(["whmcs://clients/1"]);
    expect(await agent.listPrompts()).toEqual(["month_end"]);
  });

  test("templates are matched by their literal template", async () => {
    const { running } = await start(framing);
    const { url, token } = running;
    const answer = await post({ url, token, ...newerRequest("resources/templates/list") });
    expect(answer.messages[0]?.result?.resourceTemplates).toHaveLength(1);
    const none = await start(framing, { version: "1", default: "allow", hide: ["*"] });
    const hidden = await post({
      url: none.running.url,
      token: none.running.token,
      ...newerRequest("resources/templates/list"),
    });
    expect(hidden.messages[0]?.result?.resourceTemplates).toEqual([]);
  });

  test("a filtered list is private to its grant, whatever the server says", async () => {
    const { running } = await start(framing);
    const answer = await post({ url: running.url, token: running.token, ...newerRequest("tools/list") });
    expect(answer.messages[0]?.result).toMatchObject({ cacheScope: "private", resultType: "complete" });
  });

  test("observe filters nothing", async () => {
    const { running } = await start(framing, { ...policy, mode: "observe" });
    const answer = await post({ url: running.url, token: running.token, body: olderRequest("tools/list") });
    expect(answer.messages[0]?.result?.tools).toHaveLength(62);
  });

  test("a list that could be read in two ways is withheld", async () => {
    const twice = '{"jsonrpc":"2.0","id":1,"result":{"tools":[],"tools":[{"name":"whmcs_delete_client"}]}}';
    const body = framing === "json" ? twice : `event: message\ndata: ${twice}\n\n`;
    const upstream = await answering(framing === "json" ? "application/json" : "text/event-stream", body);
    const running = await startRunning({ upstream, policy });
    cleanups.push(() => running.dispose());
    const answer = await post({ url: running.url, token: running.token, body: olderRequest("tools/list") });
    expect(answer.text).not.toContain("whmcs_delete_client");
    expect(answer.messages.at(-1)?.error?.message).toMatch(/cannot be read without doubt/);
  });
});

/** An upstream that answers everything alike. */
async function answering(contentType: string, body: string): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { "content-type": contentType }).end(body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanups.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
}

test("an SDK v1 server with sessions, answering by streams, is filtered as well", async () => {
  const upstream = await startSdkV1Upstream();
  cleanups.push(() => upstream.close());
  const running = await startRunning({ upstream: upstream.url, policy });
  cleanups.push(() => running.dispose());
  const agent = await connectAgent("sdk v1", running);
  cleanups.push(() => agent.close());
  expect(await agent.listTools()).not.toContain("whmcs_delete_client");
  expect((await agent.callTool("whmcs_delete_client", {})).isError).toBe(true);
  expect(upstream.ran("whmcs_delete_client")).toBe(0);
});
