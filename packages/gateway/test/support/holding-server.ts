/**
 * A server that lets calls wait until it is told to answer them, and drops the one that a notification cancels. It asks
 * nobody who sent what: without sessions an id is all it knows a request by.
 */
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type HoldingServer = {
  readonly url: string;
  /** Ids of the calls that wait, in order of arrival. */
  waiting(): readonly unknown[];
  /** How many calls arrived, and how many streams are open. */
  readonly counts: { calls: number; streams: number };
  /** The notifications that arrived. */
  readonly notified: readonly string[];
  /** Ids of the calls that a notification cancelled. */
  readonly cancelled: readonly unknown[];
  /** Answers all that wait. */
  answer(): void;
  close(): Promise<void>;
};

type Sent = { readonly id?: unknown; readonly method?: string; readonly params?: { readonly requestId?: unknown } };
type State = Pick<HoldingServer, "counts"> & {
  held: { readonly id: unknown; readonly response: ServerResponse }[];
  readonly notified: string[];
  readonly cancelled: unknown[];
};

/** Starts one; with `sessions` it gives each agent of the older generation an id. */
export async function startHoldingServer(options: { readonly sessions?: boolean } = {}): Promise<HoldingServer> {
  const state: State = { held: [], counts: { calls: 0, streams: 0 }, notified: [], cancelled: [] };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const sent = chunks.length === 0 ? {} : (JSON.parse(Buffer.concat(chunks).toString()) as Sent);
    take(state, sent, response, options.sessions ?? false);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    waiting: () => state.held.map(({ id }) => id),
    counts: state.counts,
    notified: state.notified,
    cancelled: state.cancelled,
    answer: () => {
      for (const { id, response } of state.held.splice(0)) reply(response, id, { content: [] });
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function take(state: State, { id, method, params }: Sent, response: ServerResponse, sessions: boolean): void {
  if (method === undefined || method === "subscriptions/listen") {
    state.counts.streams += 1;
    response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
    response.on("close", () => {
      state.counts.streams -= 1;
    });
  } else if (method === "tools/call") {
    state.counts.calls += 1;
    state.held.push({ id, response });
    response.on("close", () => {
      state.held = state.held.filter((each) => each.response !== response);
    });
  } else if (id === undefined) {
    state.notified.push(method);
    if (method === "notifications/cancelled") cancel(state, params?.requestId);
    response.writeHead(202).end();
  } else {
    if (sessions && method === "initialize") response.setHeader("mcp-session-id", `s${Math.random()}`);
    const serverInfo = { name: "holding", version: "1" };
    reply(response, id, { protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo });
  }
}

function cancel(state: State, id: unknown): void {
  for (const held of state.held.filter((each) => each.id === id)) {
    state.cancelled.push(id);
    held.response.destroy();
  }
}

function reply(response: ServerResponse, id: unknown, result: object): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ jsonrpc: "2.0", id, result }));
}
