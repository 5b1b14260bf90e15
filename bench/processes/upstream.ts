/**
 * The MCP server behind everything that is measured: raw `node:http`, fixed answers by method with the request's id put
 * in, and no parsing beyond what finds the two. On `/wrong` it answers with another id, by which a run proves that the
 * load generator notices.
 */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { ready } from "../machine/child.js";
import { streamMarker } from "../traffic/messages.js";
import { toolDefinitions } from "../traffic/tools.js";

const ID = /"id":("[^"]*"|\d+)/;
const METHOD = /"method":"([^"]*)"/;

const newer = {
  resultType: "complete",
  _meta: { "io.modelcontextprotocol/serverInfo": { name: "bench", version: "1" } },
};
const content = [{ type: "text", text: '{"result":"success","invoiceid":4711,"status":"Draft"}' }];
const serverInfo = { name: "bench", version: "1" };
const capabilities = { tools: { listChanged: true } };

/** The `result` of a method in both generations, as text. */
const results: Readonly<Record<string, { readonly older: string; readonly newer: string }>> = {
  initialize: both({ protocolVersion: "2025-11-25", capabilities, serverInfo }),
  "server/discover": both({ supportedVersions: ["2026-07-28"], capabilities, serverInfo }, cacheable()),
  ping: both({}),
  "tools/list": both({ tools: toolDefinitions() }, cacheable()),
  "tools/call": both({ content }),
};

function cacheable(): object {
  return { ttlMs: 60_000, cacheScope: "public" };
}

function both(result: object, newerOnly: object = {}): { older: string; newer: string } {
  return { older: JSON.stringify(result), newer: JSON.stringify({ ...result, ...newer, ...newerOnly }) };
}

function answer(request: IncomingMessage, response: ServerResponse, body: string): void {
  const method = METHOD.exec(body)?.[1] ?? "";
  const id = ID.exec(body)?.[1];
  if (request.method === "GET" || method === "subscriptions/listen") {
    keepOpen(response, id);
    return;
  }
  if (request.method !== "POST") {
    response.writeHead(request.method === "DELETE" ? 200 : 405).end();
    return;
  }
  if (id === undefined) {
    response.writeHead(202).end();
    return;
  }
  const generation = request.headers["mcp-protocol-version"] === "2026-07-28" ? "newer" : "older";
  const result = results[method]?.[generation];
  const sentId = request.url === "/wrong" ? Number(id) + 1 : id;
  const text =
    result === undefined
      ? `{"jsonrpc":"2.0","id":${sentId},"error":{"code":-32601,"message":"unknown method"}}`
      : `{"jsonrpc":"2.0","id":${sentId},"result":${result}}`;
  if (method === "initialize") {
    response.setHeader("mcp-session-id", randomUUID());
  }
  if (method === "tools/call" && body.includes(streamMarker)) {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
    response.write(`event: message\nid: 1\ndata: ${text}\n\n`);
    response.end();
    return;
  }
  response.writeHead(200, { "content-type": "application/json", "content-length": text.length });
  response.end(text, "latin1");
}

/** A stream on which nothing comes but, in the newer generation, that it was opened. */
function keepOpen(response: ServerResponse, id: string | undefined): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  const promised = `{"notifications":{"toolsListChanged":true},"_meta":{"io.modelcontextprotocol/subscriptionId":${id}}}`;
  response.write(
    id === undefined
      ? ": listening\n\n"
      : `data: {"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":${promised}}\n\n`,
  );
}

const server = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => {
    body += chunk.toString("latin1");
  });
  request.on("end", () => answer(request, response, body));
});
server.keepAliveTimeout = 120_000;
server.listen(0, "127.0.0.1", () => ready(server));
