/** The policies that the project began with, deciding real agents' calls to real servers. */
import { afterEach, describe, expect, test } from "vitest";
import { agentKinds, connectAgent } from "../../../test/support/agents.js";
import { type CountingUpstream, startCountingUpstream } from "../../../test/support/counting-upstream.js";
import { newerRequest, olderRequest, post } from "../../../test/support/raw-agent.js";
import { startSdkUpstream } from "../../../test/support/sdk-upstream.js";
import { type Running, startRunning } from "./support/running.js";

const seedPolicy = {
  version: "1",
  default: "deny",
  tools: {
    whmcs_create_invoice: {
      limits: [{ counter: "whmcs_create_invoice_rate", window: "minute", max: 30, scope: "grant" }],
    },
  },
};

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function running(upstream: string): Promise<Running> {
  const started = await startRunning({ upstream, policy: seedPolicy });
  cleanups.push(() => started.dispose());
  return started;
}

/** Waits out the end of a minute, so that a burst cannot fall into two windows. */
async function withinOneMinute(): Promise<void> {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 8_000) await new Promise((resolve) => setTimeout(resolve, left + 50));
}

describe.each(agentKinds)("the invoice policy and an agent on %s", (kind) => {
  test("lets 30 of 40 calls at once through, and tells the rest when to come back", { timeout: 60_000 }, async () => {
    const upstream = await startSdkUpstream();
    cleanups.push(() => upstream.close());
    const { url, token } = await running(upstream.url);
    await withinOneMinute();
    const agent = await connectAgent(kind, { url, token });
    cleanups.push(() => agent.close());

    const calls = Array.from({ length: 40 }, (_, i) => agent.callTool("whmcs_create_invoice", { userid: i + 1 }));
    const answers = await Promise.all(calls);

    const refused = answers.filter((answer) => answer.isError);
    expect(answers.length - refused.length).toBe(30);
    expect(upstream.ran("whmcs_create_invoice")).toBe(30);
    for (const answer of refused) {
      expect(answer.text).toMatch(/^\[POLICY DENIED\] the limit of 30 calls a minute .*resets at .*Z, in \d+ s$/);
      expect(answer.meta["dev.turnpike/decision"]).toMatchObject({
        outcome: "deny",
        rule: "/tools/whmcs_create_invoice/limits/0",
        counter: "whmcs_create_invoice_rate",
        window: "minute",
        max: 30,
        used: 30,
        retryable: true,
      });
    }
  });

  test("lists the one tool, and refuses every other without telling whether it exists", async () => {
    const upstream = await startSdkUpstream();
    cleanups.push(() => upstream.close());
    const { url, token } = await running(upstream.url);
    const agent = await connectAgent(kind, { url, token });
    cleanups.push(() => agent.close());

    expect(await agent.listTools()).toEqual(["whmcs_create_invoice"]);
    const unlisted = await agent.callTool("whmcs_delete_client", { clientid: 1 });
    const missing = await agent.callTool("no_such_tool", {});
    expect(unlisted.isError).toBe(true);
    expect(unlisted.text).toBe(missing.text);
    expect(unlisted.meta["dev.turnpike/decision"]).not.toHaveProperty("rule");
    expect(upstream.ran()).toBe(0);
  });
});

describe.each(["json", "sse"] as const)("the invoice policy and raw HTTP, answers framed as %s", (framing) => {
  let upstream: CountingUpstream;

  async function start(): Promise<Running> {
    upstream = await startCountingUpstream({ framing });
    cleanups.push(() => upstream.close());
    return running(upstream.url);
  }

  test("30 of 40 calls at once reach the server in the older generation", { timeout: 60_000 }, async () => {
    const { url, token } = await start();
    await withinOneMinute();
    const params = { name: "whmcs_create_invoice", arguments: { userid: 1 } };
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) => post({ url, token, body: olderRequest("tools/call", params, i) })),
    );
    expect(upstream.count("tools/call", "whmcs_create_invoice")).toBe(30);
    expect(answers.filter(({ text }) => text.includes("[POLICY DENIED]"))).toHaveLength(10);
    expect(answers.every(({ status }) => status === 200)).toBe(true);
  });

  test("30 of 40 calls at once reach the server in the newer generation", { timeout: 60_000 }, async () => {
    const { url, token } = await start();
    await withinOneMinute();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        post({ url, token, ...newerRequest("tools/call", { name: "whmcs_create_invoice", arguments: {} }, i) }),
      ),
    );
    expect(upstream.count("tools/call", "whmcs_create_invoice")).toBe(30);
    const refused = answers.filter(({ text }) => text.includes("[POLICY DENIED]"));
    expect(refused).toHaveLength(10);
    expect(refused[0]?.messages[0]?.result).toMatchObject({ isError: true, resultType: "complete" });
  });
});
