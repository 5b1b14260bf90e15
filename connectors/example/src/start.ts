/**
 * Serves the shop's books over Streamable HTTP, to both generations of the protocol, inside the calling process.
 *
 * Each start opens fresh books. Host and Origin are checked as the protocol asks of a server on a local port, so that no
 * web page can reach it through a rebound name.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { hostHeaderValidation, originValidation, toNodeHandler } from "@modelcontextprotocol/node";
import { createMcpHandler, localhostAllowedHostnames } from "@modelcontextprotocol/server";
import { openBooks } from "./books.js";
import { type CallCounts, exampleServer } from "./tools.js";

/** A running example server. */
export type Example = {
  /** Where agents reach it, ending in `/mcp`. */
  readonly url: string;
  /** How often each tool has run so far; a live view. */
  readonly calls: CallCounts;
  /** Stops listening and ends what is open. */
  close(): Promise<void>;
};

/** Starts the example server; `port` 0, the default, takes a free one, and `host` is 127.0.0.1. */
export async function startExample(options: { port?: number; host?: string } = {}): Promise<Example> {
  const host = options.host ?? "127.0.0.1";
  const calls: Record<string, number> = {};
  const books = openBooks();
  const handler = createMcpHandler(() =>
    exampleServer(books, (tool) => {
      calls[tool] = (calls[tool] ?? 0) + 1;
    }),
  );
  const http = guarded(toNodeHandler(handler), [...localhostAllowedHostnames(), host]);
  const port = await listen(http, options.port ?? 0, host);
  const close = async () => {
    await handler.close();
    http.closeAllConnections();
    await new Promise<void>((done) => http.close(() => done()));
  };
  return { url: `http://${host.includes(":") ? `[${host}]` : host}:${port}/mcp`, calls, close };
}

function guarded(serve: ReturnType<typeof toNodeHandler>, hostnames: string[]): Server {
  const hostAllowed = hostHeaderValidation(hostnames);
  const originAllowed = originValidation(hostnames);
  return createServer((request, response) => {
    if (!hostAllowed(request, response) || !originAllowed(request, response)) return;
    const path = new URL(request.url ?? "/", "http://example.invalid").pathname;
    if (path === "/mcp" || path === "/mcp/") void serve(request as Parameters<typeof serve>[0], response);
    else response.writeHead(404, { "content-type": "text/plain" }).end("the MCP endpoint is /mcp\n");
  });
}

function listen(http: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once("error", reject);
    http.listen(port, host, () => resolve((http.address() as AddressInfo).port));
  });
}
