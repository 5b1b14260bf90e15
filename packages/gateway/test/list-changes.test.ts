/** An agent is told that a list changed when the list that it sees changed, by its server or by a policy edit. */
import { once } from "node:events";
import { createServer, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newerRequest, olderRequest, openSession, post } from "../../../test/support/raw-agent.js";
import { type Running, startRunning } from "./support/running.js";

type Asked = { id: unknown; method: string; params?: { cursor?: string; notifications?: object } };

let server: Server;
let running: Running;
/** The server's tools, two a page. */
let tools: string[];
let listed = 0;
let silent = false;
/** Streams that listen, with the request that opened them. */
let listening: { response: ServerResponse; id: unknown }[] = [];
const ends: (() => void)[] = [];

const json = { "content-type": "application/json" };
const policy = { version: "1", default: "allow", hide: ["secret_*"] };
const listChanged = { tools: { listChanged: true } };

beforeEach(async () => {
  tools = ["one", "secret_two", "three"];
  listening = [];
  listed = 0;
  silent = false;
  server = createServer(async (incoming, response) => {
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const message = chunks.length === 0 ? undefined : (JSON.parse(Buffer.concat(chunks).toString()) as Asked);
    if (message === undefined || message.method === "subscriptions/listen") listen(message, response);
    else answer(message, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  running = await startRunning({ upstream: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`, policy });
});
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await running.dispose();
  server.closeAllConnections();
  server.close();
});

function listen(message: Asked | undefined, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
  listening.push({ response, id: message?.id });
  if (message === undefined) return;
  const params = { notifications: message.params?.notifications, _meta: tag(message.id) };
  response.write(eventOf({ jsonrpc: "2.0", method: "notifications/subscriptions/acknowledged", params }));
}

function answer({ id, method, params }: Asked, response: ServerResponse): void {
  if (method === "tools/list" && silent) return;
  if (method.startsWith("notifications/")) {
    response.writeHead(202).end();
    return;
  }
  response.writeHead(200, method === "initialize" ? { ...json, "mcp-session-id": "up" } : json);
  const agreed = { protocolVersion: "2025-11-25", capabilities: listChanged, serverInfo: { name: "u", version: "1" } };
  response.end(JSON.stringify({ jsonrpc: "2.0", id, result: method === "initialize" ? agreed : page(params?.cursor) }));
}

function page(cursor: string | undefined) {
  listed += 1;
  const from = Number(cursor ?? 0);
  const more = from + 2 < tools.length ? { nextCursor: String(from + 2) } : {};
  const shown = tools.slice(from, from + 2).map((name) => ({ name, inputSchema: { type: "object" } }));
  return { resultType: "complete", tools: shown, ...more, ttlMs: 3_600_000, cacheScope: "public" };
}

const tag = (id: unknown) => ({ "io.modelcontextprotocol/subscriptionId": id });
const eventOf = (message: object) => `data: ${JSON.stringify(message)}\n\n`;

/** The server says that its tools changed. */
function announce(): void {
  for (const { response, id } of listening) {
    const params = id === undefined ? {} : { params: { _meta: tag(id) } };
    response.write(eventOf({ jsonrpc: "2.0", method: "notifications/tools/list_changed", ...params }));
  }
}

function edit(document: object) {
  return running.sqlite.store.policies.save({
    server: running.serverId,
    name: "policy",
    document: JSON.stringify(document),
  });
}

/** An agent with an open stream, that reads all pages of a list. */
type Agent = { list(): Promise<readonly string[]>; notices(): readonly { params?: object }[] };

async function allPages(ask: (cursor?: string) => ReturnType<typeof post>): Promise<readonly string[]> {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const result = (await ask(cursor)).messages[0]?.result as { tools: { name: string }[]; nextCursor?: string };
    names.push(...result.tools.map(({ name }) => name));
    cursor = result.nextCursor;
  } while (cursor !== undefined);
  return names;
}

async function stream(method: string, headers: Record<string, string>, body?: object): Promise<Agent["notices"]> {
  let text = "";
  const all = { authorization: `Bearer ${running.token}`, accept: "application/json, text/event-stream", ...headers };
  const outgoing = request(running.url, {
    method,
    agent: false,
    headers: body === undefined ? all : { ...all, "content-type": "application/json" },
  });
  outgoing.on("error", () => undefined);
  ends.push(() => outgoing.destroy());
  outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = await once(outgoing, "response");
  response.on("error", () => undefined);
  response.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  return () => {
    const complete = text
      .split("\n\n")
      .slice(0, -1)
      .map((each) => each.slice(each.indexOf("data: ") + 6));
    const messages = complete.map((data) => JSON.parse(data) as { method?: string; params?: object });
    return messages.filter((each) => each.method === "notifications/tools/list_changed");
  };
}

async function older(): Promise<Agent> {
  const session = await openSession(running);
  const notices = await stream("GET", session);
  const ask = (cursor?: string) =>
    post({ url: running.url, token: running.token, headers: session, body: olderRequest("tools/list", { cursor }) });
  return { notices, list: () => allPages(ask) };
}

async function newer(notifications: object = { toolsListChanged: true }): Promise<Agent> {
  const { body, headers } = newerRequest("subscriptions/listen", { notifications }, "sub");
  const notices = await stream("POST", headers, body);
  const ask = (cursor?: string) =>
    post({
      url: running.url,
      token: running.token,
      ...newerRequest("tools/list", cursor === undefined ? {} : { cursor }),
    });
  return { notices, list: () => allPages(ask) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 300));

describe.each([
  ["2025-11-25", older],
  ["2026-07-28", newer],
] as const)("of %s", (_, connect) => {
  test("a change of what is hidden is not told, one of what is seen is, on every page", async () => {
    const agent = await connect();
    expect(await agent.list()).toEqual(["one", "three"]);
    tools = ["one", "secret_two", "three", "secret_four"];
    announce();
    await settled();
    expect(agent.notices()).toHaveLength(0);
    tools = ["one", "secret_two", "three", "secret_four", "five"];
    announce();
    await expect.poll(() => agent.notices().length).toBe(1);
    announce();
    await settled();
    expect(agent.notices()).toHaveLength(1);
  });

  test("an edit of the policy is told when it changes what is seen, and only then, without asking the server", async () => {
    const agent = await connect();
    await agent.list();
    const before = listed;
    await edit({ ...policy, hide: ["secret_*", "three"] });
    await expect.poll(() => agent.notices().length, { timeout: 5_000 }).toBe(1);
    await edit({ ...policy, hide: ["secret_*", "three", "nothing_of_this_name"] });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(agent.notices()).toHaveLength(1);
    expect(listed).toBe(before);
  });

  test("a change is told to an agent that was shown no list, and when the server does not say what it is", async () => {
    const agent = await connect();
    announce();
    await expect.poll(() => agent.notices().length).toBe(1);
    await agent.list();
    silent = true;
    announce();
    await expect.poll(() => agent.notices().length, { timeout: 3_000 }).toBe(2);
  });
});

test("a notice of 2026-07-28 carries the id of its subscription, and comes to those who subscribed", async () => {
  const agent = await newer();
  const other = await newer({ promptsListChanged: true });
  await agent.list();
  await edit({ ...policy, hide: ["*"] });
  await expect.poll(() => agent.notices(), { timeout: 5_000 }).toMatchObject([{ params: { _meta: tag("sub") } }]);
  expect(other.notices()).toEqual([]);
});

test("what one agent of a grant is shown does not hide a change from another", async () => {
  const first = await newer();
  await first.list();
  const second = await newer();
  await second.list();
  tools = ["one", "three", "four"];
  await second.list();
  announce();
  await expect.poll(() => first.notices().length).toBe(1);
});

test("a filtered list lives a minute at most, or as long as its grant, and never longer than its server says", async () => {
  const list = async (token: string) =>
    (await post({ url: running.url, token, ...newerRequest("tools/list") })).messages[0]?.result?.ttlMs;
  expect(await list(running.token)).toBe(60_000);
  const { token } = await running.sqlite.store.grants.create({
    server: running.serverId,
    label: "short",
    policy: running.policyId,
    expiresAt: Date.now() + 20_000,
  });
  expect(await list(token)).toBeLessThanOrEqual(20_000);
});
