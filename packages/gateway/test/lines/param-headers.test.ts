/** Arguments that a server of 2026-07-28 wants repeated as headers, with the official server that insists on them. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { toNodeHandler } from "@modelcontextprotocol/node";
import { createMcpHandler, fromJsonSchema, McpServer } from "@modelcontextprotocol/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decodeHeader, encodeHeader } from "../../src/read/mirror.js";
import { type LinesAgent, startLines } from "../support/lines.js";
import { type Running, startRunning } from "../support/running.js";

const inputSchema = {
  type: "object",
  properties: {
    region: { type: "string", "x-mcp-header": "Region" },
    dry: { type: "boolean", "x-mcp-header": "Dry" },
    page: { type: "object", properties: { size: { type: "integer", "x-mcp-header": "Page-Size" } } },
    plain: { type: "string" },
  },
} as const;

let http: Server;
let running: Running;
let handler: ReturnType<typeof createMcpHandler>;

beforeAll(async () => {
  handler = createMcpHandler(() => {
    const server = new McpServer({ name: "regions", version: "1.0.0" });
    server.registerTool("deploy", { inputSchema: fromJsonSchema(inputSchema) }, () => ({
      content: [{ type: "text", text: "deployed" }],
    }));
    return server;
  });
  const serve = toNodeHandler(handler);
  http = createServer((request, response) => void serve(request as Parameters<typeof serve>[0], response));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const upstream = `http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`;
  running = await startRunning({ upstream, policy: { version: "1", default: "allow" } });
});
afterAll(async () => {
  await running.dispose();
  await handler.close();
  http.closeAllConnections();
  http.close();
});

const _meta = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientCapabilities": {},
};

async function ask(agent: LinesAgent, id: string, method: string, params: object = {}) {
  agent.write(`${JSON.stringify({ jsonrpc: "2.0", id, method, params: { ...params, _meta } })}\n`);
  await expect.poll(() => agent.messages.find((message) => message.id === id)).toBeDefined();
  return agent.messages.find((message) => message.id === id) as { error?: { code: number }; result?: object };
}

const deploy = (args: object) => ({ name: "deploy", arguments: args });

test("a tool that was listed is called with the headers that its schema names", async () => {
  const agent = startLines(running);
  await ask(agent, "list", "tools/list");
  for (const [id, args] of [
    ["all", { region: "Zürich 1 ", dry: false, page: { size: 9 }, plain: "x" }],
    ["some", { region: "=?base64?eA==?=", page: {} }],
    ["none", { plain: "x" }],
    ["null", { region: null }],
  ] as const) {
    const { error, result } = await ask(agent, id, "tools/call", deploy(args));
    expect([id, error, result !== undefined]).toEqual([id, undefined, true]);
  }
  await agent.finish();
});

test("a tool that was never listed is called without them, and its server says so", async () => {
  const agent = startLines(running);
  expect((await ask(agent, "early", "tools/call", deploy({ region: "eu" }))).error?.code).toBe(-32020);
  await agent.finish();
});

test.each(["plain", "with space", " at an end", "ü", "=?base64?", "=?base64?eA==?=", "a\tb", ""])(
  "the header for `%s` can be read back",
  (value) => {
    const header = encodeHeader(value);
    expect(header).toMatch(/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/);
    expect(decodeHeader(header)).toBe(value);
  },
);
