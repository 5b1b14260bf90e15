/**
 * A server of both generations that keeps sessions, answers calls as JSON or as a stream of events, and lets a session
 * listen: what it has open is the proof.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type SessionServer = {
  readonly url: string;
  /** Sessions and listening streams that are open now. */
  open(): { readonly sessions: number; readonly streams: number };
  /** Calls answered. */
  calls(): number;
  close(): Promise<void>;
};

type State = { readonly sessions: Set<string>; opened: number; streams: number; calls: number };
type Message = { readonly id?: number; readonly method?: string };

const json = { "content-type": "application/json" };
const events = { "content-type": "text/event-stream" };
const serverInfo = { name: "soak", version: "1" };
const tools = [
  { name: "echo", inputSchema: { type: "object" } },
  { name: "hidden", inputSchema: { type: "object" } },
];

export async function startSessionServer(): Promise<SessionServer> {
  const state: State = { sessions: new Set(), opened: 0, streams: 0, calls: 0 };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const message = chunks.length === 0 ? {} : (JSON.parse(Buffer.concat(chunks).toString()) as Message);
    take(state, request, message, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    open: () => ({ sessions: state.sessions.size, streams: state.streams }),
    calls: () => state.calls,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function take(state: State, request: IncomingMessage, { id, method }: Message, response: ServerResponse): void {
  const session = String(request.headers["mcp-session-id"]);
  const newer = request.headers["mcp-protocol-version"] === "2026-07-28";
  const reply = (result: object, headers: Record<string, string> = json) => {
    const text = JSON.stringify({ jsonrpc: "2.0", id, result: newer ? { resultType: "complete", ...result } : result });
    response.writeHead(200, headers).end(headers === events ? `id: ${session}-${id}\ndata: ${text}\n\n` : text);
  };
  if (request.method === "DELETE") {
    response.writeHead(state.sessions.delete(session) ? 200 : 404).end();
  } else if (method === "initialize") {
    state.opened += 1;
    state.sessions.add(`s${state.opened}`);
    const capabilities = { tools: { listChanged: true } };
    reply(
      { protocolVersion: "2025-11-25", capabilities, serverInfo },
      { ...json, "mcp-session-id": `s${state.opened}` },
    );
  } else if (!newer && !state.sessions.has(session)) {
    response.writeHead(404).end();
  } else if (request.method === "GET") {
    state.streams += 1;
    response.on("close", () => {
      state.streams -= 1;
    });
    response.writeHead(200, events).flushHeaders();
  } else if (method === "tools/list") {
    reply({ tools });
  } else {
    state.calls += 1;
    reply({ content: [] }, (id ?? 0) % 2 === 0 ? events : json);
  }
}
