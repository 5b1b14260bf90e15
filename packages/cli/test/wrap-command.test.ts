/** `turnpike wrap -- COMMAND`: the server is a process of the wrapper's own. */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Agent, type AgentKind, agentKinds, connectAgentTo } from "../../../test/support/agents.js";
import { turnpikeBinary } from "../../../test/support/gateway-process.js";
import { type Workplace, workplace } from "./support/command.js";

const childServer = fileURLToPath(new URL("support/child-server.mjs", import.meta.url));
const everything = createRequire(import.meta.url).resolve("@modelcontextprotocol/server-everything/dist/index.js");
const policy = {
  version: "1",
  default: "allow",
  tools: { forbidden: { action: "hide" }, echo: { rate_limit: { max: 1, window: 60 } } },
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

async function wrapped(kind: AgentKind | "sdk v2, either generation", ...args: string[]): Promise<Agent> {
  const agent = await connectAgentTo(kind, {
    command: process.execPath,
    args: [turnpikeBinary, "wrap", "--data", place.data, "--policy", "policy.json", ...args],
    cwd: place.path,
    env: { CHILD_SECRET: "for the child", OTHER_SECRET: "of the client" },
  });
  agents.push(agent);
  return agent;
}

describe.each(agentKinds)("an agent of %s", (kind) => {
  test("reaches the command through the policy", async () => {
    const agent = await wrapped(kind, "--", process.execPath, childServer);
    expect(await agent.listTools()).toEqual(["variables", "secret", "place"]);
    expect(await agent.callTool("forbidden")).toMatchObject({ isError: true });
    expect(JSON.parse((await agent.callTool("place")).text)).toMatchObject({ cwd: place.path });
    await agent.close();
    expect(await place.objects("log")).toMatchObject([{ server: "node", outcome: "deny" }, { outcome: "allow" }]);
  });

  test("gives the command the variables that are named, and no secret of its own", async () => {
    const agent = await wrapped(
      kind,
      "--env",
      "CHILD_SECRET",
      "--env",
      "GIVEN=here",
      "--",
      process.execPath,
      childServer,
    );
    const variables = JSON.parse((await agent.callTool("variables")).text) as string[];
    expect(variables).toContain("CHILD_SECRET");
    expect(variables).toContain("GIVEN");
    expect(variables).toContain("PATH");
    expect(variables).not.toContain("OTHER_SECRET");
    expect((await agent.callTool("secret")).text).toBe('"for the child"');
  });
});

test.each(["sdk v1", "sdk v2, either generation"] as const)(
  "the official server-everything is held to a rate limit: %s",
  async (kind) => {
    const agent = await wrapped(kind, "--name", "everything", "--", process.execPath, everything, "stdio");
    expect(await agent.listTools()).toContain("echo");
    expect((await agent.callTool("echo", { message: "one" })).text).toBe("Echo: one");
    expect((await agent.callTool("echo", { message: "two" })).text).toContain("[POLICY DENIED]");
  },
);

test("the child ends with the wrapper", async () => {
  const agent = await wrapped("sdk v1", "--", process.execPath, childServer);
  const { pid } = JSON.parse((await agent.callTool("place")).text) as { pid: number };
  expect(isRunning(pid)).toBe(true);
  await agent.close();
  await expect.poll(() => isRunning(pid)).toBe(false);
});

test("a command that cannot be started is told to the agent and to whoever looks at standard error", async () => {
  await expect(wrapped("sdk v1", "--name", "missing", "--", "no-such-command-here")).rejects.toThrow(/missing/);
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
