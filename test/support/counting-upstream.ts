/**
 * A raw upstream on node:http that keeps every byte it was sent.
 *
 * What the gateway promises is about what arrives upstream, so the tests need an upstream that hides nothing: no SDK in
 * between that would refuse, repair or reorder. It is as careless as the most careless server seen in the field (batches
 * are run, the last of two equal keys wins, headers are not compared with bodies), so that whatever the gateway lets
 * through does run, and is counted.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type Behaviour, perform } from "./upstream-behaviour.js";
import { type Catalogue, type Generation, resultOf, whmcsCatalogue } from "./upstream-catalogue.js";

/** One HTTP request as it came in; `body` are its bytes as they were. */
export type Received = {
  readonly httpMethod: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  /** The JSON-RPC messages in it, as a careless JSON.parse reads them; a batch has several, rubbish none. */
  readonly messages: readonly Message[];
  /** Of the first message: its method, and the tool, prompt or uri it names. */
  readonly method: string | undefined;
  readonly name: string | undefined;
};

/** A JSON-RPC message, read carelessly. */
export type Message = { readonly id?: unknown; readonly method?: string; readonly params?: Record<string, unknown> };

/** How the upstream is set up; everything has a default. */
export type CountingUpstreamOptions = {
  /** Whether answers come as one JSON body (default) or as an SSE stream. */
  readonly framing?: "json" | "sse";
  /** Whether the older generation gets a session id and must send it back; default false. */
  readonly sessions?: boolean;
  /** Which protocol generations it speaks; default both. */
  readonly generations?: readonly Generation[];
  /** What it lists; default: the 62 WHMCS tools, two resources, two prompts. */
  readonly catalogue?: Partial<Catalogue>;
  /** What single tools, prompts or uris do instead of answering well. */
  readonly behaviours?: Readonly<Record<string, Behaviour>>;
};

/** A running counting upstream. */
export type CountingUpstream = {
  /** Its MCP endpoint. */
  readonly url: string;
  /** Every request received so far, in order of arrival. */
  readonly received: readonly Received[];
  /** How many messages with this method (and name) arrived; without a method, how many requests. */
  count(method?: string, name?: string): number;
  /** The requests with a message of this method (and name). */
  requests(method: string, name?: string): readonly Received[];
  /** From now on the tool, prompt or uri `name` does this; `undefined` answers well again. */
  behave(name: string, behaviour: Behaviour | undefined): void;
  /** Changes the framing of later answers. */
  frame(framing: "json" | "sse"): void;
  /** Forgets what was received. */
  reset(): void;
  /** How many connections are open now. */
  connections(): number;
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
};

/** Starts a counting upstream on a free port of 127.0.0.1. */
export async function startCountingUpstream(options: CountingUpstreamOptions = {}): Promise<CountingUpstream> {
  const state: State = {
    framing: options.framing ?? "json",
    sessions: options.sessions ? new Set() : undefined,
    generations: options.generations ?? ["older", "newer"],
    catalogue: { ...whmcsCatalogue(), ...options.catalogue },
    behaviours: new Map(Object.entries(options.behaviours ?? {})),
    received: [],
  };
  const sockets = new Set<Socket>();
  const http = createServer((request, response) => void take(state, request, response).catch(() => response.destroy()));
  http.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((ready) => http.listen(0, "127.0.0.1", ready));
  const matching = (method: string, name?: string) => (message: Message) =>
    message.method === method && (name === undefined || nameOf(message) === name);

  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`,
    received: state.received,
    count: (method, name) =>
      method === undefined
        ? state.received.length
        : state.received.flatMap((each) => each.messages).filter(matching(method, name)).length,
    requests: (method, name) => state.received.filter((each) => each.messages.some(matching(method, name))),
    behave: (name, behaviour) =>
      void (behaviour ? state.behaviours.set(name, behaviour) : state.behaviours.delete(name)),
    frame: (framing) => {
      state.framing = framing;
    },
    reset: () => {
      state.received.length = 0;
    },
    connections: () => sockets.size,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((done) => http.close(() => done()));
    },
  };
}

type State = {
  framing: "json" | "sse";
  readonly sessions: Set<string> | undefined;
  readonly generations: readonly Generation[];
  readonly catalogue: Catalogue;
  readonly behaviours: Map<string, Behaviour>;
  readonly received: Received[];
};

const versionKey = "io.modelcontextprotocol/protocolVersion";

function nameOf(message: Message | undefined): string | undefined {
  const name = message?.params?.name ?? message?.params?.uri;
  return typeof name === "string" ? name : undefined;
}

function generationOf(message: Message): Generation {
  const meta = message.params?._meta as Record<string, unknown> | undefined;
  return meta?.[versionKey] === undefined ? "older" : "newer";
}

function readMessages(body: Buffer): readonly Message[] {
  try {
    const value: unknown = JSON.parse(body.toString("utf8").replace(/^\u{feff}/u, ""));
    return (Array.isArray(value) ? value : [value]).filter((each) => typeof each === "object" && each !== null);
  } catch {
    return [];
  }
}

async function take(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const messages = readMessages(body);
  state.received.push({
    httpMethod: request.method ?? "",
    url: request.url ?? "",
    headers: request.headers,
    rawHeaders: request.rawHeaders,
    body,
    messages,
    method: messages[0]?.method,
    name: nameOf(messages[0]),
  });
  if (request.method === "DELETE" && state.sessions) {
    state.sessions.delete(String(request.headers["mcp-session-id"]));
    response.writeHead(200).end();
  } else if (request.method !== "POST") response.writeHead(405, { allow: "POST" }).end();
  else answerPost(state, request, response, messages);
}

function answerPost(state: State, request: IncomingMessage, response: ServerResponse, messages: readonly Message[]) {
  const [first] = messages;
  if (first === undefined) return refuse(response, 400, -32700, "Parse error");
  const generation = generationOf(first);
  if (!state.generations.includes(generation)) return refuseGeneration(response, generation, first.id);
  const session = String(request.headers["mcp-session-id"]);
  if (state.sessions && generation === "older" && first.method !== "initialize" && !state.sessions.has(session)) {
    return refuse(response, 404, -32001, "Session not found", first.id);
  }
  const asked = messages.filter((each) => each.id !== undefined && each.method !== undefined);
  if (asked.length === 0) return response.writeHead(202).end();
  const headers: Record<string, string> = {};
  if (state.sessions && first.method === "initialize") {
    headers["mcp-session-id"] = `session-${state.sessions.size + 1}-${process.hrtime.bigint()}`;
    state.sessions.add(headers["mcp-session-id"]);
  }
  const answers = asked.map((each) => ({
    jsonrpc: "2.0" as const,
    id: each.id,
    ...resultOf(state.catalogue, generation, each.method ?? "", each.params ?? {}),
  }));
  const behaviour = asked.map((each) => state.behaviours.get(nameOf(each) ?? "")).find((each) => each !== undefined);
  const status = generation === "newer" && answers.some((each) => "error" in each) ? 404 : 200;
  const { framing } = state;
  return perform(behaviour ?? { kind: "ok" }, { response, headers, framing, generation, status, answers });
}

function refuse(response: ServerResponse, status: number, code: number, message: string, id?: unknown, data?: unknown) {
  const error = data === undefined ? { code, message } : { code, message, data };
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ jsonrpc: "2.0", ...(id === undefined ? {} : { id }), error }));
}

// As the real ones do it: an older server knows nothing of the newer envelope and asks for a session; a newer one names
// what it speaks.
function refuseGeneration(response: ServerResponse, asked: Generation, id: unknown) {
  if (asked === "newer") return refuse(response, 400, -32000, "Bad Request: Server not initialized", id);
  return refuse(response, 400, -32022, "Unsupported protocol version", id, { supported: ["2026-07-28"] });
}
