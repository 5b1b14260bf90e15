/** Stands between a client that is not ours and the sandbox, and holds what goes by against Xero's description. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { hold } from "./contract.js";

export type HoldingProxy = {
  readonly url: string;
  /** What was not as described. */
  readonly faults: readonly unknown[];
  /** How many exchanges went by. */
  readonly count: () => number;
  readonly close: () => Promise<void>;
};

const base = "/api.xro/2.0";

export async function holdBetween(target: string): Promise<HoldingProxy> {
  const faults: unknown[] = [];
  let count = 0;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const { method = "GET", url = "" } = request;
    const { connection: _, "content-length": __, host: ___, ...headers } = request.headers;
    const reply = await fetch(target + url, {
      method,
      headers: headers as Record<string, string>,
      ...(method === "GET" ? {} : { body }),
    });
    const answered = await reply.text();
    const isJson = reply.headers.get("content-type")?.startsWith("application/json") ?? false;
    const { pathname, searchParams } = new URL(url, target);
    const path = pathname.slice(base.length);
    try {
      count++;
      const sent = method === "GET" ? undefined : JSON.parse(body);
      hold({
        method,
        path,
        query: searchParams,
        sent,
        status: reply.status,
        answer: isJson ? JSON.parse(answered) : {},
      });
    } catch (fault) {
      faults.push(fault);
    }
    const { "content-encoding": ____, ...back } = Object.fromEntries(reply.headers);
    response.writeHead(reply.status, back).end(answered);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    count: () => count,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
