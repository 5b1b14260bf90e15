/**
 * Every command that README.md and docs/cli.md show is run: with the page's own files, a gateway on a free port and a
 * server that counts what reaches it. Only addresses are replaced.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CountingUpstream, startCountingUpstream } from "../support/counting-upstream.js";
import { type GatewayProcess, startGateway } from "../support/gateway-process.js";
import { olderRequest, post } from "../support/raw-agent.js";
import { type TemporaryFolder, temporaryFolder } from "../support/temporary-folder.js";
import { blocksOf, commandLines, readPage } from "./markdown.js";
import { shell } from "./shell.js";

let folder: TemporaryFolder;
let upstream: CountingUpstream;
let gateway: GatewayProcess;
beforeAll(async () => {
  folder = await temporaryFolder("commands");
  upstream = await startCountingUpstream();
  gateway = await startGateway({ data: join(folder.path, "data") });
});
afterAll(async () => {
  await gateway?.dispose();
  await upstream?.close();
  await folder?.remove();
});

const run = (line: string, env: Readonly<Record<string, string>> = {}, until?: string) =>
  shell(line.replaceAll("https://mcp.example.com/mcp", upstream.url), {
    cwd: folder.path,
    env: { TURNPIKE_DATA: gateway.data, ...env },
    ...(until === undefined ? {} : { until }),
  });

const callTool = (target: { url: string; token: string }, name: string, args: object = {}) =>
  post({ ...target, body: olderRequest("tools/call", { name, arguments: args }) });

describe("README.md", async () => {
  const blocks = blocksOf(await readPage("README.md"));
  const plain = blocks.filter(({ lang }) => lang === "");
  const commands = plain.flatMap(({ text }) => commandLines(text, "npx --no turnpike"));
  const credential = { BILLING_TOKEN: "a-secret-of-the-server" };
  let agent: { url: string; token: string };

  test("shows the commands that are run here, and few others", () => {
    const others = plain
      .flatMap(({ text }) => text.trim().split("\n"))
      .filter((line) => /^(npm|npx|curl)\b/.test(line));
    expect(commands.length).toBeGreaterThanOrEqual(8);
    expect(others.filter((line) => !commands.includes(line))).toEqual([
      "npm install && npm start",
      "npm install && npm test",
    ]);
    // What the tests themselves start, and what goes on until it is stopped.
    expect(commands.filter((line) => /turnpike start|--follow/.test(line))).toEqual([
      "npx --no turnpike start",
      "npx --no turnpike log --follow",
    ]);
  });

  test("the commands do what is said, in the order of the page", { timeout: 120_000 }, async () => {
    for (const { file, text } of blocks) if (file !== undefined) await writeFile(join(folder.path, file), text);
    const shown: string[] = [];
    for (const line of commands.filter((each) => !/turnpike start|--follow/.test(each))) {
      const { code, output } = await run(line, credential);
      expect([line, code, output]).toEqual([line, 0, expect.any(String)]);
      shown.push(output);
    }
    const [validated, decided, tested, added, saved, created] = shown;
    expect(validated).toBe("clerk.json is valid");
    expect(decided).toContain(
      "deny  /tools/whmcs_create_invoice/deny_if/0  invoices over 5000 are written by a person",
    );
    expect(tested).toContain("1 passed");
    expect([added, saved]).toEqual([expect.stringContaining("registered"), expect.stringContaining("version 1")]);
    const [, url = ""] = /^ +url +(\S+)/m.exec(created ?? "") ?? [];
    const [, token = ""] = /^ +token +(\S+)/m.exec(created ?? "") ?? [];
    agent = { url, token };
    const answer = await callTool(agent, "whmcs_get_clients");
    expect([answer.status, answer.messages[0]?.result?.isError]).toEqual([200, undefined]);
    expect(upstream.requests("tools/call")[0]?.headers.authorization).toBe(`Bearer ${credential.BILLING_TOKEN}`);
  });

  test("the refusal that is shown is the one that an agent gets", { timeout: 60_000 }, async () => {
    const refusal = plain.find(({ text }) => text.startsWith("[POLICY DENIED]"));
    const pattern = (refusal?.text ?? "").trim().replaceAll(/[.[\]]/g, "\\$&");
    const anyTime = new RegExp(`^${pattern.replace(/\d{4}-.*?Z/, "\\S+Z").replace(/in \d+ s$/, "in \\d+ s")}$`);
    // A minute may end among the calls, and then as many more pass.
    let text = "";
    for (let call = 0; call < 61 && !text.startsWith("[POLICY"); call++) {
      const { messages } = await callTool(agent, "whmcs_create_invoice", { itemamount: [1] });
      text = String((messages[0]?.result?.content as { text: string }[] | undefined)?.[0]?.text);
    }
    expect(text).toMatch(anyTime);
  });

  test("the log that is followed shows the calls", async () => {
    const { code, output } = await run("npx --no turnpike log --follow", {}, "whmcs_create_invoice");
    expect([code, output]).toEqual([0, expect.stringContaining("whmcs_get_clients")]);
  });
});

describe("docs/cli.md", async () => {
  const page = await readPage("docs/cli.md");
  // In the help texts, examples are indented; `Usage:` lines are no commands.
  const commands = blocksOf(page).flatMap(({ text }) =>
    commandLines(text.replaceAll(/^(?! {2}turnpike| {4}-).*$/gm, ""), "turnpike"),
  );
  const policy = { version: "1", default: "deny", tools: { pay: {}, create_invoice: {} as object } };
  policy.tools.create_invoice = { limits: [{ counter: "c", window: "minute", max: 3 }] };

  const tools = [{ name: "list_things", description: "Lists things", inputSchema: { type: "object" } }];
  const everything = import.meta.resolve("@modelcontextprotocol/server-everything/dist/index.js");

  beforeAll(async () => {
    await writeFile(join(folder.path, "tools.json"), JSON.stringify({ tools }));
    await writeFile(join(folder.path, "server.js"), `import(${JSON.stringify(everything)});\n`);
  });

  test("shows commands", () => {
    expect(commands.length).toBeGreaterThanOrEqual(2);
  });

  test.for(commands)("%s", async (line) => {
    await writeFile(join(folder.path, "policy.json"), JSON.stringify(policy));
    const { code, output } = await run(line, { SHOP_TOKEN: "secret", FILES_TOKEN: "secret" });
    expect([code, output]).toEqual([0, expect.any(String)]);
  });

  test("the test file that the help shows passes", async () => {
    const [, example = ""] = /names a policy and the calls to try on it[^\n]*\n((?: {2}.*\n)+)/.exec(page) ?? [];
    await writeFile(join(folder.path, "policy.json"), JSON.stringify(policy));
    await writeFile(join(folder.path, "help.test.yaml"), example.replaceAll(/^ {2}/gm, ""));
    const { code, output } = await run("turnpike policy test help.test.yaml");
    expect([code, output]).toEqual([0, expect.stringContaining("1 case in 1 file: 1 passed")]);
  });

  test("`turnpike log | head` ends with 0", async () => {
    expect(page).toContain("turnpike log | head");
    const { code } = await run("set -o pipefail; turnpike log | head -1");
    expect(code).toBe(0);
  });
});
