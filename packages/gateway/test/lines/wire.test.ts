/**
 * The attacks of `cases/wire`, and random damaged messages, as lines. A line has no headers, so what only headers did
 * wrong is right here; what is wrong with a body is refused as it is over HTTP, and reaches the server in no form.
 */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { lineMessage } from "../../src/lines/line-message.js";
import { messageHeaders } from "../../src/lines/request-headers.js";
import type { MirrorHeaders } from "../../src/read/message.js";
import { readMessage } from "../../src/read/read-message.js";
import { Refusal } from "../../src/refusal.js";
import { anyReading } from "../support/any-reading.js";
import { startLines } from "../support/lines.js";
import { fuzzCount, fuzzSeed, mutatedRequests } from "../support/mutate.js";
import { type Running, startRunning } from "../support/running.js";
import { wireCases } from "../support/wire-cases.js";

let upstream: Server;
let url: string;
let arrived: Buffer[] = [];
let running: Running;

beforeAll(async () => {
  upstream = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      arrived.push(Buffer.concat(chunks));
      const { id } = lineMessage(Buffer.concat(chunks));
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ jsonrpc: "2.0", id, result: {} }));
    });
  }).listen(0, "127.0.0.1");
  await once(upstream, "listening");
  url = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/mcp`;
  running = await startRunning({ upstream: url, policy: { version: "1", default: "allow" } });
});
afterAll(async () => {
  await running.dispose();
  upstream.closeAllConnections();
  upstream.close();
});
beforeEach(() => {
  arrived = [];
});

const oneLine = wireCases().filter(({ body }) => body.length > 0 && !body.includes("\n"));

describe("the corpus of wire cases", () => {
  test("is there, most of it in one line each", () => {
    expect(oneLine.length).toBeGreaterThan(200);
    expect(oneLine.filter(({ body }) => refusalOf(body) !== undefined).length).toBeGreaterThan(100);
  });

  test.each(oneLine.map((each) => [each.id, each] as const))("%s", async (_, { body, expect: expected, by }) => {
    const agent = startLines(running);
    agent.write(Buffer.concat([body, Buffer.from("\n")]));
    const { kind } = lineMessage(body);
    // A subscription ends with the input, unanswered.
    if (kind === "request" || kind === "unreadable") await expect.poll(() => agent.messages).toHaveLength(1);
    await agent.finish();
    const refusal = refusalOf(body);
    if (refusal !== undefined) {
      expect(arrived).toEqual([]);
      const codes = agent.messages.map(({ error }) => (error as { code: number }).code);
      expect(codes).toEqual(kind === "notification" || kind === "response" ? [] : [refusal.error.code]);
    } else if (expected === "forwarded") {
      expect(arrived.map(String)).toEqual([String(body)]);
    } else if (by === "session" || by === "policy") {
      expect(arrived).toEqual([]);
    } else {
      expect(arrived.filter((each) => !each.equals(body))).toEqual([]);
    }
  });
});

test("of seeded random lines none crashes the wrapper, hangs, or brings a forbidden call to the server", async () => {
  const seed = fuzzSeed();
  const policy = { version: "1", default: "allow", tools: { delete_all: { action: "deny" } } };
  const guarded = await startRunning({ upstream: url, policy, settings: {} });
  const lines = [...mutatedRequests(seed, Math.min(fuzzCount(), 2_000))].map(({ body }) => withoutLineEnds(body));
  const reports: string[] = [];
  for (let at = 0; at < lines.length; at += 16) {
    const agents = lines.slice(at, at + 16).map((line) => {
      const agent = startLines(guarded);
      agent.write(Buffer.concat([line, Buffer.from("\n")]));
      return agent;
    });
    await Promise.all(agents.map((agent) => agent.finish()));
    reports.push(...agents.flatMap((agent) => agent.reports));
  }
  const forbidden = arrived.filter((body) => anyReading(body).some(({ name }) => name === "delete_all"));
  expect(forbidden.map(String), `seed ${seed}`).toEqual([]);
  expect(arrived.length, `seed ${seed}: some must pass, or nothing was tested`).toBeGreaterThan(100);
  expect(reports.filter((line) => line.includes("internal error"))).toEqual([]);
  const sent = new Set(lines.map(String));
  expect(arrived.filter((body) => !sent.has(String(body))).map(String)).toEqual([]);
  await guarded.dispose();
}, 120_000);

/** What the strict reading says of a body when its headers repeat it honestly. */
function refusalOf(body: Buffer): Refusal | undefined {
  const headers = messageHeaders(lineMessage(body), undefined);
  const headerOf = (name: string) => (headers.includes(name) ? headers[headers.indexOf(name) + 1] : undefined);
  const mirror: MirrorHeaders = {
    protocolVersion: headerOf("mcp-protocol-version"),
    method: headerOf("mcp-method"),
    name: headerOf("mcp-name"),
  };
  try {
    readMessage(body, mirror);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown;
    throw thrown;
  }
}

function withoutLineEnds(body: Buffer): Buffer {
  return Buffer.from(body.map((byte) => (byte === 0x0a ? 0x20 : byte)));
}
