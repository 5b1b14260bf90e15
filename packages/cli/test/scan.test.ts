import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SdkUpstream, startSdkUpstream, startSdkV1Upstream } from "../../../test/support/sdk-upstream.js";
import { askServer } from "../src/scan/ask-server.js";
import { lines, type Workplace, workplace } from "./support/command.js";

const everything = fileURLToPath(import.meta.resolve("@modelcontextprotocol/server-everything/dist/index.js"));

type Tool = { name: string; category: string; risk: string; confidence: number; evidence: string };
type Scan = {
  server: string;
  grade: string;
  tools: Tool[];
  findings: { code: string; severity: string; tool: string | null }[];
};

const tools = [
  { name: "list_invoices", description: "Lists invoices", inputSchema: { type: "object" } },
  { name: "create_invoice", description: "Creates an invoice", inputSchema: { type: "object" } },
  {
    name: "refund_payment",
    description: "Refunds a payment",
    inputSchema: {
      type: "object",
      properties: { id: { type: "string" }, amount: { type: "number" } },
      required: ["id"],
    },
  },
  {
    name: "run_query",
    description: "Runs SQL",
    inputSchema: { type: "object", properties: { sql: { type: "string" } } },
  },
  {
    name: "delete_user",
    description: "Deletes a user",
    inputSchema: { type: "object" },
    annotations: { readOnlyHint: true },
  },
];

let at: Workplace;
let upstream: SdkUpstream;
let older: SdkUpstream;
beforeAll(async () => {
  at = await workplace();
  await at.file("tools.json", JSON.stringify({ jsonrpc: "2.0", id: 1, result: { tools } }));
  [upstream, older] = await Promise.all([startSdkUpstream(), startSdkV1Upstream()]);
});
afterAll(async () => {
  await Promise.all([at.remove(), upstream.close(), older.close()]);
});

const scan = async (...args: string[]) => (await at.objects("scan", ...args)) as unknown as Scan[];

describe("scan", () => {
  test("classifies a saved list, and gives risk, confidence and evidence for each tool", async () => {
    const [report] = await scan("--tools", "tools.json");
    expect(report?.server).toBe("tools");
    expect(report?.tools.map(({ name, category, risk }) => [name, category, risk])).toEqual([
      ["list_invoices", "Read", "Low"],
      ["create_invoice", "Write", "Medium"],
      ["refund_payment", "Financial", "Critical"],
      ["run_query", "Execute", "High"],
      ["delete_user", "Destructive", "Critical"],
    ]);
    expect(report?.tools[1]?.evidence).toContain('The word "create" indicates a Write');
    expect(report?.findings).toContainEqual(
      expect.objectContaining({ code: "annotation_contradicted", severity: "high", tool: "delete_user" }),
    );
  });

  test("takes a saved list from standard input, in each of its forms", async () => {
    for (const form of [{ tools }, tools, { result: { tools } }]) {
      const { code, stdout } = await at.runWith({ input: JSON.stringify(form) }, "scan", "--tools", "-", "--json");
      expect(code).toBe(0);
      expect(lines(stdout)[0]).toMatchObject({ tools: tools.map(({ name }) => ({ name })) });
    }
  });

  test("asks a server at a URL, of the newer and of the older generation", async () => {
    for (const { url } of [upstream, older]) {
      const [report] = await scan("--upstream", url);
      expect(report?.tools.length).toBeGreaterThan(5);
      expect(report?.server).toMatch(/^sdk-v/);
    }
  });

  test("asks a command, as a real process", async () => {
    const command = ["--name", "everything", "--", process.execPath, everything];
    const [report] = lines((await at.run("scan", "--json", ...command)).stdout) as unknown as Scan[];
    expect(report).toMatchObject({ server: "everything" });
    expect(report?.tools).toContainEqual(expect.objectContaining({ name: "echo", category: "Read" }));
  });

  test("writes a policy that validates and tests that pass, in YAML and in JSON", async () => {
    for (const file of ["policy.yaml", "other.json"]) {
      expect((await at.run("scan", "--tools", "tools.json", "-o", file)).code).toBe(0);
      expect((await at.objects("policy", "validate", file))[0]).toEqual({ ok: true, errors: [], warnings: [] });
      expect((await at.run("policy", "test", file.replace(/\.\w+$/, ".test.yaml"))).code).toBe(0);
    }
    expect(await readFile(`${at.path}/policy.yaml`, "utf8")).toContain("# Destructive, critical risk");
  });

  test("says which tools wait for approvals, and recommends limits instead where that is asked for", async () => {
    const { stdout } = await at.run("scan", "--tools", "tools.json");
    expect(stdout).toContain("the recommended policy refuses: refund_payment");
    await at.run("scan", "--tools", "tools.json", "--without-approvals", "-o", "without.yaml");
    const text = await readFile(`${at.path}/without.yaml`, "utf8");
    expect(text).not.toContain("require_approval");
    expect(text).toContain("max: 5");
    expect((await at.run("policy", "test", "without.test.yaml")).code).toBe(0);
  });

  test("--fail-on is exit 1 at a finding as grave, in any case of letters", async () => {
    for (const severity of ["high", "HIGH", "medium"]) {
      expect((await at.run("scan", "--tools", "tools.json", "--fail-on", severity)).code, severity).toBe(1);
    }
    expect((await at.run("scan", "--tools", "tools.json", "--fail-on", "critical")).code).toBe(0);
    expect(await at.failure("scan", "--tools", "tools.json", "--fail-on", "grave")).toMatchObject({ exit: 2 });
  });

  test("--sarif prints one SARIF run with a rule for each result", async () => {
    const { stdout } = await at.run("scan", "--tools", "tools.json", "--sarif");
    const log = JSON.parse(stdout) as {
      version: string;
      runs: { tool: { driver: { rules: { id: string }[] } }; results: { ruleId: string; ruleIndex: number }[] }[];
    };
    expect(log.version).toBe("2.1.0");
    const [run] = log.runs;
    expect(run?.results.length).toBeGreaterThan(0);
    for (const { ruleId, ruleIndex } of run?.results ?? []) expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  });

  test("what a server writes cannot reach the terminal as a command", async () => {
    const evil = [{ name: "a\u001b[2Jb", description: "x\u001b]0;title\u0007\u202e", inputSchema: { type: "object" } }];
    await at.file("evil.json", JSON.stringify(evil));
    const { stdout } = await at.run("scan", "--tools", "evil.json");
    expect(stdout).not.toContain("\u001b");
    expect(stdout).toContain("<U+001B>");
  });
});

describe("scan --list", () => {
  test("scans side by side; one dead server stops nothing and makes exit 1", async () => {
    const dead = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => dead.once("listening", resolve));
    const { port } = dead.address() as AddressInfo;
    await new Promise((resolve) => dead.close(resolve));
    const text = `# the stack\ntools.json\n\n${upstream.url}\nhttp://127.0.0.1:${port}/mcp\n--name books --tools tools.json\nno-such-command-here --x\n`;
    await at.file("stack.txt", text);
    const { code, stdout, stderr } = await at.run("scan", "--list", "stack.txt", "-o", "policies", "--json");
    expect(code).toBe(1);
    const found = lines(stdout);
    expect(found.map(({ server, error }) => [server, error !== undefined])).toEqual([
      ["tools", false],
      [expect.stringMatching(/^sdk-v2/), false],
      ["books", false],
      [expect.stringContaining("127"), true],
      ["no-such-command-here --x", true],
    ]);
    expect(stderr).toMatch(/^5\/5 {2}/m);
    const sarif = JSON.parse((await at.run("scan", "--list", "stack.txt", "--sarif")).stdout);
    const [{ executionSuccessful, toolExecutionNotifications }] = sarif.runs[0].invocations;
    expect(executionSuccessful).toBe(false);
    expect(toolExecutionNotifications.map((each: { message: object }) => each.message)).toEqual(
      found.flatMap(({ error }) => (error === undefined ? [] : [{ text: (error as { message: string }).message }])),
    );
    expect((await at.run("policy", "test", "policies")).code).toBe(0);
  });

  test("tells tools that shadow those of another server", async () => {
    await at.file("two.txt", "--name one --tools tools.json\n--name two --tools tools.json\n");
    const found = await scan("--list", "two.txt");
    expect(found[0]?.findings).toContainEqual(expect.objectContaining({ code: "name_elsewhere", tool: "delete_user" }));
  });

  test("a line that cannot be read is refused with its place, before anything is started", async () => {
    await at.file("wrong.txt", "tools.json\n--upstrem http://x\n");
    expect(await at.failure("scan", "--list", "wrong.txt")).toMatchObject({
      exit: 2,
      error: { message: expect.stringContaining("wrong.txt:2") },
    });
  });
});

test("a list without tools is shown as what it is, without an empty table", async () => {
  await at.file("empty.json", "[]");
  const { stdout, code } = await at.run("scan", "--tools", "empty.json");
  expect(code).toBe(0);
  expect(stdout).toContain("empty  0 tools");
  expect(stdout).toContain("grade A: 100 of 100, nothing counts against it");
  expect(stdout).not.toContain("RISK");
});

describe("scan refuses", () => {
  test.each([
    [[], "usage"],
    [["--tools", "tools.json", "--upstream", "http://x"], "usage"],
    [["--tools", "missing.json"], "unreadable"],
    [["--tools", "tools.json", "-o", "policy.txt"], "invalid"],
    [["--list", "servers.txt", "-o", "policy.yaml"], "invalid"],
    [["--list", "servers.txt", "--name", "books"], "usage"],
    [["--list", "servers.txt", "--header", "A: b"], "usage"],
    [["--tools", "tools.json", "--env", "A=b"], "usage"],
  ])("%j as a wrong command line", async (args, code) => {
    expect(await at.failure("scan", ...args)).toMatchObject({ exit: 2, error: { code } });
  });

  test.each(['{"tools":1}', "[1]", '{"tools":[{"name":1}]}', '{"tools":[],"tools":[]}', "not json", "null"])(
    "%s as a list",
    async (text) => {
      await at.file("bad.json", text);
      expect(await at.failure("scan", "--tools", "bad.json")).toMatchObject({
        exit: 1,
        error: { code: "list_unreadable" },
      });
    },
  );

  test("a saved list that is no JSON, with the place", async () => {
    await at.file("broken.json", '{"tools":\n [}');
    const { error } = await at.failure("scan", "--tools", "broken.json");
    expect(error.message).toMatch(/^broken\.json is no tool list: line 2, column 3: /);
  });

  test("a server that does not answer, with exit 1 and why", async () => {
    const gone = await at.failure("scan", "--upstream", "http://127.0.0.1:9/mcp");
    expect(gone).toMatchObject({ exit: 1, error: { code: "server_silent" } });
    const closed = await at.failure("scan", "--upstream", await unusedAddress());
    expect(closed.error.message).toMatch(/gives no tool list: nothing listens at that address$/);
  });

  test.each([
    [
      ["no-such-command"],
      /there is no such command, or no such folder to run it in; one of an npm package needs `npx` before it$/,
    ],
    [
      ["node", "-e", "console.error('set BOOKS_TOKEN, not ' + process.env.KEY); process.exit(3)"],
      /it ended before it had answered; its last words: set BOOKS_TOKEN, not \[removed\]$/,
    ],
  ])("%j as a server that does not start, with its own last words and none of its variables", async (words, says) => {
    const { code, stdout } = await at.run("scan", "--json", "--env", "KEY=of-the-books", "--", ...words);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: "server_silent", message: expect.stringMatching(says) },
    });
  });

  test.each([
    [401, /HTTP 401\): give what it accepts with `--header-from-env`$/],
    [404, /HTTP 404\): is that the whole address, with its path\?$/],
  ])("a server that answers with %i, with what to look at", async (status, says) => {
    const server = createServer((_, answer) => answer.writeHead(status).end()).listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const asked = askServer({ target: { kind: "http", url }, credentials: [] }, "1.0.0");
    await expect(asked).rejects.toMatchObject({ code: "server_silent", message: expect.stringMatching(says) });
    server.close();
  });

  test("a server that takes the connection and says nothing, once its time is over", async () => {
    const silent = createServer(() => {}).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/mcp`;
    const asked = askServer({ target: { kind: "http", url }, credentials: [] }, "1.0.0", 100);
    await expect(asked).rejects.toMatchObject({ code: "server_silent" });
    silent.closeAllConnections();
    silent.close();
  });
});

/** An address at which something listened a moment ago. */
async function unusedAddress(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return `http://127.0.0.1:${port}/mcp`;
}
