import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type GatewayProcess, startGateway, turnpikeBinary } from "../../../test/support/gateway-process.js";
import { lines, type Workplace, workplace } from "./support/command.js";

let at: Workplace;
let gateway: GatewayProcess;
let url: string;
let token: string;

beforeAll(async () => {
  at = await workplace();
  gateway = await startGateway({ data: at.data });
  await at.objects("server", "add", "shop", "--upstream", "http://127.0.0.1:9/mcp");
  await at.file("policy.json", '{"version":"1","default":"deny","tools":{"list":{}}}');
  await at.objects("policy", "add", "shop", "default", "policy.json");
  const [grant] = await at.objects("grant", "create", "shop", "bot", "--policy", "default");
  url = String(grant?.url);
  token = String(grant?.token);
  await call("pay", { amount: 1, to: "secret-value" });
  await call("red\u202eder", {});
  await call("list", {});
});
afterAll(async () => {
  await gateway.dispose();
  await at.remove();
});

async function call(name: string, args: object): Promise<void> {
  const revision = "2026-07-28";
  const meta = {
    "io.modelcontextprotocol/protocolVersion": revision,
    "io.modelcontextprotocol/clientCapabilities": {},
  };
  await fetch(url, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${token}`,
      "Content-Type": "application/json",
      Accept: "application/json, text/event-stream",
      "MCP-Protocol-Version": revision,
      "Mcp-Method": "tools/call",
      "Mcp-Name": /^[ -~]+$/.test(name) ? name : `=?base64?${Buffer.from(name).toString("base64")}?=`,
    },
    body: JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name, arguments: args, _meta: meta },
    }),
  });
}

test("each record is one object with the keys that are promised", async () => {
  const [record] = await at.objects("log", "--tool", "pay");
  expect(Object.keys(record ?? {})).toEqual([
    "id",
    "at",
    "request_id",
    "grant",
    "server",
    "session",
    "method",
    "name",
    "argument_keys",
    "outcome",
    "rule",
    "message",
    "policy",
    "policy_version",
    "upstream_status",
    "latency_ms",
  ]);
  expect(record).toMatchObject({
    grant: "bot",
    server: "shop",
    session: null,
    method: "tools/call",
    name: "pay",
    argument_keys: ["amount", "to"],
    outcome: "deny",
    rule: "(default deny)",
    policy: "default",
    policy_version: 1,
  });
  expect(JSON.stringify(record)).not.toContain("secret-value");
});

test("records are printed oldest first, and filters leave out what does not fit", async () => {
  const names = async (...args: string[]) => (await at.objects("log", ...args)).map(({ name }) => name);
  expect(await names()).toEqual(["pay", "red\u202eder", "list"]);
  expect(await names("--outcome", "error")).toEqual(["list"]);
  expect(await names("--grant", "bot", "--server", "shop", "--since", "1h")).toHaveLength(3);
  expect(await names("--grant", "other")).toEqual([]);
});

test("what an agent calls a tool cannot take hold of a terminal", async () => {
  const { stdout } = await at.run("log");
  expect(stdout).not.toContain("\u202e");
  expect(stdout).toContain("red\\u{202e}der");
});

test.each([
  [["--since", "yesterday"], "the time to look back"],
  [["--outcome", "denied"], "no outcome `denied`"],
])("%o is exit 2", async (args, message) => {
  const { exit, error } = await at.failure("log", ...args);
  expect([exit, error.code]).toEqual([2, "invalid"]);
  expect(error.message).toContain(message);
});

test("--follow prints what was and what comes, and ends with 0 when told to stop", async () => {
  const child = follow("--tool", "pay");
  const seen = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  expect(lines((await seen.next()).value)).toMatchObject([{ name: "pay" }]);
  await call("pay", {});
  expect(lines((await seen.next()).value)).toMatchObject([{ name: "pay", argument_keys: [] }]);
  child.kill("SIGINT");
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
});

test("a reader that closes its end is no failure", async () => {
  const child = follow();
  await once(child.stdout as NodeJS.ReadableStream, "data");
  child.stdout?.destroy();
  const ended = once(child, "exit");
  await call("pay", {});
  expect(await ended).toEqual([0, null]);
});

function follow(...args: string[]): ChildProcess {
  const all = [turnpikeBinary, "log", "--follow", "--json", ...args, "--data", at.data];
  return spawn(process.execPath, all, { stdio: ["ignore", "pipe", "inherit"] });
}
