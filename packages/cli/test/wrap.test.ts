/** `turnpike wrap` as the clients of the official SDKs meet it: they start it as their server and know of nothing else. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Agent, type AgentKind, agentKinds, connectAgentTo } from "../../../test/support/agents.js";
import { turnpikeBinary } from "../../../test/support/gateway-process.js";
import { type SdkUpstream, startSdkUpstream, startSdkV1Upstream } from "../../../test/support/sdk-upstream.js";
import { type Workplace, workplace } from "./support/command.js";

const policy = {
  version: "1",
  default: "allow",
  tools: {
    whmcs_add_payment: {
      deny_if: [{ conditions: [{ path: "args.amount", op: "gt", value: 500 }], on_deny: "too much" }],
      limits: [{ counter: "payments", increment_from: "args.amount", max: 1000, window: "day" }],
    },
    whmcs_delete_client: { action: "hide" },
  },
};

let place: Workplace;
let agents: Agent[] = [];

beforeEach(async () => {
  place = await workplace();
  await place.file("policy.json", JSON.stringify(policy));
});
afterEach(async () => {
  await Promise.all(agents.map((agent) => agent.close()));
  agents = [];
  await place.remove();
});

async function wrapped(kind: AgentKind | "sdk v2, either generation", url: string, ...args: string[]): Promise<Agent> {
  const agent = await connectAgentTo(kind, {
    command: process.execPath,
    args: [turnpikeBinary, "wrap", "--data", place.data, "--policy", "policy.json", ...args, "--upstream", url],
    cwd: place.path,
  });
  agents.push(agent);
  return agent;
}

describe.each([
  ["sdk v2", () => startSdkUpstream(), agentKinds],
  ["sdk v2 over SSE", () => startSdkUpstream({ responseMode: "sse" }), agentKinds],
  ["sdk v1 with sessions", () => startSdkV1Upstream(), agentKinds.slice(1)],
] as const)("a server of %s", (_, start, kinds) => {
  let upstream: SdkUpstream;
  beforeAll(async () => {
    upstream = await start();
  });
  afterAll(() => upstream.close());

  test.each(kinds)("an agent of %s sees and does what the policy leaves, and is counted", async (kind) => {
    const before = upstream.ran();
    const agent = await wrapped(kind, upstream.url);
    const tools = await agent.listTools();
    expect(tools).toContain("whmcs_add_payment");
    expect(tools).not.toContain("whmcs_delete_client");

    const refused = await agent.callTool("whmcs_add_payment", { amount: 501 });
    expect(refused).toMatchObject({ isError: true, text: "[POLICY DENIED] too much" });
    expect(await agent.callTool("whmcs_add_payment", { amount: 500 })).toMatchObject({ text: "did whmcs_add_payment" });
    expect(await agent.callTool("whmcs_add_payment", { amount: 500 })).toMatchObject({ isError: false });
    expect(await agent.callTool("whmcs_add_payment", { amount: 1 })).toMatchObject({ isError: true });
    expect(await agent.callTool("whmcs_delete_client", {})).toMatchObject({ isError: true });
    expect(upstream.ran() - before).toBe(2);

    await agent.close();
    const log = await place.objects("log");
    expect(log.map(({ grant, outcome }) => [grant, outcome])).toEqual([
      ["wrap", "deny"],
      ["wrap", "allow"],
      ["wrap", "allow"],
      ["wrap", "deny"],
      ["wrap", "deny"],
    ]);
  });
});

test.each([
  ["speaks both generations", () => startSdkUpstream(), "newer"],
  ["speaks the older generation only", () => startSdkV1Upstream(), "older"],
] as const)(
  "an agent that asks which generation to speak finds out, where the server %s",
  async (_, start, expected) => {
    const upstream = await start();
    const agent = await wrapped("sdk v2, either generation", upstream.url);
    expect(agent.generation).toBe(expected);
    expect(await agent.listTools()).toContain("whmcs_add_payment");
    await upstream.close();
  },
);

describe("on one data folder", () => {
  let upstream: SdkUpstream;
  beforeAll(async () => {
    upstream = await startSdkUpstream();
  });
  afterAll(() => upstream.close());

  test("a name that stands for another target is refused, and says how to go on", async () => {
    const first = await wrapped("sdk v1", upstream.url, "--name", "shop");
    await first.listTools();
    const args = ["--policy", "policy.json", "--name", "shop", "--upstream", "http://127.0.0.1:9/mcp"];
    const { code, stdout, stderr } = await place.run("wrap", ...args);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("there is a server `shop` already, with another target: give this one a name of its own");
    expect(await first.listTools()).not.toHaveLength(0);
  });

  test("two wrappers of one name are each judged by their own file", async () => {
    const careful = await wrapped("sdk v1", upstream.url, "--name", "shop");
    await writeFile(join(place.path, "policy.json"), JSON.stringify({ version: "1", default: "deny" }));
    const locked = await wrapped("sdk v1", upstream.url, "--name", "shop");
    // The first follows its file too: it was edited under it, which is what an edit is for.
    await place.file("own.json", JSON.stringify(policy));
    const own = await connectAgentTo("sdk v1", {
      command: process.execPath,
      args: [
        ...[turnpikeBinary, "wrap", "--data", place.data, "--policy", "own.json", "--name", "shop"],
        ...["--upstream", upstream.url],
      ],
      cwd: place.path,
    });
    agents.push(own);
    expect(await locked.listTools()).toEqual([]);
    expect(await own.listTools()).toContain("whmcs_add_payment");
    await expect.poll(() => careful.listTools()).toEqual([]);
  });

  test("a policy that also decides for an agent's grant is not overwritten", async () => {
    await place.run("server", "add", "shop", "--upstream", upstream.url);
    await place.run("policy", "add", "shop", "wrap", "policy.json");
    await place.run("grant", "create", "shop", "agent", "--policy", "wrap");
    const args = ["--policy", "policy.json", "--name", "shop", "--upstream", upstream.url];
    const { code, stderr } = await place.run("wrap", ...args);
    expect(code).toBe(1);
    expect(stderr).toContain("the policy `wrap` of `shop` also decides for `agent`");
  });

  test("a wrapper whose grant is revoked refuses from the next call", async () => {
    const agent = await wrapped("sdk v1", upstream.url, "--name", "shop");
    expect(await agent.callTool("whmcs_get_clients", {})).toMatchObject({ isError: false });
    await place.run("grant", "revoke", "wrap");
    await expect(agent.callTool("whmcs_get_clients", {})).rejects.toThrow(/grant of this wrapper was revoked/);
  });

  test("a text that is in force already is no new version", async () => {
    for (let time = 0; time < 2; time++) {
      const agent = await wrapped("sdk v1", upstream.url, "--name", "shop");
      await agent.listTools();
    }
    expect(await place.objects("policy", "list", "shop")).toMatchObject([{ name: "wrap", version: 1 }]);
    expect(await place.objects("grant", "list", "shop")).toMatchObject([{ label: "wrap" }]);
  });
});
