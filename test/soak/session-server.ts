/** A server of the older generation that only keeps sessions and answers calls: what it has open is the proof. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type SessionServer = {
  readonly url: string;
  /** Sessions open now. */
  open(): number;
  /** Calls answered. */
  calls(): number;
  close(): Promise<void>;
};

export async function startSessionServer(): Promise<SessionServer> {
  const open = new Set<string>();
  let opened = 0;
  let calls = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const session = String(request.headers["mcp-session-id"]);
    if (request.method === "DELETE") {
      response.writeHead(open.delete(session) ? 200 : 404).end();
      return;
    }
    const { id, method } = JSON.parse(Buffer.concat(chunks).toString()) as { id: number; method: string };
    if (method === "initialize") {
      opened += 1;
      open.add(`s${opened}`);
      const result = {
        protocolVersion: "2025-11-25",
        capabilities: { tools: {} },
        serverInfo: { name: "s", version: "1" },
      };
      response.writeHead(200, { "content-type": "application/json", "mcp-session-id": `s${opened}` });
      response.end(JSON.stringify({ jsonrpc: "2.0", id, result }));
    } else if (open.has(session)) {
      calls += 1;
      response.writeHead(200, { "content-type": "application/json" });
      response.end(`{"jsonrpc":"2.0","id":${id},"result":{"content":[]}}`);
    } else {
      response.writeHead(404).end();
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    open: () => open.size,
    calls: () => calls,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
