/**
 * Real servers of the official SDKs as upstreams, so that the tests meet what agents meet in the field.
 *
 * One speaks both protocol generations (SDK v2); the other is a sessionful server of the older generation that answers
 * over SSE (SDK v1). Both have the 62 WHMCS tools, a resource and a prompt, and count what runs.
 */
import { randomUUID } from "node:crypto";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { toNodeHandler } from "@modelcontextprotocol/node";
import { Server as ServerV1 } from "@modelcontextprotocol/sdk/server/index.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import type { Transport as TransportV1 } from "@modelcontextprotocol/sdk/shared/transport.js";
import {
  CallToolRequestSchema,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListToolsRequestSchema,
  ReadResourceRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
import { createMcpHandler, fromJsonSchema, McpServer } from "@modelcontextprotocol/server";
import { whmcsTools } from "./whmcs-tools.js";

/** A running SDK server. */
export type SdkUpstream = {
  readonly url: string;
  /** How often a tool ran, or all of them together. */
  ran(tool?: string): number;
  close(): Promise<void>;
};

/** Starts an SDK v2 server for both generations; `responseMode` is how it answers the newer one, default `auto`. */
export async function startSdkUpstream(options: { responseMode?: "auto" | "json" | "sse" } = {}): Promise<SdkUpstream> {
  const counts = new Map<string, number>();
  const handler = createMcpHandler(() => serverV2(counts), { responseMode: options.responseMode ?? "auto" });
  const serve = toNodeHandler(handler);
  const http = await listen((request, response) => void serve(request as Parameters<typeof serve>[0], response));
  return running(http, counts, () => handler.close());
}

function serverV2(counts: Map<string, number>): McpServer {
  const server = new McpServer({ name: "sdk-v2-upstream", version: "1.0.0" });
  for (const { name, inputSchema, ...about } of whmcsTools) {
    server.registerTool(name, { ...about, inputSchema: fromJsonSchema({ ...inputSchema }) }, () => did(counts, name));
  }
  server.registerResource("client 1", "whmcs://clients/1", { mimeType: "text/plain" }, (uri) => ({
    contents: [{ uri: uri.href, text: "client 1" }],
  }));
  server.registerPrompt("month_end", { description: "closes the month" }, () => ({
    messages: [{ role: "user", content: { type: "text", text: "close the month" } }],
  }));
  return server;
}

/** Starts an SDK v1 server with sessions; it answers over SSE unless `json`. */
export async function startSdkV1Upstream(options: { json?: boolean } = {}): Promise<SdkUpstream> {
  const counts = new Map<string, number>();
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  const http = await listen((request, response) => {
    const known = sessions.get(String(request.headers["mcp-session-id"]));
    void (known ? Promise.resolve(known) : openSession(sessions, counts, options.json ?? false)).then((transport) =>
      transport.handleRequest(request, response),
    );
  });
  return running(http, counts, async () => {
    for (const transport of sessions.values()) await transport.close();
  });
}

async function openSession(
  sessions: Map<string, StreamableHTTPServerTransport>,
  counts: Map<string, number>,
  enableJsonResponse: boolean,
): Promise<StreamableHTTPServerTransport> {
  const transport: StreamableHTTPServerTransport = new StreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    enableJsonResponse,
    onsessioninitialized: (id) => void sessions.set(id, transport),
    onsessionclosed: (id) => void sessions.delete(id),
  });
  // The SDK's own class misses its own interface under exactOptionalPropertyTypes.
  await serverV1(counts).connect(transport as TransportV1);
  return transport;
}

function serverV1(counts: Map<string, number>): ServerV1 {
  const info = { name: "sdk-v1-upstream", version: "1.0.0" };
  const server = new ServerV1(info, { capabilities: { tools: {}, resources: {}, prompts: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: whmcsTools.map((tool) => ({ ...tool, inputSchema: { ...tool.inputSchema } })),
  }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }) => did(counts, params.name));
  server.setRequestHandler(ListResourcesRequestSchema, () => ({
    resources: [{ name: "client 1", uri: "whmcs://clients/1" }],
  }));
  server.setRequestHandler(ReadResourceRequestSchema, ({ params }) => ({
    contents: [{ uri: params.uri, text: "client 1" }],
  }));
  server.setRequestHandler(ListPromptsRequestSchema, () => ({ prompts: [{ name: "month_end" }] }));
  server.setRequestHandler(GetPromptRequestSchema, () => ({
    messages: [{ role: "user" as const, content: { type: "text" as const, text: "close the month" } }],
  }));
  return server;
}

function did(counts: Map<string, number>, tool: string) {
  counts.set(tool, (counts.get(tool) ?? 0) + 1);
  return { content: [{ type: "text" as const, text: `did ${tool}` }] };
}

type Listening = { readonly port: number; stop(): Promise<void> };

async function listen(listener: RequestListener): Promise<Listening> {
  const http = createServer(listener);
  await new Promise<void>((ready) => http.listen(0, "127.0.0.1", ready));
  const stop = () => {
    http.closeAllConnections();
    return new Promise<void>((done) => http.close(() => done()));
  };
  return { port: (http.address() as AddressInfo).port, stop };
}

function running(http: Listening, counts: Map<string, number>, end: () => Promise<unknown>): SdkUpstream {
  return {
    url: `http://127.0.0.1:${http.port}/mcp`,
    ran: (tool) =>
      tool === undefined ? [...counts.values()].reduce((sum, each) => sum + each, 0) : (counts.get(tool) ?? 0),
    close: async () => {
      await end();
      await http.stop();
    },
  };
}
