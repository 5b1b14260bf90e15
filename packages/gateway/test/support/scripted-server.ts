/** A server that answers as a case says, believes everything that it is told, and keeps what reached it. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Script, ScriptedAnswer } from "./exchange-cases.js";

export type ScriptedServer = {
  readonly url: string;
  /** What reached it since it was asked to play: each message as its headers, an empty line, and its body. */
  readonly reached: string[];
  /** Forgets everything and answers by this script. */
  play(script: Script): void;
  close(): Promise<void>;
};

type State = { script: Script; readonly sessions: Set<string>; readonly reached: string[] };
type Message = { readonly id?: unknown; readonly method?: string; readonly params?: Record<string, unknown> };

const JSON_TYPE = { "content-type": "application/json" };

export async function startScriptedServer(): Promise<ScriptedServer> {
  const state: State = { script: {}, sessions: new Set(), reached: [] };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    state.reached.push(`${request.rawHeaders.join("\n")}\n\n${body}`);
    answer(state, request, body === "" ? {} : (JSON.parse(body) as Message), response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    reached: state.reached,
    play: (script) => {
      state.script = script;
      state.sessions.clear();
      state.reached.length = 0;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function answer(state: State, request: IncomingMessage, message: Message, response: ServerResponse): void {
  const { script, sessions, reached } = state;
  const method = message.method ?? request.method ?? "";
  if (script.sessions === true && method === "initialize") {
    sessions.add(`server-${sessions.size}`);
    response.setHeader("mcp-session-id", `server-${sessions.size - 1}`);
  } else if (script.sessions === true && !sessions.has(String(request.headers["mcp-session-id"]))) {
    response.writeHead(404).end();
    return;
  }
  // Notifications, and answers to its own questions.
  if (request.method === "POST" && (message.method === undefined || message.id === undefined)) {
    response.writeHead(202).end();
    return;
  }
  const scripted = (script.answers ?? []).find((each) => fits(each, method, message, reached.length));
  reply(scripted ?? usual(method), message.id, response);
}

function fits(each: ScriptedAnswer, method: string, { params }: Message, reached: number): boolean {
  const equal = ([key, value]: [string, unknown]) => JSON.stringify(params?.[key]) === JSON.stringify(value);
  return each.to === method && reached >= (each.after ?? 0) && Object.entries(each.if ?? {}).every(equal);
}

function usual(method: string): ScriptedAnswer {
  const serverInfo = { name: "scripted", version: "1" };
  const capabilities = { tools: {}, prompts: {}, resources: {}, completions: {} };
  const opened = { protocolVersion: "2025-11-25", capabilities, serverInfo };
  return { to: method, result: method === "initialize" ? opened : {} };
}

function reply({ result, error, raw, events }: ScriptedAnswer, id: unknown, response: ServerResponse): void {
  if (events === undefined) {
    const body = raw ?? JSON.stringify({ jsonrpc: "2.0", id, ...(error === undefined ? { result } : { error }) });
    response.writeHead(200, JSON_TYPE).end(body);
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const event of events) {
    const message = event.message ?? (event.result && { jsonrpc: "2.0", id: id ?? 1, result: event.result });
    const data = message === undefined ? "" : JSON.stringify(message);
    response.write(`${event.id === undefined ? "" : `id: ${event.id}\n`}data: ${data}\n\n`);
  }
  response.end();
}
