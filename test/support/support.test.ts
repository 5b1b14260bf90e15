import { afterEach, describe, expect, it } from "vitest";
import { type AgentKind, agentKinds, connectAgent, connectV2 } from "./agents.js";
import { browser, browserMissing, hasBrowser } from "./browser.js";
import { type CountingUpstreamOptions, startCountingUpstream } from "./counting-upstream.js";
import { newerRequest, olderRequest, openSession, post, sendBytes } from "./raw-agent.js";
import { startSdkUpstream, startSdkV1Upstream } from "./sdk-upstream.js";
import { whmcsToolNames } from "./whmcs-tools.js";

const open: { close(): Promise<void> }[] = [];
const kept = async <T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
  const started = await starting;
  open.push(started);
  return started;
};
const counting = (options?: CountingUpstreamOptions) => kept(startCountingUpstream(options));
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

describe.each([
  { framing: "json", sessions: false },
  { framing: "sse", sessions: false },
  { framing: "json", sessions: true },
  { framing: "sse", sessions: true },
] as const)("the counting upstream, $framing, sessions $sessions", (options) => {
  it.each(agentKinds)("serves %s", async (kind: AgentKind) => {
    const upstream = await counting({ ...options, catalogue: { pageSize: 25 } });
    const agent = await kept(connectAgent(kind, { url: upstream.url, token: "tp_x" }));
    expect(await agent.listTools()).toEqual(whmcsToolNames);
    expect(await agent.listResources()).toHaveLength(2);
    expect(await agent.listPrompts()).toHaveLength(2);
    const answer = await agent.callTool("whmcs_create_invoice", { userid: 1 });
    expect(answer).toMatchObject({ isError: false, text: "did whmcs_create_invoice" });
    expect(JSON.stringify(await agent.readResource("whmcs://clients/1"))).toContain("read whmcs://clients/1");
    expect(JSON.stringify(await agent.getPrompt("month_end"))).toContain("say month_end");
    expect(upstream.count("tools/call", "whmcs_create_invoice")).toBe(1);
    expect(upstream.count("tools/list")).toBe(3);
    expect(upstream.requests("tools/call")[0]?.headers.authorization).toBe("Bearer tp_x");
  });
});

describe("the counting upstream keeps what it gets", () => {
  it("byte for byte, with every header, and runs batches and the last of two keys", async () => {
    const upstream = await counting();
    const text = '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","name":"b","n":9007199254740993}}';
    await post({ url: upstream.url, body: text, headers: { "x-twice": ["1", "2"] } });
    expect(upstream.received[0]?.body.toString()).toBe(text);
    expect(upstream.received[0]?.rawHeaders.filter((each) => each === "x-twice")).toHaveLength(2);
    expect(upstream.count("tools/call", "b")).toBe(1);
    const batch = [olderRequest("tools/call", { name: "c" }, 1), olderRequest("tools/call", { name: "c" }, 2)];
    expect((await post({ url: upstream.url, body: batch })).messages).toHaveLength(2);
    expect(upstream.count("tools/call", "c")).toBe(2);
    expect(upstream.count()).toBe(2);
    upstream.reset();
    expect(upstream.count()).toBe(0);
  });

  it("even what is no JSON at all", async () => {
    const upstream = await counting();
    const answer = await post({ url: upstream.url, body: Buffer.from([0xff, 0xfe, 0x00]) });
    expect(answer.status).toBe(400);
    expect(upstream.received[0]?.body).toEqual(Buffer.from([0xff, 0xfe, 0x00]));
    expect(await sendBytes(upstream.url, "GET /mcp HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")).toContain("405");
    expect(upstream.count()).toBe(2);
  });

  it("and asks for the session that it gave", async () => {
    const upstream = await counting({ sessions: true });
    const headers = await openSession(upstream);
    expect((await post({ url: upstream.url, body: olderRequest("ping") })).status).toBe(404);
    expect((await post({ url: upstream.url, headers, body: olderRequest("ping") })).status).toBe(200);
    await post({ url: upstream.url, headers, httpMethod: "DELETE" });
    expect((await post({ url: upstream.url, headers, body: olderRequest("ping") })).status).toBe(404);
  });

  it("and refuses the generation that it does not speak", async () => {
    const older = await counting({ generations: ["older"] });
    const newer = await counting({ generations: ["newer"] });
    const request = newerRequest("tools/list");
    expect((await post({ url: older.url, ...request })).messages[0]?.error?.code).toBe(-32000);
    expect((await post({ url: newer.url, body: olderRequest("ping") })).messages[0]?.error?.code).toBe(-32022);
    const agent = await kept(connectV2({ url: older.url }, "auto"));
    expect(agent.generation).toBe("older");
  });
});

describe("the counting upstream misbehaves as it is told", () => {
  const call = (url: string, signal?: AbortSignal) =>
    post({ url, ...newerRequest("tools/call", { name: "t" }), ...(signal ? { signal } : {}) });

  it.each(["json", "sse"] as const)("with errors of each kind, in %s", async (framing) => {
    const upstream = await counting({ framing });
    upstream.behave("t", { kind: "is_error", text: "no" });
    expect((await call(upstream.url)).messages[0]?.result).toMatchObject({ isError: true, content: [{ text: "no" }] });
    upstream.behave("t", { kind: "rpc_error", code: -32602, data: { why: 1 } });
    expect((await call(upstream.url)).messages[0]?.error).toEqual({
      code: -32602,
      message: "it went wrong",
      data: { why: 1 },
    });
    upstream.behave("t", { kind: "status", status: 503, body: "later", headers: { "retry-after": "1" } });
    expect(await call(upstream.url)).toMatchObject({ status: 503, text: "later", headers: { "retry-after": "1" } });
    upstream.behave("t", { kind: "garbage" });
    expect(await call(upstream.url)).toMatchObject({ status: 200, messages: [] });
    upstream.behave("t", undefined);
    expect((await call(upstream.url)).messages[0]?.result).toMatchObject({ resultType: "complete" });
  });

  it.each(["json", "sse"] as const)("with slow, big, broken and missing answers, in %s", async (framing) => {
    const upstream = await counting({ framing });
    upstream.behave("t", { kind: "slow", pieces: 3, pauseMs: 20 });
    const slow = await call(upstream.url);
    expect(slow.messages).toHaveLength(framing === "sse" ? 4 : 1);
    expect(slow.messages.at(-1)?.result).toMatchObject({ resultType: "complete" });
    upstream.behave("t", { kind: "big", sizeBytes: 3_000_000 });
    expect((await call(upstream.url)).body.length).toBeGreaterThan(3_000_000);
    upstream.behave("t", { kind: "break", when: "before" });
    await expect(call(upstream.url)).rejects.toThrow(/hang up/);
    upstream.behave("t", { kind: "break", when: "midway" });
    await expect(call(upstream.url)).rejects.toThrow(/aborted/);
    upstream.behave("t", { kind: "hang" });
    await expect(call(upstream.url, AbortSignal.timeout(100))).rejects.toThrow(/abort/);
    expect(upstream.count("tools/call", "t")).toBe(5);
  });
});

describe("the SDK upstreams", () => {
  it.each(agentKinds)("of the second version serve %s and count what ran", async (kind: AgentKind) => {
    const upstream = await kept(startSdkUpstream());
    const agent = await kept(connectAgent(kind, upstream));
    expect(await agent.listTools()).toEqual(whmcsToolNames);
    expect(await agent.callTool("whmcs_create_invoice", { userid: 1 })).toMatchObject({ isError: false });
    expect(upstream.ran("whmcs_create_invoice")).toBe(1);
    expect(upstream.ran()).toBe(1);
  });

  it("of the second version stream to the newer generation when told to", async () => {
    const upstream = await kept(startSdkUpstream({ responseMode: "sse" }));
    const answer = await post({ url: upstream.url, ...newerRequest("tools/call", { name: "whmcs_get_clients" }) });
    expect(answer.headers["content-type"]).toContain("text/event-stream");
    expect(answer.messages.at(-1)?.result).toMatchObject({ resultType: "complete" });
  });

  it.each(["sdk v2, older generation", "sdk v1"] as const)(
    "of the first version give %s a session and answer over SSE",
    async (kind) => {
      const upstream = await kept(startSdkV1Upstream());
      const agent = await kept(connectAgent(kind, upstream));
      expect(await agent.listTools()).toEqual(whmcsToolNames);
      expect(await agent.callTool("whmcs_create_invoice", { userid: 1 })).toMatchObject({ isError: false });
      const headers = await openSession(upstream);
      expect(headers["mcp-session-id"]).toMatch(/-/);
      const answer = await post({ ...upstream, headers, body: olderRequest("tools/list") });
      expect(answer.headers["content-type"]).toContain("text/event-stream");
      expect(upstream.ran("whmcs_create_invoice")).toBe(1);
    },
  );
});

it.skipIf(!hasBrowser)(`the browser opens a page, runs its script and measures it${browserMissing}`, async () => {
  const opened = await kept(browser());
  const page = await opened.newPage({ viewport: { width: 375, height: 800 } });
  await page.goto("data:text/html,<title>one</title><script>document.title += innerWidth</script>");
  expect(await page.title()).toBe("one375");
});
