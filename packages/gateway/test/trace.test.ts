/**
 * Walks two calls through the stages one by one and holds the trace in ARCHITECTURE.md to what came out.
 * `UPDATE_DOCS=1` rewrites the document.
 */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { startCountingUpstream } from "../../../test/support/counting-upstream.js";
import { expectPart } from "../../../test/support/part-of-page.js";
import { newerRequest, post } from "../../../test/support/raw-agent.js";
import { answer } from "../src/answer/answer.js";
import { answerThrown } from "../src/answer/refuse.js";
import { assemble } from "../src/assemble.js";
import { grant } from "../src/grant/grant.js";
import { HttpReply } from "../src/http-reply.js";
import { policy } from "../src/policy/policy.js";
import { read } from "../src/read/read.js";
import { receive } from "../src/receive/receive.js";
import { reserve } from "../src/reserve/reserve.js";
import { defaultSettings } from "../src/settings.js";
import { settle } from "../src/settle/settle.js";
import type { Arrival, Gateway } from "../src/stages.js";
import { upstream } from "../src/upstream/upstream.js";
import { type Running, startRunning } from "./support/running.js";

const document = {
  version: "1",
  default: "deny",
  tools: {
    whmcs_add_payment: {
      deny_if: [
        {
          conditions: [{ path: "args.amount", op: "gt", value: 500 }],
          on_deny: "payments over 500 are made by a person",
        },
      ],
      limits: [{ counter: "payments", window: "day", max: 2000, increment_from: "args.amount" }],
    },
  },
};

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** One call, walked as `path.ts` walks it, with a line for each stage. */
async function walk(arrival: Arrival, gateway: Gateway): Promise<string[]> {
  const lines: string[] = [];
  const say = (stage: string, text: string) => lines.push(`${stage.padEnd(9)}${text}`);
  try {
    const received = receive(arrival, gateway);
    say("receive", `${received.method}, Host and Origin accepted, application/json`);
    const permit = await grant(received, gateway);
    say("grant", `grant \`${permit.grant.grant.label}\` on server \`${permit.grant.server.name}\``);
    const heard = await read(permit, gateway);
    const { method, name, generation, argumentKeys } = heard.message;
    say("read", `${method} ${name}, ${generation} generation, argument keys ${argumentKeys.join(", ")}`);
    const judged = await policy(heard, gateway);
    say(
      "policy",
      judged.judgement?.refusal?.rule ?? `nothing refuses, ${judged.judgement?.claims.length} limit to count`,
    );
    const reserved = await reserve(judged, gateway);
    const [limit] = reserved.reservation?.decision.limits ?? [];
    say("reserve", `${limit?.counter}: ${limit?.used} of ${limit?.max} used, record written`);
    const incoming = await upstream(reserved, gateway);
    say("upstream", `HTTP ${incoming.status}`);
    await answer(reserved, incoming, gateway, async (ended) => {
      await settle(reserved, ended, gateway);
      say("settle", `${ended.happened}: the amount stays counted, record completed`);
    });
    lines.splice(-1, 0, "answer   the server's bytes as they came");
  } catch (thrown) {
    say("", `⤷ ${(thrown as Error).constructor.name}: ${(thrown as Error).message}`);
    answerThrown(arrival.reply, thrown, gateway);
  }
  return lines;
}

async function trace(running: Running, token: string, amount: number): Promise<string[]> {
  const gateway = gatewayOf(running);
  let lines: string[] = [];
  const server: Server = createServer((request: IncomingMessage, response) => {
    const { serverId } = running;
    void walk({ request, body: request, reply: new HttpReply(response), serverId, atEnd: [] }, gateway).then(
      (walked) => {
        lines = walked;
      },
    );
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp/${running.serverId}`;
  const call = newerRequest("tools/call", { name: "whmcs_add_payment", arguments: { invoiceid: 7, amount } });
  const got = await post({ url, token, ...call });
  const [block] = (got.messages[0]?.result?.content ?? []) as { text: string }[];
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await gateway.upstreams.close();
  return [...lines, `agent    ${got.messages[0]?.result?.isError ? "isError: " : ""}${block?.text}`];
}

function gatewayOf({ sqlite: { store, counters } }: Running): Gateway {
  return assemble(defaultSettings, { store, counters, openCredentials: async () => [], report: () => undefined });
}

test("the trace in ARCHITECTURE.md is what the stages do", async () => {
  const upstreamServer = await startCountingUpstream();
  cleanups.push(() => upstreamServer.close());
  const running = await startRunning({ upstream: upstreamServer.url, policy: document });
  cleanups.push(() => running.dispose());

  const token = await running.grant("billing-agent");
  const text = [
    "A payment of 120 under a policy that refuses more than 500 and allows 2000 a day:",
    "```",
    ...(await trace(running, token, 120)),
    "```",
    "The same with 700:",
    "```",
    ...(await trace(running, token, 700)),
    "```",
  ].join("\n");

  await expectPart(new URL("../../../ARCHITECTURE.md", import.meta.url), "trace", `${text}\n`);
  expect(upstreamServer.count("tools/call")).toBe(1);
});
