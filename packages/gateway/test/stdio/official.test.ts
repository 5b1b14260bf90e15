/** Official servers and official clients, with a gateway and standard streams in between. */
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { afterEach, describe, expect, test } from "vitest";
import { agentKinds, connectAgent, connectV2 } from "../../../../test/support/agents.js";
import { childTarget, everythingTarget } from "../support/children.js";
import { type Running, startRunning } from "../support/running.js";

let running: Running;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await running.dispose();
});

const policy = { version: "1", default: "allow", tools: { whisper: { action: "deny" } }, hide: ["secret"] };

describe.each(agentKinds)("%s at the official server of both generations", (kind) => {
  test("lists what its policy leaves, calls, reads and is denied", async () => {
    running = await startRunning({ upstream: childTarget("official"), policy });
    const agent = await connectAgent(kind, running);
    closing.push(() => agent.close());
    expect(await agent.listTools()).toEqual(["echo", "ask", "count", "whisper"]);
    expect((await agent.callTool("echo", { words: "hello" })).text).toBe("hello");
    expect((await agent.callTool("whisper")).text).toContain("[POLICY DENIED]");
    expect(await agent.listResources()).toEqual(["file:///notes"]);
    expect(await agent.readResource("file:///notes")).toMatchObject({ contents: [{ text: "a note" }] });
    expect(await agent.listPrompts()).toEqual(["greet"]);
    expect(await agent.getPrompt("greet")).toMatchObject({ messages: [{ role: "user" }] });
  });
});

/** A client that answers questions, with what it was told on the way. */
async function answering(mode: "legacy" | { pin: string }) {
  running = await startRunning({ upstream: childTarget("official"), policy });
  const capabilities = { elicitation: { form: {} } };
  const client = new Client({ name: "agent", version: "1" }, { capabilities, versionNegotiation: { mode } });
  client.setRequestHandler("elicitation/create", () => ({ action: "accept", content: { colour: "green" } }));
  const requestInit = { headers: { Authorization: `Bearer ${running.token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(running.url), { requestInit }));
  closing.push(() => client.close());
  return client;
}

describe.each([
  ["older", "legacy"],
  ["newer", { pin: "2026-07-28" }],
] as const)("the %s generation", (_, mode) => {
  test("questions of the server are asked and answered", async () => {
    const client = await answering(mode);
    const { content } = await client.callTool({ name: "ask", arguments: {} });
    expect(content).toEqual([{ type: "text", text: "green" }]);
  });

  test("progress arrives before the answer, and a call can be cancelled", async () => {
    const client = await answering(mode);
    const seen: number[] = [];
    const onprogress = ({ progress }: { progress: number }) => void seen.push(progress);
    await client.callTool({ name: "count", arguments: { to: 3 } }, { onprogress });
    expect(seen).toEqual([1, 2, 3]);
    const leave = new AbortController();
    const endless = client.callTool({ name: "count", arguments: { to: 1e6 } }, { signal: leave.signal, onprogress });
    await expect.poll(() => seen.length).toBeGreaterThan(3);
    leave.abort();
    await expect(endless).rejects.toThrow();
    expect(await client.callTool({ name: "echo", arguments: { words: "still here" } })).toMatchObject({
      content: [{ text: "still here" }],
    });
  });
});

describe("the everything server", () => {
  test("serves both of the older clients, whose questions and logs reach them", async () => {
    running = await startRunning({ upstream: everythingTarget(), policy: { version: "1", default: "allow" } });
    const capabilities = { sampling: {}, elicitation: {}, roots: { listChanged: true } };
    const client = new Client(
      { name: "agent", version: "1" },
      { capabilities, versionNegotiation: { mode: "legacy" } },
    );
    const sampled = { role: "assistant" as const, content: { type: "text" as const, text: "sampled" }, model: "none" };
    client.setRequestHandler("sampling/createMessage", () => sampled);
    client.setRequestHandler("roots/list", () => ({ roots: [{ uri: "file:///home", name: "home" }] }));
    const requestInit = { headers: { Authorization: `Bearer ${running.token}` } };
    await client.connect(new StreamableHTTPClientTransport(new URL(running.url), { requestInit }));
    closing.push(() => client.close());
    await expect.poll(async () => (await client.listTools()).tools.map(({ name }) => name)).toContain("get-roots-list");
    const asked = await client.callTool({ name: "trigger-sampling-request", arguments: { prompt: "x", maxTokens: 5 } });
    expect(JSON.stringify(asked.content)).toContain("sampled");
    // It asks for the roots as soon as it is told that the session has begun, when nothing is under way.
    const roots = await client.callTool({ name: "get-roots-list", arguments: {} });
    expect(JSON.stringify(roots.content)).toContain("file:///home");
  });

  test("a client of both generations finds out that it speaks the older one", async () => {
    running = await startRunning({ upstream: everythingTarget(), policy: { version: "1", default: "allow" } });
    const agent = await connectV2(running);
    closing.push(() => agent.close());
    expect(agent.generation).toBe("older");
    expect((await agent.callTool("echo", { message: "hi" })).text).toBe("Echo: hi");
  });
});
