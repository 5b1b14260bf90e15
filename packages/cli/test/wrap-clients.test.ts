/** The configuration files that docs/wrap.md shows are started as clients start them, word for word but for the places. */
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { blocksOf, readPage } from "../../../test/docs/markdown.js";
import { type Agent, connectAgentTo } from "../../../test/support/agents.js";
import { type CountingUpstream, startCountingUpstream } from "../../../test/support/counting-upstream.js";
import { type Workplace, workplace } from "./support/command.js";

type Entry = { readonly command: string; readonly args: readonly string[]; readonly env?: Record<string, string> };
type Configuration = { readonly mcpServers?: Record<string, Entry>; readonly servers?: Record<string, Entry> };

const blocks = blocksOf(await readPage("docs/wrap.md")).filter(({ lang }) => lang === "json");
const policy = blocks.find(({ file }) => file === "policy.json");
const configurations = blocks
  .map(({ line, text }) => ({ line, configuration: JSON.parse(text) as Configuration }))
  .filter(({ configuration }) => configuration.mcpServers !== undefined || configuration.servers !== undefined);

let place: Workplace;
let upstream: CountingUpstream;
let agent: Agent | undefined;
beforeEach(async () => {
  place = await workplace();
  upstream = await startCountingUpstream();
  await place.file("policy.json", policy?.text ?? "");
});
afterEach(async () => {
  await agent?.close();
  agent = undefined;
  await upstream.close();
  await place.remove();
});

test("docs/wrap.md shows the formats of several clients", () => {
  expect(configurations.length).toBeGreaterThanOrEqual(3);
  expect(configurations.some(({ configuration }) => configuration.servers !== undefined)).toBe(true);
});

test.each(configurations)(
  "the configuration at line $line starts a wrapper that decides",
  async ({ configuration }) => {
    const [entry] = Object.values(configuration.mcpServers ?? configuration.servers ?? {});
    if (entry === undefined) throw new Error("no server in the configuration");
    const root = fileURLToPath(new URL("../../..", import.meta.url));
    const places = (text: string) =>
      text
        .replace("/path/to/turnpike/", root)
        .replace("/path/to/policy.json", `${place.path}/policy.json`)
        .replace("/path/to/server.js", fileURLToPath(new URL("support/child-server.mjs", import.meta.url)))
        .replace("https://mcp.example.com/mcp", upstream.url);
    agent = await connectAgentTo("sdk v2, newer generation", {
      command: entry.command,
      args: entry.args.map(places),
      env: { ...entry.env, TURNPIKE_DATA: place.data },
      cwd: "/",
    });
    if (entry.args.includes("--")) {
      expect(await agent.listTools()).toEqual([]);
      expect((await agent.callTool("secret")).text).toContain("[POLICY DENIED]");
      return;
    }
    expect(await agent.listTools()).toContain("whmcs_add_payment");
    expect((await agent.callTool("whmcs_add_payment", { amount: 999 })).isError).toBe(false);
    expect((await agent.callTool("whmcs_add_payment", { amount: 2 })).text).toContain("[POLICY DENIED]");
    expect((await agent.callTool("whmcs_create_invoice")).text).toContain("[POLICY DENIED]");
    expect(upstream.count("tools/call")).toBe(1);
    expect(upstream.requests("tools/call")[0]?.headers.authorization).toMatch(/^Bearer .+/);
  },
);
