/**
 * A defect of the gateway itself, or a server's answer that cannot be passed on: the call has run, so it is settled
 * exactly once, keeps its limits, and its record is completed.
 */
import { createServer, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type CountingUpstream, startCountingUpstream } from "../../../test/support/counting-upstream.js";
import { newerRequest, olderRequest, post } from "../../../test/support/raw-agent.js";
import { assemble } from "../src/assemble.js";
import { defaultSettings } from "../src/index.js";
import { travel } from "../src/path.js";
import type { Reply } from "../src/reply.js";
import { logOf, type Running, startRunning } from "./support/running.js";

const tool = "whmcs_get_stats";
const policy = {
  version: "1",
  default: "deny",
  tools: { [tool]: { limits: [{ counter: "c", window: "week", max: 9, on_error: "release" }] } },
};

let upstream: CountingUpstream;
let running: Running;

beforeEach(async () => {
  upstream = await startCountingUpstream();
  running = await startRunning({ upstream: upstream.url, policy });
});
afterEach(async () => {
  await running.dispose();
  await upstream.close();
});

/** A reply of which one step fails the first time. */
function failing(step: "send" | "start" | "flush" | "write" | "end"): Reply & { readonly outcome: Promise<string> } {
  let over!: (how: string) => void;
  const outcome = new Promise<string>((resolve) => {
    over = resolve;
  });
  let left = 1;
  const at = (here: typeof step) => {
    if (here === step && left-- > 0) throw new TypeError("a defect");
  };
  return {
    outcome,
    proceed: () => undefined,
    started: false,
    gone: false,
    onGone: () => undefined,
    onClosed: () => undefined,
    onDrain: () => undefined,
    send(status) {
      at("send");
      over(`sent ${status}`);
    },
    start() {
      at("start");
      (this as { started: boolean }).started = true;
    },
    flush: () => at("flush"),
    write: () => {
      at("write");
      return true;
    },
    end: () => {
      at("end");
      over("ended");
    },
    break: () => over("broken off"),
  };
}

/** Sends a call along the path with this reply; how often it was settled, and how the exchange ended. */
async function callWith(reply: ReturnType<typeof failing>) {
  const { store, counters } = running.sqlite;
  const settled: string[] = [];
  const reports: string[] = [];
  const gateway = assemble(defaultSettings, {
    store,
    counters: {
      reserve: (call) => counters.reserve(call),
      settle: (settlement) => {
        settled.push(settlement.recordId);
        return counters.settle(settlement);
      },
    } as typeof counters,
    openCredentials: async () => [],
    report: (line) => reports.push(line),
  });
  const { body, headers } = newerRequest("tools/call", { name: tool, arguments: {} });
  const all = {
    host: "127.0.0.1",
    authorization: `Bearer ${running.token}`,
    "content-type": "application/json",
    ...headers,
  };
  const request = { method: "POST", rawHeaders: Object.entries(all).flat() };
  const arrival = { request, body: Buffer.from(JSON.stringify(body)), reply, serverId: running.serverId, atEnd: [] };
  await travel(arrival, gateway);
  const outcome = await reply.outcome;
  await gateway.upstreams.close();
  return { settled: settled.length, outcome, reports: reports.join("\n") };
}

describe.each([
  ["json", "ok", ["send"]],
  ["json", "big", ["start", "write", "end"]],
  ["sse", "ok", ["start", "write", "end"]],
  ["sse", "slow", ["start", "flush", "write", "end"]],
] as const)("an answer framed as %s, of kind `%s`", (framing, kind, steps) => {
  test.each(steps)("whose way to the agent fails at `%s`", async (step) => {
    upstream.frame(framing);
    const how = { ok: { kind }, big: { kind, sizeBytes: 3_000_000 }, slow: { kind, pieces: 2, pauseMs: 5 } } as const;
    upstream.behave(tool, how[kind] as Parameters<CountingUpstream["behave"]>[1]);
    const { settled, outcome, reports } = await callWith(failing(step));
    expect(settled).toBe(1);
    expect(outcome).toMatch(/^(broken off|sent 50[02])$/);
    expect(reports).toContain("a defect");
    await expect.poll(async () => (await logOf(running))[0]).toMatchObject({ completed: true });
    expect(upstream.count("tools/call", tool)).toBe(1);
    await expect.poll(() => upstream.connections()).toBe(0);
  });
});

test("a header of the server that could not be written is left out, and its answer arrives", async () => {
  const body = '{"jsonrpc":"2.0","id":1,"result":{"content":[]}}';
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncache-control: 東京\r\nretry-after: 1\r\n`;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("data", () => socket.write(`${head}content-length: ${body.length}\r\n\r\n${body}`));
    socket.on("error", () => undefined);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as { port: number };
  const own = await startRunning({ upstream: `http://127.0.0.1:${port}/mcp`, policy });
  const sent = olderRequest("tools/call", { name: tool, arguments: {} });
  const answer = await post({ url: own.url, token: own.token, body: sent });
  expect(answer).toMatchObject({ status: 200, text: body, headers: { "retry-after": "1" } });
  expect(answer.headers["cache-control"]).toBeUndefined();
  await own.dispose();
  for (const socket of sockets) socket.destroy();
  server.close();
});
