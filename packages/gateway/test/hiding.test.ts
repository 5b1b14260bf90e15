/** What a server says beside its lists does not name what a grant may not see, as far as docs/limits-of-hiding.md says. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newerRequest, olderRequest, post } from "../../../test/support/raw-agent.js";
import { type Running, startRunning } from "./support/running.js";

const policy = {
  version: "1",
  default: "deny",
  tools: { read: {}, wipe_disk: { action: "hide" } },
  prompts: { greeting: {} },
  resources: { "x://open/*": {} },
};
const everything = { version: "1", default: "allow" };

const cleanups: (() => Promise<unknown>)[] = [];
let answers: Record<string, object> = {};
let notices: object[] = [];
let upstream: string;
let running: Running;

beforeEach(async () => {
  notices = [];
  answers = {
    "tools/list": { result: { tools: [{ name: "read" }, { name: "search" }] } },
    "resources/list": { result: { resources: [{ uri: "x://open/1" }, { uri: "x://shut/2" }] } },
  };
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { id, method } = JSON.parse(Buffer.concat(chunks).toString()) as { id: number; method: string };
    const answer = { jsonrpc: "2.0", id, ...(answers[method] ?? { result: {} }) };
    response.writeHead(200, { "content-type": notices.length > 0 ? "text/event-stream" : "application/json" });
    if (notices.length === 0) response.end(JSON.stringify(answer));
    else response.end([...notices, answer].map((each) => `data: ${JSON.stringify(each)}\n\n`).join(""));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanups.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  upstream = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
  running = await start(policy);
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(document: object): Promise<Running> {
  const started = await startRunning({ upstream, policy: document });
  cleanups.push(() => started.dispose());
  return started;
}

const ask = (method: string, params: object = {}, to = running) =>
  post({ url: to.url, token: to.token, body: olderRequest(method, params) });
const call = (to = running) => ask("tools/call", { name: "read", arguments: {} }, to);

describe("instructions", () => {
  const initialize = () =>
    ask("initialize", { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "a", version: "1" } });
  const instruct = (instructions: string) => {
    answers.initialize = { result: { protocolVersion: "2025-11-25", capabilities: {}, instructions } };
  };

  test("that name a tool hidden by the policy are left out", async () => {
    instruct("Never call `wipe_disk`.");
    expect((await initialize()).text).not.toContain("wipe_disk");
  });

  test("that name what a list has shown to exist are left out, others are not", async () => {
    instruct("First search, then read.");
    expect((await initialize()).text).toContain("First search");
    await ask("tools/list");
    expect((await initialize()).text).not.toContain("First search");
    instruct("Research what you read.");
    expect((await initialize()).text).toContain("Research");
  });
});

describe("the answer to a call", () => {
  const block = (type: string, uri: string) =>
    type === "resource" ? { type, resource: { uri, text: "t" } } : { type, uri };

  test.each(["resource", "resource_link"])("has no %s that the policy does not list", async (type) => {
    answers["tools/call"] = { result: { content: [block(type, "x://open/1"), block(type, "x://shut/2")] } };
    const content = (await call()).messages[0]?.result?.content;
    expect(content).toEqual([block(type, "x://open/1")]);
  });

  test("keeps what a tool embeds where the policy says nothing of resources", async () => {
    const silent = await start({ version: "1", default: "deny", tools: { read: {} } });
    answers["tools/call"] = { result: { content: [block("resource", "x://a"), block("resource_link", "x://b")] } };
    expect((await call(silent)).messages[0]?.result?.content).toEqual([block("resource", "x://a")]);
  });

  test("goes byte for byte where nothing is hidden", async () => {
    const open = await start(everything);
    answers["tools/call"] = { result: { content: [block("resource_link", "x://shut/2")], big: 1 } };
    expect((await call(open)).text).toBe(JSON.stringify({ jsonrpc: "2.0", id: 1, ...answers["tools/call"] }));
  });

  test("is an error without its words when these name what is hidden", async () => {
    await ask("tools/list");
    answers["tools/call"] = { error: { code: -32602, message: "unknown; there are read, search", data: ["search"] } };
    const { error } = (await call()).messages[0] ?? {};
    expect(error?.code).toBe(-32602);
    expect(JSON.stringify(error)).not.toContain(", search");
    answers["tools/call"] = { error: { code: -32602, message: "no such file" } };
    expect((await call()).messages[0]?.error?.message).toBe("no such file");
  });
});

test("completions hold no value that names what is hidden", async () => {
  await ask("resources/list");
  answers["completion/complete"] = {
    result: { completion: { values: ["1", "x://shut/2", "wipe_disk"], hasMore: false } },
  };
  const params = { ref: { type: "ref/prompt", name: "greeting" }, argument: { name: "a", value: "" } };
  const { headers, body } = newerRequest("completion/complete", params);
  const answer = await post({ url: running.url, token: running.token, headers, body });
  expect(answer.messages[0]?.result?.completion).toEqual({ values: ["1"], hasMore: false });
});

test("log messages and progress that name what is hidden are dropped, others are not", async () => {
  await ask("tools/list");
  const log = (data: unknown) => ({ jsonrpc: "2.0", method: "notifications/message", params: { level: "info", data } });
  const progress = (message: string) => ({
    jsonrpc: "2.0",
    method: "notifications/progress",
    params: { progressToken: 1, progress: 1, message },
  });
  notices = [
    log("ran wipe_disk"),
    log({ tool: "search" }),
    log("ran read"),
    progress("search: 1 of 2"),
    progress("read"),
  ];
  const seen = (await call()).messages.slice(0, -1).map(({ params }) => params?.data ?? params?.message);
  expect(seen).toEqual(["ran read", "read"]);
});
