import { McpServer } from "@modelcontextprotocol/server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectAgent, connectV2 } from "../../../test/support/agents.js";
import { post } from "../../../test/support/raw-agent.js";
import { type Listening, serveOnHttp } from "../src/index.js";

const token = "a-token-of-the-tests";
const initialize = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "t", version: "1" } },
};
const accept = "application/json, text/event-stream";

let serving: Listening;
const makeServer = () => {
  const server = new McpServer({ name: "small", version: "1" });
  server.registerTool("look", { description: "Looks." }, () => ({ content: [] }));
  return server;
};
const start = (more: { token?: string; allowedHosts?: readonly string[] } = {}) =>
  serveOnHttp(makeServer, { host: "127.0.0.1", port: 0, token: undefined, allowedHosts: [], ...more });
beforeEach(async () => {
  serving = await start();
});
afterEach(() => serving.close());

describe("the door over HTTP", () => {
  it.each([
    ["a foreign Host", { host: "evil.example.com" }],
    ["a foreign Origin", { origin: "http://evil.example.com" }],
  ])("refuses %s with 403", async (_, headers) => {
    expect((await post({ url: serving.url, headers, body: initialize })).status).toBe(403);
  });

  it("lets a host in that it was told about", async () => {
    const told = await start({ allowedHosts: ["whmcs.internal"] });
    const headers = { host: "whmcs.internal:7311", accept };
    expect((await post({ url: told.url, headers, body: initialize })).status).toBe(200);
    await told.close();
  });

  it("answers 404 beside its endpoint, and takes a slash after it", async () => {
    expect((await post({ url: serving.url.replace("/mcp", "/other"), body: initialize })).status).toBe(404);
    expect((await post({ url: `${serving.url}/`, headers: { accept }, body: initialize })).status).toBe(200);
  });

  it("wants the token, whole and unchanged, before it reads anything", async () => {
    const closed = await start({ token });
    for (const authorization of [
      "",
      "Bearer",
      `Bearer ${token}x`,
      `Bearer ${token.slice(0, -1)}`,
      `Basic ${token}`,
      token,
    ]) {
      const answer = await post({ url: closed.url, headers: { accept, authorization }, body: "not even JSON" });
      expect(answer.status, authorization).toBe(401);
      expect(answer.headers["www-authenticate"]).toMatch(/^Bearer/);
      expect(JSON.stringify(answer)).not.toContain(token);
    }
    const agent = await connectV2({ url: closed.url, token });
    expect(await agent.listTools()).toHaveLength(1);
    await agent.close();
    await closed.close();
  });
});

describe("sessions of the older generation", () => {
  const open = async () => {
    const answer = await post({ url: serving.url, headers: { accept }, body: initialize });
    return String(answer.headers["mcp-session-id"]);
  };
  const list = (session: string) =>
    post({
      url: serving.url,
      headers: { accept, "mcp-session-id": session, "mcp-protocol-version": "2025-11-25" },
      body: { jsonrpc: "2.0", id: 2, method: "tools/list" },
    });

  it("last until the agent ends them, and are unknown afterwards", async () => {
    const session = await open();
    expect((await list(session)).status).toBe(200);
    const ended = await fetch(serving.url, { method: "DELETE", headers: { "mcp-session-id": session } });
    expect(ended.status).toBe(200);
    expect((await list(session)).status).toBe(404);
    expect((await list("made-up")).status).toBe(404);
  });

  it("are not needed to serve, and not opened, by the newer generation", async () => {
    const agent = await connectAgent("sdk v2, newer generation", { url: serving.url });
    expect(await agent.listTools()).toHaveLength(1);
    await agent.close();
  });

  it("are bounded: the one used longest ago makes room", async () => {
    const first = await open();
    const second = await open();
    for (let count = 0; count < 254; count += 1) await open();
    expect((await list(first)).status).toBe(200);
    await open();
    expect((await list(second)).status).toBe(404);
    expect((await list(first)).status).toBe(200);
  });
});
