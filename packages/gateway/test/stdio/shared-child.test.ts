/** One process serves every grant of the newer generation, and none notices another. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { newerRequest, post } from "../../../../test/support/raw-agent.js";
import { childTarget } from "../support/children.js";
import { type Running, startRunning } from "../support/running.js";
import { newerCall, olderSession, textOf } from "../support/stdio.js";

let running: Running;
let other: string;

beforeEach(async () => {
  running = await startRunning({ upstream: childTarget("raw"), policy: { version: "1", default: "allow" } });
  other = await running.grant("other");
});
afterEach(() => running.dispose());

/** Whether the child has been asked so often. */
const heardCalls = async (name: string) =>
  (JSON.parse(textOf(await newerCall(running, "heard"))) as string[]).filter((line) => line.includes(`"${name}"`))
    .length;

test("two grants share the process, and with one id each gets its own answer and its own progress", async () => {
  const meta = { progressToken: "same" };
  const first = newerCall(running, "hold", { for: "first" }, { id: "x", meta });
  const second = newerCall(running, "hold", { for: "second" }, { id: "x", meta, token: other });
  await expect.poll(() => heardCalls("hold")).toBe(2);
  const pids = await Promise.all([newerCall(running, "pid"), newerCall(running, "pid", {}, { token: other })]);
  expect(new Set(pids.map(textOf)).size).toBe(1);
  await newerCall(running, "release");
  for (const [name, call] of Object.entries({ first, second })) {
    const { messages, headers } = await call;
    expect(headers["content-type"]).toContain("text/event-stream");
    expect(messages).toMatchObject([
      { method: "notifications/progress", params: { progressToken: "same", progress: 1 } },
      { id: "x", result: { content: [{ text: `held ${name}` }] } },
    ]);
  }
});

test("a token in the wrong place hides none in the right one: no grant can report progress to another's request", async () => {
  const first = newerCall(running, "hold", { for: "first" }, { meta: { progressToken: "mine" } });
  await expect.poll(() => heardCalls("hold")).toBe(1);
  const [line = ""] = JSON.parse(textOf(await newerCall(running, "heard"))) as string[];
  const { id: foreign } = JSON.parse(line) as { id: number };
  const params = { name: "hold", arguments: { for: "second" }, _meta: { progressToken: foreign }, progressToken: 0 };
  const second = post({ url: running.url, token: other, ...newerRequest("tools/call", params, 2) });
  await expect.poll(() => heardCalls("hold")).toBe(2);
  await newerCall(running, "release");
  expect((await first).messages.filter(({ method }) => method !== undefined)).toHaveLength(1);
  expect((await second).messages).toMatchObject([{ params: { progressToken: foreign } }, { id: 2 }]);
});

test("closing one answer cancels that request at the process and no other of the same id", async () => {
  const leave = new AbortController();
  const first = newerCall(running, "hold", { for: "first" }, { id: 7, signal: leave.signal }).catch(() => undefined);
  const second = newerCall(running, "hold", { for: "second" }, { id: 7, token: other });
  await expect.poll(() => heardCalls("hold")).toBe(2);
  leave.abort();
  await first;
  await expect.poll(() => heardCalls("notifications/cancelled")).toBe(1);
  const lines = JSON.parse(textOf(await newerCall(running, "heard"))) as string[];
  const messages = lines.map(
    (line) =>
      JSON.parse(line) as { id?: number; params: { name?: string; arguments?: { for?: string }; requestId?: number } },
  );
  const asked = messages.find(({ params }) => params.arguments?.for === "first");
  expect(messages.find(({ params }) => params.requestId !== undefined)?.params.requestId).toBe(asked?.id);
  await newerCall(running, "release");
  expect(textOf(await second)).toBe("held second");
});

test("a grant cannot cancel another's request by its id, nor by the id that the process sees", async () => {
  const held = newerCall(running, "hold", { for: "first" }, { id: 7 });
  await expect.poll(() => heardCalls("hold")).toBe(1);
  for (const requestId of [7, 1, 2, 3]) {
    const body = { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId } };
    await post({ url: running.url, token: other, body });
    await post({ url: running.url, token: other, body, headers: { "mcp-protocol-version": "2026-07-28" } });
  }
  expect(await heardCalls("notifications/cancelled")).toBe(0);
  await newerCall(running, "release");
  expect(textOf(await held)).toBe("held first");
});

test("what is subscribed to comes under the agent's own id, and to that agent alone", async () => {
  const listen = (token: string) => {
    const filter = { notifications: { resourcesListChanged: true } };
    return post({ url: running.url, token, ...newerRequest("subscriptions/listen", filter, "mine") });
  };
  const streams = [listen(running.token), listen(other)];
  await expect.poll(() => heardCalls("subscriptions/listen")).toBe(2);
  await newerCall(running, "unlisten");
  for (const { messages } of await Promise.all(streams)) {
    const subscription = { _meta: { "io.modelcontextprotocol/subscriptionId": "mine" } };
    expect(messages).toMatchObject([
      { method: "notifications/subscriptions/acknowledged", params: subscription },
      { method: "notifications/resources/list_changed", params: subscription },
      { id: "mine", result: {} },
    ]);
    expect(messages).toHaveLength(3);
  }
});

test("log messages reach the one request that asked for them, and nobody while two have", async () => {
  const meta = { "io.modelcontextprotocol/logLevel": "info" };
  const logged = await newerCall(running, "log", {}, { meta });
  expect(logged.messages.map(({ method }) => method)).toEqual(["notifications/message", undefined]);
  const held = newerCall(running, "hold", { for: "first" }, { id: 2, meta, token: other });
  await expect.poll(() => heardCalls("hold")).toBe(1);
  const second = await newerCall(running, "log", {}, { id: 3, meta });
  expect(second.messages.map(({ method }) => method)).toEqual([undefined]);
  await newerCall(running, "release");
  expect((await held).messages.map(({ method }) => method)).toEqual([undefined]);
});

test("of a request only its id and token are changed, of an answer only its id", async () => {
  const params =
    '{ "name":"echo", "arguments":{"n":9007199254740993,\n"x":1.0},"_meta":{"progressToken":"t","io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}} }';
  const { headers } = newerRequest("tools/call", { name: "echo" });
  const body = `{"jsonrpc": "2.0",\r\n"id": "mine", "method":"tools/call","params":${params}}`;
  await post({ url: running.url, token: running.token, headers, body });
  const [line = ""] = JSON.parse(textOf(await newerCall(running, "heard"))) as string[];
  const expected = body
    .replace(/[\r\n]/g, " ")
    .replace('"id": "mine"', '"id": 1')
    .replace('"progressToken":"t"', '"progressToken":1');
  expect(line).toBe(expected);
  const spelling = await newerCall(running, "spelling", {}, { id: "é" });
  expect(spelling.text).toBe(
    '{"jsonrpc":"2.0",\r"id":"é" ,"result":{"resultType":"complete","n":9007199254740993,"x":1.0,"content":[{"type":"text","text":"\\u00e9"}]}}',
  );
});

test("a session of the older generation has a process of its own, and another session another", async () => {
  const sessions = [await olderSession(running), await olderSession(running, other)] as const;
  const pids = [
    textOf(await newerCall(running, "pid")),
    ...(await Promise.all(sessions.map(({ call }) => call("pid")))).map(textOf),
  ];
  expect(new Set(pids).size).toBe(3);
});
