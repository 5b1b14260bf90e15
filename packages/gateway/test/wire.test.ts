/**
 * The attacks of `cases/wire`, and random damaged requests, sent over real sockets through a real gateway to a server
 * that takes everything down: the proof is what arrived there, not what the gateway says.
 */
import { once } from "node:events";
import { createServer, type RequestOptions, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { anyReading } from "./support/any-reading.js";
import { fuzzCount, fuzzSeed, mutatedRequests } from "./support/mutate.js";
import { type Running, startRunning } from "./support/running.js";
import { wireCases } from "./support/wire-cases.js";

/** What the policy forbids is what no request may reach, however it is spelled. */
const policy = {
  version: "1",
  default: "allow",
  tools: {
    delete_all: { action: "deny" },
    "*": { deny_if: [{ conditions: [{ path: "args.forbidden", op: "exists", value: true }] }] },
  },
};

let upstream: Server;
let arrived: Buffer[] = [];
let running: Running;

beforeAll(async () => {
  upstream = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(chunks);
      // What the gateway asks itself, to know which headers repeat which arguments.
      const asked = /"id":("turnpike-[^"]+"),"method":"tools\/list"/.exec(body.toString())?.[1];
      if (asked === undefined) arrived.push(body);
      const answer = asked === undefined ? '1,"result":{}' : `${asked},"result":{"tools":[]}`;
      response.writeHead(200, { "content-type": "application/json" }).end(`{"jsonrpc":"2.0","id":${answer}}`);
    });
  }).listen(0, "127.0.0.1");
  await once(upstream, "listening");
  const url = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/mcp`;
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

type Got = { readonly status: number; readonly body: string };

function send(to: Running, headers: readonly (readonly [string, string])[], body: Buffer): Promise<Got> {
  const { port, pathname } = new URL(to.url);
  const all = [["Host", `127.0.0.1:${port}`], ["Authorization", `Bearer ${to.token}`], ...headers].flat();
  return new Promise((resolve, reject) => {
    const outgoing = request({
      port,
      host: "127.0.0.1",
      path: pathname,
      method: "POST",
      headers: [...all, "Content-Length", String(body.length)],
    } as RequestOptions);
    outgoing.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
      response.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

const cases = wireCases();

describe("the corpus of wire cases", () => {
  test("is there", () => {
    expect(cases.length).toBeGreaterThan(200);
  });

  test.each(cases.map((each) => [each.id, each] as const))("%s", async (_, { headers, body, expect: expected }) => {
    const { status, body: text } = await send(running, headers, body);
    if (expected === "forwarded") {
      expect(arrived).toHaveLength(1);
      expect(arrived[0]?.equals(body)).toBe(true);
      return;
    }
    expect(arrived).toHaveLength(0);
    if (expected === "taken") {
      expect({ status, text }).toEqual({ status: 202, text: "" });
      return;
    }
    expect(status).toBe(expected.status);
    const answer = JSON.parse(text) as { error: { code: number; message: string } };
    expect(answer.error.code).toBe(expected.code);
    expect(answer.error.message).not.toBe("");
  });
});

test("of seeded random requests none crashes the gateway, hangs, or brings a forbidden call to the server", async () => {
  const seed = fuzzSeed();
  const guarded = await startRunning({
    upstream: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/mcp`,
    policy,
  });
  const statuses = new Map<number, number>();
  const batch: Promise<void>[] = [];
  for (const { index, headers, body } of mutatedRequests(seed, fuzzCount())) {
    batch.push(
      send(guarded, headers, body).then(
        ({ status, body: text }) => {
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          if (status === 500) throw new Error(`seed ${seed}, request ${index}: ${text}`);
        },
        (error: Error) => {
          throw new Error(`seed ${seed}, request ${index}: ${error.message}`);
        },
      ),
    );
    if (batch.length === 16) await Promise.all(batch.splice(0));
  }
  await Promise.all(batch);
  const forbidden = arrived.filter((body) => anyReading(body).some(({ name }) => name === "delete_all"));
  expect(forbidden.map(String), `seed ${seed}`).toEqual([]);
  expect(arrived.length, `seed ${seed}: some requests must pass, or nothing was tested`).toBeGreaterThan(100);
  expect(statuses.get(400) ?? 0).toBeGreaterThan(100);
  expect(guarded.reports.filter((line) => line.includes("internal error"))).toEqual([]);
  await guarded.dispose();
}, 120_000);
