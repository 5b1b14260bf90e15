/**
 * Stands between a client and the sandbox: holds every exchange against Xero's own description, and lets the
 * network fail when a test wants it to.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { hold } from "./contract.js";

/** What happens to a call: it passes, its answer is lost on the way back, or it is told that its token has expired. */
export type Fate = "passes" | "answer lost" | "token expired";

/** A running proxy. */
export type HoldingProxy = {
  readonly url: string;
  /** What happens to the next changes; after those they pass. */
  fate(...fates: readonly Fate[]): void;
  /** Where an exchange was not as Xero describes it. */
  readonly problems: readonly string[];
  /** How many calls of the API there were. */
  readonly calls: () => number;
  close(): Promise<void>;
};

/** Starts one in front of `apiUrl`. */
export async function startHoldingProxy(apiUrl: string): Promise<HoldingProxy> {
  const problems: string[] = [];
  let fates: readonly Fate[] = [];
  let calls = 0;
  const next = (request: IncomingMessage): Fate => {
    if (request.method === "GET") return "passes";
    const [fate = "passes", ...rest] = fates;
    fates = rest;
    return fate;
  };
  const server = createServer((request, response) => {
    calls += 1;
    void pass(apiUrl, request, response, next(request)).catch((error: Error) => {
      problems.push(error.message);
      response.destroy();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fate: (...next) => {
      fates = next;
    },
    problems,
    calls: () => calls,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const expired = JSON.stringify({
  Type: null,
  Title: "Unauthorized",
  Status: 401,
  Detail: "TokenExpired: token expired at 01/02/2026 10:00:00",
});

async function pass(apiUrl: string, request: IncomingMessage, response: ServerResponse, fate: Fate): Promise<void> {
  const body = await buffer(request);
  const { method = "", url = "" } = request;
  if (fate === "token expired") {
    response.writeHead(401, { "content-type": "application/json" }).end(expired);
    return;
  }
  const { host: _, connection: __, "transfer-encoding": ___, ...headers } = request.headers;
  const answer = await fetch(`${apiUrl}${url}`, {
    method,
    headers: headers as Record<string, string>,
    ...(method === "GET" ? {} : { body }),
  });
  const text = await answer.text();
  holdApart(method, url, body.toString(), answer, text);
  if (fate === "answer lost") {
    request.socket.destroy();
    return;
  }
  const { "content-encoding": ____, ...kept } = Object.fromEntries(answer.headers);
  response.writeHead(answer.status, { ...kept, "content-length": Buffer.byteLength(text) }).end(text);
}

function holdApart(method: string, url: string, body: string, { status, headers }: Response, text: string): void {
  const { pathname, searchParams: query } = new URL(url, "http://localhost");
  if (!pathname.startsWith("/api.xro/2.0/")) return;
  const isJson = headers.get("content-type")?.includes("json") === true;
  const path = pathname.slice("/api.xro/2.0".length);
  const sent = body === "" ? undefined : JSON.parse(body);
  hold({ method, path, query, sent, status, answer: isJson ? JSON.parse(text) : text });
}
