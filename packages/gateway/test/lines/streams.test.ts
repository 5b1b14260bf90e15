/** What a server of the older generation sends beside answers, and where: the front end listens as a client does. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type LinesAgent, startLines } from "../support/lines.js";
import { logOf, type Running, startRunning } from "../support/running.js";

type Asked = { readonly id?: unknown; readonly method?: string; readonly params?: { readonly name?: string } };

let server: Server;
let running: Running;
let agent: LinesAgent;
/** Streams opened with GET: the place that they were asked for, and the way to write on them. */
let listening: { readonly from: string | undefined; readonly response: ServerResponse }[] = [];
let received: (Asked & { readonly session: string | undefined; readonly version: string | undefined })[] = [];
let calls: Map<string, ServerResponse>;
let servesListening = true;

const event = (message: object, id?: string) =>
  `${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify({ jsonrpc: "2.0", ...message })}\n\n`;
const text = (words: string) => ({ content: [{ type: "text", text: words }] });

beforeEach(async () => {
  listening = [];
  received = [];
  calls = new Map();
  servesListening = true;
  server = createServer((incoming, response) => void answer(incoming, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const upstream = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
  running = await startRunning({ upstream, policy: { version: "1", default: "allow", hide: ["secret"] } });
  agent = startLines(running, { stopTimeoutMs: 500 });
});
afterEach(async () => {
  await agent.finish();
  await running.dispose();
  server.closeAllConnections();
  server.close();
});

async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const header = (name: string) => incoming.headers[name] as string | undefined;
  if (incoming.method === "GET") {
    if (!servesListening) {
      response.writeHead(405).end();
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
    listening.push({ from: header("last-event-id"), response });
    return;
  }
  const asked: Asked = chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString());
  received.push({ ...asked, session: header("mcp-session-id"), version: header("mcp-protocol-version") });
  const whole = (result: object) => {
    response.writeHead(200, { "content-type": "application/json", "mcp-session-id": "upstream-session" });
    response.end(JSON.stringify({ jsonrpc: "2.0", id: asked.id, result }));
  };
  if (asked.method === "initialize") {
    whole({
      protocolVersion: "2025-06-18",
      capabilities: { tools: { listChanged: true } },
      serverInfo: { name: "s", version: "1" },
    });
  } else if (asked.method === "tools/list") {
    whole({ tools: ["open", "secret"].map((name) => ({ name, inputSchema: { type: "object" } })) });
  } else if (asked.method === "tools/call") {
    response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
    calls.set(String(asked.id), response);
  } else if (asked.method === "resources/list") {
    response.writeHead(200, { "content-type": "application/json" });
    response.end('{"jsonrpc":"2.0","id":7,"method":"sampling/createMessage","params":{}}');
  } else {
    response.writeHead(202).end();
  }
}

const send = (message: object) => agent.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
const came = (fits: object) => expect.poll(() => agent.messages).toContainEqual({ jsonrpc: "2.0", ...fits });

async function initialize(): Promise<void> {
  const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "a", version: "1" } };
  send({ id: "init", method: "initialize", params });
  send({ method: "notifications/initialized" });
  if (servesListening) await expect.poll(() => listening.length).toBe(1);
}

async function called(id: string): Promise<ServerResponse> {
  send({ id, method: "tools/call", params: { name: "open" } });
  await expect.poll(() => calls.has(id)).toBe(true);
  return calls.get(id) as ServerResponse;
}

test("every message belongs to the session and the revision that `initialize` agreed on", async () => {
  await initialize();
  (await called("a")).end(event({ id: "a", result: text("done") }));
  await came({ id: "a", result: text("done") });
  const rest = received.filter(({ method }) => method !== "initialize");
  expect(rest.map(({ session, version }) => [session, version])).toEqual(
    rest.map(() => ["upstream-session", "2025-06-18"]),
  );
});

test("what the server sends unasked comes as lines, and its stream is gone on with where it ends", async () => {
  await initialize();
  listening[0]?.response.write(event({ method: "notifications/message", params: { level: "info", data: 1 } }, "e1"));
  await came({ method: "notifications/message", params: { level: "info", data: 1 } });
  listening[0]?.response.end("retry: 10\n\n");
  await expect.poll(() => listening.length).toBe(2);
  expect(listening[1]?.from).toBe("e1");
  listening[1]?.response.write(event({ method: "notifications/message", params: { level: "info", data: 2 } }, "e2"));
  await came({ method: "notifications/message", params: { level: "info", data: 2 } });
});

test("a question of the server is asked, and its answer goes back on the session", async () => {
  await initialize();
  const stream = await called("a");
  stream.write(event({ id: 0, method: "elicitation/create", params: { message: "sure?", requestedSchema: {} } }));
  await came({ id: 0, method: "elicitation/create", params: { message: "sure?", requestedSchema: {} } });
  send({ id: 0, result: { action: "accept" } });
  await expect.poll(() => received.some(({ id, method }) => id === 0 && method === undefined)).toBe(true);
  stream.end(event({ id: "a", result: text("sure") }));
  await came({ id: "a", result: text("sure") });
});

test("an answer whose stream the server ended on purpose is fetched, and settles its call once", async () => {
  await initialize();
  (await called("a")).end("id: a1\nretry: 10\ndata:\n\n");
  await expect.poll(() => listening.find(({ from }) => from === "a1")).toBeDefined();
  const resumed = listening.find(({ from }) => from === "a1")?.response;
  resumed?.write(event({ id: "a", result: text("later") }, "a2"));
  resumed?.write(event({ id: "a", result: text("once more") }, "a3"));
  await came({ id: "a", result: text("later") });
  // Nothing else is wanted of that stream.
  await expect.poll(() => resumed?.closed).toBe(true);
  await expect
    .poll(async () => (await logOf(running)).map(({ outcome, upstreamStatus }) => [outcome, upstreamStatus]))
    .toEqual([["allow", 200]]);
  expect(agent.messages.filter(({ id }) => id === "a")).toHaveLength(1);
});

test("a body that holds a question of the server in place of the answer is not passed on", async () => {
  await initialize();
  send({ id: "odd", method: "resources/list" });
  await expect.poll(() => agent.messages.find(({ id }) => id === "odd")?.error).toBeDefined();
  expect(agent.messages.some(({ method }) => method !== undefined)).toBe(false);
});

test("an id may be used again once it was answered, though its stream is still open", async () => {
  await initialize();
  const first = await called("a");
  first.write(event({ id: "a", result: text("first") }));
  await came({ id: "a", result: text("first") });
  calls.delete("a");
  const second = await called("a");
  first.end();
  second.end(event({ id: "a", result: text("second") }));
  await came({ id: "a", result: text("second") });
  expect(agent.messages.filter(({ id }) => id === "a")).toHaveLength(2);
});

test("an answer that breaks off becomes an error", async () => {
  await initialize();
  (await called("a")).destroy();
  await expect.poll(() => agent.messages.find(({ id }) => id === "a")?.error).toBeDefined();
});

test.each([
  ["on the server's stream", true],
  ["without one, where the server has none", false],
])("an edit of the policy that changes the list is told %s", async (_, served) => {
  servesListening = served;
  await initialize();
  send({ id: "list", method: "tools/list" });
  await expect.poll(() => agent.messages.find(({ id }) => id === "list")).toBeDefined();
  const shown = agent.messages.find(({ id }) => id === "list")?.result as { tools: { name: string }[] };
  expect(shown.tools.map(({ name }) => name)).toEqual(["open"]);
  const { store } = running.sqlite;
  const save = (document: object) =>
    store.policies.save({ server: running.serverId, name: "policy", document: JSON.stringify(document) });
  await save({ version: "1", default: "allow" });
  await came({ method: "notifications/tools/list_changed" });
});
