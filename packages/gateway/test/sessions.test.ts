/** Sessions of the older generation: ids of our own, streams, resumption and the server's questions, bound to their grant. */

import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { olderRequest, openSession, post } from "../../../test/support/raw-agent.js";
import { logOf, type Running, startRunning } from "./support/running.js";

type Handler = (request: IncomingMessage, message: Record<string, unknown>, response: ServerResponse) => void;

let server: Server;
let running: Running;
let handle: Handler;
/** The upstream's open sessions and what it was sent. */
const upstreamSessions = new Set<string>();
let seen: { method: string; message: Record<string, unknown>; headers: IncomingMessage["headers"] }[] = [];

const json = { "content-type": "application/json" };
const sse = { "content-type": "text/event-stream" };
const policy = {
  version: "1",
  default: "deny",
  tools: { echo: { limits: [{ counter: "c", window: "week", max: 9 }] } },
};

beforeEach(async () => {
  seen = [];
  upstreamSessions.clear();
  let next = 0;
  handle = (_, message, response) => response.writeHead(200, json).end(JSON.stringify(result(message.id, {})));
  server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const message = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
    seen.push({ method: request.method ?? "", message, headers: request.headers });
    const session = String(request.headers["mcp-session-id"]);
    if (message.method === "initialize") {
      upstreamSessions.add(`up-${++next}`);
      response.writeHead(200, { ...json, "mcp-session-id": `up-${next}` });
      const capabilities = { tools: {} };
      response.end(
        JSON.stringify(
          result(message.id, { protocolVersion: "2025-11-25", capabilities, serverInfo: { name: "u", version: "1" } }),
        ),
      );
    } else if (!upstreamSessions.has(session)) {
      response
        .writeHead(404, json)
        .end(JSON.stringify({ jsonrpc: "2.0", error: { code: -32001, message: "Session not found" } }));
    } else if (request.method === "DELETE") {
      upstreamSessions.delete(session);
      response.writeHead(200).end();
    } else if (request.method === "POST" && message.id === undefined) {
      response.writeHead(202).end();
    } else {
      handle(request, message, response);
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  running = await startRunning({ upstream: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`, policy });
});
afterEach(async () => {
  await running.dispose();
  server.closeAllConnections();
  server.close();
});

const result = (id: unknown, value: object) => ({ jsonrpc: "2.0", id, result: value });
const event = (message: object, id?: string) =>
  `${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(message)}\n\n`;
const call = (headers: Record<string, string>, id = 1) =>
  post({
    url: running.url,
    token: running.token,
    headers,
    body: olderRequest("tools/call", { name: "echo", arguments: {} }, id),
  });
const listen = (headers: Record<string, string | undefined>, token = running.token) =>
  post({
    url: running.url,
    token,
    httpMethod: "GET",
    headers: { accept: "text/event-stream", "content-type": undefined, ...headers },
  });

test("the agent never sees the server's session id, nor the server the agent's", async () => {
  const session = await openSession(running);
  expect(session["mcp-session-id"]).not.toContain("up-");
  await call(session);
  const last = seen.at(-1);
  expect(last?.headers["mcp-session-id"]).toBe("up-1");
  expect(last?.headers.authorization).toBeUndefined();
});

test("ending a session ends the server's, and a session that the server ended is gone here", async () => {
  const session = await openSession(running);
  await post({ url: running.url, token: running.token, httpMethod: "DELETE", headers: session });
  expect(upstreamSessions.size).toBe(0);
  expect((await call(session)).status).toBe(404);
  const second = await openSession(running);
  upstreamSessions.clear();
  expect((await call(second)).status).toBe(404);
  expect(seen.filter(({ message }) => message.method === "tools/call")).toHaveLength(1);
});

test("a revoked grant's sessions are ended at the server", async () => {
  await openSession(running);
  expect(upstreamSessions.size).toBe(1);
  await running.sqlite.store.grants.revoke(running.grantId);
  await expect.poll(() => upstreamSessions.size, { timeout: 5_000 }).toBe(0);
});

test("of many sessions opened at once no more open than the grant may have", async () => {
  await running.dispose();
  const upstream = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
  running = await startRunning({ upstream, policy, settings: { sessionsPerGrant: 3 } });
  const { url, token } = running;
  const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "a", version: "1" } };
  const body = olderRequest("initialize", params);
  const answers = await Promise.all(Array.from({ length: 30 }, () => post({ url, token, body })));
  expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(3);
  expect(upstreamSessions.size).toBeLessThanOrEqual(3);
});

test("the streams of an expired grant are closed", async () => {
  const { token } = await running.sqlite.store.grants.create({
    server: running.serverId,
    label: "short",
    policy: running.policyId,
    expiresAt: Date.now() + 700,
  });
  const session = await openSession({ url: running.url, token });
  handle = (_, __, response) => response.writeHead(200, sse).flushHeaders();
  expect((await listen(session, token)).status).toBe(200);
}, 10_000);

test("idle sessions end, here and at the server", async () => {
  await running.dispose();
  const upstream = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
  running = await startRunning({ upstream, policy, settings: { sessionIdleMs: 300 } });
  const session = await openSession(running);
  await expect.poll(() => upstreamSessions.size, { timeout: 5_000 }).toBe(0);
  expect((await call(session)).status).toBe(404);
});

describe("resumption", () => {
  test("an answer that comes on a later stream settles its call once, and a replay of it changes nothing", async () => {
    const session = await openSession(running);
    handle = (request, message, response) => {
      response.writeHead(200, sse);
      if (request.method === "POST") response.end("id: e1\nretry: 10\ndata: \n\n");
      else response.end(event(result(1, { content: [] }), "e2"));
      void message;
    };
    const first = await call(session);
    expect(first.text).toBe("id: e1\nretry: 10\ndata: \n\n");
    expect((await logOf(running))[0]).toMatchObject({ completed: false });
    const resumed = await listen({ ...session, "last-event-id": "e1" });
    expect(resumed.messages[0]?.id).toBe(1);
    expect(seen.at(-1)?.headers["last-event-id"]).toBe("e1");
    await expect.poll(async () => (await logOf(running))[0]).toMatchObject({ outcome: "allow", completed: true });
    expect((await listen({ ...session, "last-event-id": "e1" })).text).toBe(resumed.text);
  });

  test("a list replayed by a later stream is filtered, though nobody knows the request any more", async () => {
    const session = await openSession(running);
    const list = result(7, { tools: [{ name: "echo" }, { name: "delete_all" }] });
    handle = (_, __, response) => response.writeHead(200, sse).end(event(list, "e1"));
    await call(session);
    const replay = await listen({ ...session, "last-event-id": "e1" });
    expect(replay.text).toContain("echo");
    expect(replay.text).not.toContain("delete_all");
  });

  test("an old answer, replayed under the id of a call under way, neither settles that call nor goes out unfiltered", async () => {
    const session = await openSession(running);
    handle = (request, message, response) => {
      response.writeHead(200, sse);
      const old = [
        event({ jsonrpc: "2.0", id: 7, error: { code: -32602, message: "no" } }, "old-2"),
        event(result(7, { tools: [{ name: "delete_all" }] }), "old-3"),
      ].join("");
      if (request.method === "GET") response.end(old);
      else response.end(seen.length === first ? `id: old-1\ndata: \n\n${old}` : "id: new-1\ndata: \n\n");
      void message;
    };
    const first = seen.length + 1;
    await call(session, 7);
    await call(session, 7);
    const replay = await listen({ ...session, "last-event-id": "old-1" });
    expect(replay.text).not.toContain("delete_all");
    expect((await logOf(running)).at(-1)).toMatchObject({ completed: false });
  });

  test("an event id of another session is no place to resume from", async () => {
    handle = (_, message, response) =>
      response.writeHead(200, sse).end(event(result(message.id, { content: [] }), "foreign-event"));
    const token = await running.grant("other");
    const foreign = await openSession({ url: running.url, token });
    await post({
      url: running.url,
      token,
      headers: foreign,
      body: olderRequest("tools/call", { name: "echo", arguments: {} }),
    });
    const mine = await openSession(running);
    const before = seen.length;
    expect((await listen({ ...mine, "last-event-id": "foreign-event" })).status).toBe(400);
    const sessionless = { "mcp-protocol-version": "2025-11-25", "last-event-id": "foreign-event" };
    expect((await listen(sessionless)).status).toBe(400);
    expect((await listen({ ...foreign, "last-event-id": "foreign-event" }, token)).status).toBe(200);
    expect(seen.length).toBe(before + 1);
  });
});

describe("the server's questions", () => {
  const question = {
    jsonrpc: "2.0",
    id: 0,
    method: "elicitation/create",
    params: { message: "?", requestedSchema: {} },
  };

  test("are answered on the session that was asked, once, and on no other", async () => {
    const session = await openSession(running);
    const token = await running.grant("other");
    const foreign = await openSession({ url: running.url, token });
    handle = (_, message, response) =>
      response.writeHead(200, sse).end(event(question) + event(result(message.id, { content: [] })));
    const asked = await call(session);
    expect(asked.messages[0]).toMatchObject({ method: "elicitation/create", id: 0 });

    const answer = { jsonrpc: "2.0", id: 0, result: { action: "accept" } };
    handle = (_, __, response) => response.writeHead(202).end();
    const before = seen.length;
    const send = (headers: Record<string, string>, by = running.token) =>
      post({ url: running.url, token: by, headers, body: answer });
    expect((await send(foreign, token)).status).toBe(400);
    expect((await send({})).status).toBe(400);
    expect(seen.length).toBe(before);
    expect((await send(session)).status).toBe(202);
    expect((await send(session)).status).toBe(400);
    expect(seen.length).toBe(before + 1);
  });

  test("without a session are not passed on, since nobody could answer them", async () => {
    const params = { name: "echo", arguments: {} };
    upstreamSessions.add("undefined");
    handle = (_, message, response) =>
      response.writeHead(200, sse).end(event(question) + event(result(message.id, { content: [] })));
    const answer = await post({ url: running.url, token: running.token, body: olderRequest("tools/call", params) });
    expect(answer.messages.map(({ method }) => method)).toEqual([undefined]);
  });
});

test("notices about resources that the grant may not read are dropped", async () => {
  const session = await openSession(running);
  const notice = { jsonrpc: "2.0", method: "notifications/resources/updated", params: { uri: "x://secret" } };
  const progress = { jsonrpc: "2.0", method: "notifications/progress", params: { progressToken: 1, progress: 1 } };
  handle = (_, __, response) => response.writeHead(200, sse).end(event(notice) + event(progress));
  const stream = await listen(session);
  expect(stream.messages.map(({ method }) => method)).toEqual(["notifications/progress"]);
});

test("a revoked grant's open stream is closed", async () => {
  const session = await openSession(running);
  handle = (_, __, response) => response.writeHead(200, sse).flushHeaders();
  const stream = listen(session);
  await expect.poll(() => seen.some(({ method }) => method === "GET")).toBe(true);
  await running.sqlite.store.grants.revoke(running.grantId);
  expect((await stream).status).toBe(200);
}, 10_000);
