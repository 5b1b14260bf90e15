/**
 * The MCP server behind everything that is measured: raw `node:http`, fixed answers by method with the request's id put
 * in, and no parsing beyond what finds the two. On `/wrong` it answers with another id, by which a run proves that the
 * load generator notices.
 */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { ready } from "../machine/child.js";
import { answerText, askedIn } from "../traffic/answers.js";
import { streamMarker } from "../traffic/messages.js";

function answer(request: IncomingMessage, response: ServerResponse, body: string): void {
  const { method, id } = askedIn(body);
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
  const text = answerText(method, request.url === "/wrong" ? String(Number(id) + 1) : id, generation);
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
