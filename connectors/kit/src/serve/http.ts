/**
 * Serves over Streamable HTTP at `/mcp`: the older generation with sessions, the newer without.
 *
 * Host and Origin are checked, so that no web page reaches a local port through a rebound name; the token, where there is
 * one, before anything is read.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  hostHeaderValidation,
  type NodeMcpRequestHandler,
  originValidation,
  toNodeHandler,
} from "@modelcontextprotocol/node";
import {
  createMcpHandler,
  isLegacyRequest,
  localhostAllowedHostnames,
  type McpServer,
} from "@modelcontextprotocol/server";
import { sessions } from "./sessions.js";
import { tokenCheck } from "./token.js";

/** Where to listen and whom to let in. `port` 0 takes a free one. */
export type HttpOptions = {
  readonly host: string;
  readonly port: number;
  /** What callers must show; anybody may call without one. */
  readonly token: string | undefined;
  /** Host names, beside the local ones and `host`, under which this server is reached. */
  readonly allowedHosts: readonly string[];
};

/** A listening server. */
export type Listening = { readonly url: string; close(): Promise<void> };

/** Starts listening; rejects when the address cannot be had. */
export async function serveOnHttp(makeServer: () => McpServer, options: HttpOptions): Promise<Listening> {
  const older = sessions(makeServer);
  const newer = createMcpHandler(makeServer, { legacy: "reject" });
  const handle = toNodeHandler({
    fetch: async (request) => ((await isLegacyRequest(request)) ? older.fetch(request) : newer.fetch(request)),
  });
  const http = createServer(guarded(handle, options));
  const port = await listen(http, options);
  return {
    url: `http://${bracketed(options.host)}:${port}/mcp`,
    async close() {
      await Promise.all([older.close(), newer.close()]);
      http.closeAllConnections();
      await new Promise<void>((done) => http.close(() => done()));
    },
  };
}

const bracketed = (host: string): string => (host.includes(":") ? `[${host}]` : host);

function guarded(handle: NodeMcpRequestHandler, { host, token, allowedHosts }: HttpOptions) {
  const names = [...localhostAllowedHostnames(), bracketed(host), ...allowedHosts];
  const hostAllowed = hostHeaderValidation(names);
  const originAllowed = originValidation(names);
  const tokenAllowed = token === undefined ? () => true : tokenCheck(token);
  return (request: IncomingMessage, response: ServerResponse): void => {
    if (!hostAllowed(request, response) || !originAllowed(request, response)) return;
    if (!tokenAllowed(request.headers.authorization)) {
      response.writeHead(401, { "www-authenticate": 'Bearer realm="mcp"', "content-type": "text/plain" });
      response.end("a bearer token is required: the value of MCP_AUTH_TOKEN\n");
    } else if (/^\/mcp\/?(\?|$)/.test(request.url ?? "")) {
      void handle(request as Parameters<typeof handle>[0], response);
    } else {
      response.writeHead(404, { "content-type": "text/plain" }).end("the MCP endpoint is /mcp\n");
    }
  };
}

function listen(http: Server, { host, port }: HttpOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once("error", reject);
    http.listen(port, host, () => resolve((http.address() as AddressInfo).port));
  });
}
