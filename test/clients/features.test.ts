/**
 * Everything that the protocol has, used by the official SDK's clients of both major versions and both generations
 * through the gateway, under a policy that hides and denies some of it.
 */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Running, startRunning } from "../../packages/gateway/test/support/running.js";
import { type Fixture, startFixture } from "../conformance/fixture/start.js";
import { agentKinds } from "../support/agents.js";
import { connectFull, type FullAgent } from "./full-agent.js";

const policy = {
  version: "1",
  default: "allow",
  hide: ["test_image_content"],
  tools: { test_audio_content: { action: "deny", reason: "no sounds here" } },
  resources: { "test://static-binary": { action: "deny" } },
  prompts: { test_prompt_with_image: { action: "deny" } },
};

describe.each(agentKinds)("an agent on %s", (kind) => {
  let fixture: Fixture;
  let running: Running;
  let agent: FullAgent;

  beforeEach(async () => {
    fixture = await startFixture();
    running = await startRunning({ upstream: fixture.url, policy });
    agent = await connectFull(kind, running);
  });
  afterEach(async () => {
    await agent.close();
    await running.dispose();
    await fixture.close();
  });

  const call = async (name: string, args: Record<string, unknown> = {}) =>
    JSON.stringify(await agent.client.callTool({ name, arguments: args }));

  test("lists and calls tools", async () => {
    const names = (await agent.client.listTools()).tools.map(({ name }) => name);
    expect(names).toContain("test_simple_text");
    expect(names).not.toContain("test_image_content");
    expect(await call("test_simple_text")).toContain("This is a simple text response");
    expect(await call("test_audio_content")).toContain("[POLICY DENIED]");
  });

  test("lists and reads resources", async () => {
    const uri = "test://static-text";
    expect((await agent.client.listResources()).resources.map((each) => each.uri)).toContain(uri);
    expect((await agent.client.listResourceTemplates()).resourceTemplates).toHaveLength(1);
    expect((await agent.client.readResource({ uri })).contents).toMatchObject([{ uri }]);
    await expect(agent.client.readResource({ uri: "test://static-binary" })).rejects.toThrow("[POLICY DENIED]");
  });

  test("lists and gets prompts", async () => {
    const name = "test_prompt_with_arguments";
    expect((await agent.client.listPrompts()).prompts.map((each) => each.name)).toContain(name);
    const got = await agent.client.getPrompt({ name, arguments: { arg1: "a", arg2: "b" } });
    expect(JSON.stringify(got.messages)).toContain("arg1='a', arg2='b'");
    await expect(agent.client.getPrompt({ name: "test_prompt_with_image" })).rejects.toThrow("[POLICY DENIED]");
  });

  test("completes arguments of what it may get", async () => {
    const complete = (name: string) =>
      agent.client.complete({ ref: { type: "ref/prompt", name }, argument: { name: "arg1", value: "par" } });
    expect((await complete("test_prompt_with_arguments")).completion.values).toEqual(["paris", "park", "party"]);
    await expect(complete("test_prompt_with_image")).rejects.toThrow("[POLICY DENIED]");
  });

  test("answers what the server asks: its model, its user, its roots", async () => {
    expect(await call("test_sampling", { prompt: "p" })).toContain("LLM response");
    expect(await call("test_elicitation", { message: "m" })).toContain("e@example.org");
    expect(await call("test_input_required_result_list_roots")).toContain("1 roots");
  });

  test("hears of progress while its call runs", async () => {
    const heard: number[] = [];
    const name = "test_tool_with_progress";
    await agent.client.callTool({ name }, { onprogress: ({ progress }) => void heard.push(progress) });
    expect(heard).toEqual([0, 50, 100]);
  });

  test("is sent the log lines that it asked for", async () => {
    await agent.callWithLogs("test_tool_with_logging");
    await expect.poll(() => agent.told).toEqual(Array(3).fill("notifications/message"));
  });

  test("cancels a call, which ends at the server", async () => {
    const leave = new AbortController();
    const cancelled = agent.client.callTool({ name: "test_until_cancelled" }, { signal: leave.signal });
    setTimeout(() => leave.abort(), 100);
    await expect(cancelled).rejects.toThrow();
    await expect.poll(() => fixture.cancelled()).toBe(1);
  });

  test("hears of what it subscribed to, and of changed lists", async () => {
    await agent.subscribe("test://watched-resource");
    await agent.client.listTools();
    // The client of the older generation opens its listening stream behind our back.
    await new Promise((resolve) => setTimeout(resolve, 200));
    await call("test_trigger_resource_update");
    await expect.poll(() => agent.told).toEqual(["notifications/resources/updated"]);
    await call("test_trigger_tool_change");
    await expect.poll(() => agent.told).toContain("notifications/tools/list_changed");
  });
});
