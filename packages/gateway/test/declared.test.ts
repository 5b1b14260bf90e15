/** What a server declares of itself says nothing of what the policy switches off. */
import { afterEach, describe, expect, test } from "vitest";
import { startFixture } from "../../../test/conformance/fixture/start.js";
import { type AgentKind, agentKinds, connectAgent } from "../../../test/support/agents.js";
import { newerRequest, olderRequest, post } from "../../../test/support/raw-agent.js";
import { type Running, startRunning } from "./support/running.js";

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(policy: unknown): Promise<Running> {
  const fixture = await startFixture();
  cleanups.push(() => fixture.close());
  const running = await startRunning({ upstream: fixture.url, policy });
  cleanups.push(() => running.dispose());
  return running;
}

async function declared({ url, token }: Running, generation: "older" | "newer"): Promise<readonly string[]> {
  const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "a", version: "1" } };
  const asked =
    generation === "newer"
      ? newerRequest("server/discover")
      : { body: olderRequest("initialize", params), headers: {} };
  const answer = await post({ url, token, ...asked });
  return Object.keys(answer.messages.at(-1)?.result?.capabilities ?? {}).sort();
}

describe.each(["older", "newer"] as const)("of the %s generation", (generation) => {
  test("a policy of tools alone leaves neither prompts, resources nor completions", async () => {
    const names = await declared(await start({ version: "1", default: "deny", tools: { greet: {} } }), generation);
    expect(names).toContain("tools");
    expect(names.filter((name) => ["prompts", "resources", "completions"].includes(name))).toEqual([]);
  });

  test("what some name could still be listed of stays declared", async () => {
    const names = await declared(await start({ version: "1", default: "deny", prompts: { "test_*": {} } }), generation);
    expect(names).toEqual(expect.arrayContaining(["completions", "prompts", "tools"]));
    expect(names).not.toContain("resources");
  });

  test("observing switches nothing off", async () => {
    const names = await declared(await start({ version: "1", mode: "observe", default: "deny" }), generation);
    expect(names).toEqual(expect.arrayContaining(["completions", "prompts", "resources", "tools"]));
  });
});

test.each(agentKinds)("an agent on %s works with what is left", async (kind: AgentKind) => {
  const running = await start({ version: "1", default: "deny", tools: { greet: {} } });
  const agent = await connectAgent(kind, running);
  cleanups.push(() => agent.close());
  expect(await agent.listTools()).toEqual(["greet"]);
  expect((await agent.callTool("greet", { name: "you" })).text).toBe("Hello, you!");
});
