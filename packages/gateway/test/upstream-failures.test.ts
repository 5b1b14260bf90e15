/** What an agent, its limits and its record see of a server that fails in each of the ways that servers do. */
import { createServer } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type CountingUpstream, startCountingUpstream } from "../../../test/support/counting-upstream.js";
import { newerRequest, olderRequest, post } from "../../../test/support/raw-agent.js";
import { logOf, type Running, startRunning } from "./support/running.js";

/** Counts calls and sums amounts; amounts go back when the server says that it failed. */
const policy = {
  version: "1",
  default: "deny",
  tools: {
    whmcs_add_payment: {
      limits: [
        { counter: "calls", window: "week", max: 100 },
        { counter: "kept", window: "week", max: 1000, increment_from: "args.amount" },
        { counter: "released", window: "week", max: 1000, increment_from: "args.amount", on_error: "release" },
      ],
    },
  },
};

let upstream: CountingUpstream;
let running: Running;

beforeAll(async () => {
  upstream = await startCountingUpstream();
});
afterAll(() => upstream.close());
beforeEach(async () => {
  running = await startRunning({
    upstream: upstream.url,
    policy,
    settings: { responseTimeoutMs: 300, idleTimeoutMs: 300, connectTimeoutMs: 300, answerLimitBytes: 100_000 },
  });
});
afterEach(async () => {
  upstream.behave("whmcs_add_payment", undefined);
  upstream.frame("json");
  await running.dispose();
});

function pay(generation: "older" | "newer" = "newer") {
  const params = { name: "whmcs_add_payment", arguments: { amount: 10.25 } };
  const request =
    generation === "newer" ? newerRequest("tools/call", params) : { body: olderRequest("tools/call", params) };
  return post({ url: running.url, token: running.token, ...request });
}

/** How much of each counter a refusal-free look shows as used, by calling once more with a good server. */
async function used(): Promise<Record<string, unknown>> {
  upstream.behave("whmcs_add_payment", { kind: "ok" });
  const { counters } = running.sqlite;
  const { counterKey, judge, compilePolicy, parsePolicy } = await import("@turnpike/policy");
  const parsed = parsePolicy(JSON.stringify(policy));
  if (!parsed.ok) throw new Error("the policy of this test is broken");
  const judgement = judge(compilePolicy(parsed.document), {
    kind: "tool",
    name: "whmcs_add_payment",
    args: { amount: 0 },
  });
  const owners = {
    organisation: running.sqlite.store.organisation,
    server: running.serverId,
    policy: running.policyId ?? "",
    grant: running.grantId,
  };
  const claims = judgement.claims.map((claim) => ({ key: counterKey(claim, owners), claim: { ...claim, amount: 0n } }));
  const [permit] = (await logOf(running)).map((record) => record.permit);
  if (permit === undefined) throw new Error("no record");
  const { counted } = await counters.reserve({
    how: "look",
    claims,
    record: () => ({
      requestId: "look",
      permit,
      session: null,
      method: "tools/call",
      name: "look",
      argumentKeys: [],
      outcome: "deny",
      rule: "",
      message: "",
      completion: { upstreamStatus: null, latencyMs: 0 },
    }),
  });
  return Object.fromEntries(counted.limits.map((limit) => [limit.counter, limit.used]));
}

const keptAll = { calls: 1, kept: "10.25", released: "10.25" };
const rows = [
  ["a good answer", { kind: "ok" }, 200, keptAll, "allow"],
  ["isError", { kind: "is_error" }, 200, { ...keptAll, released: 0 }, "allow"],
  ["JSON-RPC -32603", { kind: "rpc_error", code: -32603 }, 200, { ...keptAll, released: 0 }, "allow"],
  ["JSON-RPC -32601", { kind: "rpc_error", code: -32601 }, 200, { calls: 1, kept: 0, released: 0 }, "allow"],
  ["JSON-RPC -32602", { kind: "rpc_error", code: -32602 }, 200, { calls: 1, kept: 0, released: 0 }, "allow"],
  ["HTTP 500 and HTML", { kind: "status", status: 500, body: "<b>no</b>" }, 500, { ...keptAll, released: 0 }, "error"],
  ["HTTP 404 and nothing", { kind: "status", status: 404 }, 404, { ...keptAll, released: 0 }, "error"],
  ["HTTP 401", { kind: "status", status: 401 }, 502, { ...keptAll, released: 0 }, "error"],
  ["no answer", { kind: "hang" }, 504, keptAll, "error"],
  ["a connection that breaks", { kind: "break", when: "before" }, 502, keptAll, "error"],
  ["HTML with status 200", { kind: "garbage", contentType: "text/html", body: "<b>hi</b>" }, 502, keptAll, "error"],
  [
    "a redirect",
    { kind: "status", status: 307, headers: { location: "http://127.0.0.1:1/" } },
    502,
    undefined,
    "error",
  ],
] as const;

describe.each(["older", "newer"] as const)("a call of the %s generation", (generation) => {
  test.each(rows)("that meets %s is answered, settled and recorded", async (_, behaviour, status, counts, outcome) => {
    upstream.behave("whmcs_add_payment", behaviour);
    const answer = await pay(generation);
    expect(answer.status).toBe(status);
    expect(answer.messages).toHaveLength(1);
    expect(answer.messages[0]?.id).toBe(1);
    if (counts !== undefined) expect(await used()).toEqual(counts);
    await expect.poll(async () => (await logOf(running))[0]).toMatchObject({ outcome, completed: true });
  });

  test("that meets no answer within a stream gets an error event", async () => {
    upstream.frame("sse");
    upstream.behave("whmcs_add_payment", { kind: "hang", headers: true });
    const answer = await pay(generation);
    expect(answer.messages.at(-1)?.error?.message).toMatch(/did not answer in time/);
    expect(await used()).toEqual(keptAll);
  });
});

test("a body that breaks off midway is not passed on as if it were whole", async () => {
  upstream.behave("whmcs_add_payment", { kind: "break", when: "midway" });
  const answer = await pay().catch((error: Error) => error);
  const broken = answer instanceof Error || answer.status === 502;
  expect(broken).toBe(true);
  expect(await used()).toEqual(keptAll);
});

test("a big result streams through whole, though it is larger than what may be held", async () => {
  upstream.behave("whmcs_add_payment", { kind: "big", sizeBytes: 3_000_000 });
  const answer = await pay();
  expect(answer.status).toBe(200);
  expect(answer.body.length).toBeGreaterThan(3_000_000);
  expect(answer.messages[0]?.result).toBeDefined();
});

describe("a server that is not there", () => {
  let deadUrl: string;
  beforeAll(async () => {
    const probe = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => probe.once("listening", resolve));
    deadUrl = `http://127.0.0.1:${(probe.address() as { port: number }).port}/mcp`;
    await new Promise((resolve) => probe.close(resolve));
  });

  test("costs nothing: every limit is given back; after five tries the circuit opens and says when it closes", async () => {
    await running.dispose();
    running = await startRunning({ upstream: deadUrl, policy });
    const statuses = [];
    for (let i = 0; i < 7; i++) statuses.push((await pay()).status);
    expect(statuses).toEqual([502, 502, 502, 502, 502, 503, 503]);
    expect((await pay()).messages[0]?.error?.message).toMatch(/tried again in \d s/);
    expect(await used()).toEqual({ calls: 0, kept: 0, released: 0 });
    const [first] = await logOf(running);
    expect(first).toMatchObject({ outcome: "error", upstreamStatus: null });
  });

  test("is not named by its address in what the agent reads", async () => {
    await running.dispose();
    running = await startRunning({ upstream: deadUrl, policy });
    expect((await pay()).text).not.toContain(new URL(deadUrl).port);
  });
});

test("an agent of the newer generation that goes away cancels the call at the server; its limits stay taken", async () => {
  upstream.behave("whmcs_add_payment", { kind: "hang" });
  await running.dispose();
  running = await startRunning({ upstream: upstream.url, policy });
  const controller = new AbortController();
  const params = { name: "whmcs_add_payment", arguments: { amount: 10.25 } };
  const before = upstream.count("tools/call");
  const going = post({
    url: running.url,
    token: running.token,
    ...newerRequest("tools/call", params),
    signal: controller.signal,
  }).catch(() => "gone");
  await expect.poll(() => upstream.count("tools/call")).toBe(before + 1);
  controller.abort();
  expect(await going).toBe("gone");
  await expect.poll(async () => (await logOf(running))[0]).toMatchObject({ outcome: "error", completed: true });
  expect(await used()).toEqual(keptAll);
});
