/**
 * Sessions of the older protocol generation: one server object for each, found by the id in the header.
 */
import { randomUUID } from "node:crypto";
import { type McpServer, WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/server";

type Session = { readonly server: McpServer; readonly transport: WebStandardStreamableHTTPServerTransport };

const maxSessions = 256;

/** The open sessions; beyond a few hundred the one used longest ago ends. */
export type Sessions = { fetch(request: Request): Promise<Response>; close(): Promise<void> };

/** Opens no session yet; `makeServer` is asked for each. */
export function sessions(makeServer: () => McpServer): Sessions {
  const open = new Map<string, Session>();

  async function begin(request: Request): Promise<Response> {
    const server = makeServer();
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: async (id) => {
        open.set(id, { server, transport });
        const [oldest] = open.keys();
        if (open.size > maxSessions && oldest !== undefined) await end(oldest);
      },
      onsessionclosed: (id) => {
        open.delete(id);
      },
    });
    await server.connect(transport);
    const response = await transport.handleRequest(request);
    if (transport.sessionId === undefined) await server.close();
    return response;
  }

  async function end(id: string): Promise<void> {
    const session = open.get(id);
    open.delete(id);
    await session?.server.close();
  }

  return {
    async fetch(request) {
      const id = request.headers.get("mcp-session-id");
      if (id === null) return begin(request);
      const session = open.get(id);
      if (session === undefined) return unknownSession();
      open.delete(id);
      open.set(id, session);
      return session.transport.handleRequest(request);
    },
    close: async () => {
      await Promise.all([...open.keys()].map(end));
    },
  };
}

const unknownSession = (): Response =>
  Response.json({ jsonrpc: "2.0", error: { code: -32001, message: "Session not found" }, id: null }, { status: 404 });
