import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startBilling } from "../../../test/support/billing-process.js";
import { type GatewayProcess, startGateway, turnpikeBinary } from "../../../test/support/gateway-process.js";
import { halfAMinuteLeft } from "../../../test/support/minute.js";
import { lines, type Workplace, workplace } from "./support/command.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
let at: Workplace;
const running: GatewayProcess[] = [];
beforeEach(async () => {
  at = await workplace();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((gateway) => gateway.dispose()));
  await at.remove();
});

async function start(...args: string[]): Promise<GatewayProcess> {
  const gateway = await startGateway({ data: at.data, args });
  running.push(gateway);
  return gateway;
}

/** A call in revision 2026-07-28, where one request is all. */
async function call(url: string, token: string, tool: string, args: object): Promise<{ result: CallResult }> {
  const revision = "2026-07-28";
  const meta = {
    "io.modelcontextprotocol/protocolVersion": revision,
    "io.modelcontextprotocol/clientCapabilities": {},
  };
  const response = await fetch(url, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${token}`,
      "Content-Type": "application/json",
      Accept: "application/json, text/event-stream",
      "MCP-Protocol-Version": revision,
      "Mcp-Method": "tools/call",
      "Mcp-Name": tool,
    },
    body: JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name: tool, arguments: args, _meta: meta },
    }),
  });
  return (await response.json()) as { result: CallResult };
}
type CallResult = { isError?: boolean; content: { text: string }[] };

describe("start", () => {
  test("says in one line where it listens and what it serves", async () => {
    const [added] = await at.objects("server", "add", "shop", "--upstream", "http://127.0.0.1:9/mcp");
    const { ready, url } = await start();
    expect(Object.keys(ready)).toEqual(["url", "servers", "demo"]);
    expect(ready).toEqual({ url, servers: [{ name: "shop", url: `${url}/mcp/${added?.id}` }], demo: null });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  test.each(["SIGINT", "SIGTERM"] as const)("%s stops it cleanly with exit 0", async (signal) => {
    const gateway = await start();
    expect(await gateway.stop(signal)).toBe(0);
    await expect(fetch(`${gateway.url}/healthz`)).rejects.toThrow();
  });

  test("a script that kills its npx is left with nothing that still runs, and its reader reaches the end", async () => {
    const args = ["--no", "turnpike", "start", "--json", "--port", "0", "--data", at.data];
    const npx = spawn("npx", args, { cwd: root, stdio: ["ignore", "pipe", "ignore"] });
    const [line] = (await once(createInterface({ input: npx.stdout }), "line")) as [string];
    npx.kill("SIGTERM");
    // Not the end of npx, but that of everybody who holds its standard output.
    await once(npx, "close");
    await expect(fetch(`${JSON.parse(line).url}/healthz`)).rejects.toThrow();
  });

  describe("with a call in flight", () => {
    let upstream: ReturnType<typeof createServer>;
    let gateway: GatewayProcess;
    let cut: Promise<unknown>;
    const begin = async (env: Record<string, string>) => {
      upstream = createServer().listen(0, "127.0.0.1");
      await once(upstream, "listening");
      const { port } = upstream.address() as { port: number };
      await at.objects("server", "add", "slow", "--upstream", `http://127.0.0.1:${port}/mcp`);
      await at.file("open.json", '{"version":"1","default":"allow"}');
      await at.objects("policy", "add", "slow", "open", "open.json");
      gateway = await startGateway({ data: at.data, env: { ...noNpm, ...env } });
      running.push(gateway);
      const [grant] = await at.objects("grant", "create", "slow", "bot", "--policy", "open");
      const reached = once(upstream, "connection");
      cut = call(String(grant?.url), String(grant?.token), "wait", {}).catch(() => "cut");
      await reached;
    };
    /** As though npm had not started the tests. */
    const noNpm = { npm_lifecycle_event: undefined as never, npm_command: undefined as never };
    const stillRuns = async (ms: number) => {
      await new Promise((done) => setTimeout(done, ms));
      return gateway.running();
    };
    afterEach(() => void upstream.close());

    test("the first signal waits for it, the second stops at once", async () => {
      await begin({});
      process.kill(gateway.pid, "SIGTERM");
      expect(await stillRuns(300)).toBe(true);
      expect(await gateway.stop("SIGINT")).toBe(0);
      expect(await cut).toBe("cut");
    });

    test("the signal that npm hands on beside the terminal's own is not a second one", async () => {
      await begin({ npm_lifecycle_event: "start" });
      process.kill(gateway.pid, "SIGINT");
      process.kill(gateway.pid, "SIGINT");
      expect(await stillRuns(700)).toBe(true);
      expect(await gateway.stop("SIGINT")).toBe(0);
    });
  });

  test("a second start on the folder is refused with the first one's address and process", async () => {
    const gateway = await start();
    const { exit, error } = await at.failure("start", "--port", "0");
    expect([exit, error.code]).toEqual([1, "already_running"]);
    expect(error.detail).toEqual({ url: gateway.url, pid: gateway.pid });
    expect(error.message).toContain(`at ${gateway.url}, process ${gateway.pid}`);
    await gateway.stop();
    expect((await start()).url).toMatch(/^http:/);
  });

  test("other commands print the address of the gateway that runs", async () => {
    const gateway = await start();
    const [added] = await at.objects("server", "add", "shop", "--upstream", "http://127.0.0.1:9/mcp");
    expect(added?.url).toBe(`${gateway.url}/mcp/${added?.id}`);
  });

  test("a port in use is exit 1 with what to do", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const { exit, error } = await at.failure("start", "--port", String(port));
    other.close();
    expect([exit, error.code]).toEqual([1, "cannot_listen"]);
    expect(error.message).toContain(`port ${port} on 127.0.0.1 is in use by another program`);
    // Nothing is left behind that would keep the next start from working.
    await start();
  });

  test("a data folder of a newer program is left alone, with both versions named", async () => {
    await at.objects("server", "list");
    const database = new Database(join(at.data, "turnpike.db"));
    database.pragma("user_version = 999");
    database.close();
    const { exit, error } = await at.failure("start", "--port", "0");
    expect([exit, error.code]).toEqual([1, "data_folder"]);
    expect(error.message).toContain("999");
  });

  test("a key that does not open what is sealed stops the start", async () => {
    await at.objects("server", "add", "shop", "--upstream", "http://127.0.0.1:9/mcp", "--header", "X-Key: v");
    const env = { TURNPIKE_KEY: Buffer.alloc(32, 7).toString("base64") };
    const { code, stdout } = await at.runWith({ env }, "start", "--port", "0", "--json");
    expect(code).toBe(1);
    expect(lines(stdout)).toMatchObject([{ error: { code: "key", message: expect.stringContaining("`shop`") } }]);
  });

  test("settings that are wrong or unknown are all told, and nothing is started", async () => {
    await at.file("other.yaml", "publc_url: https://x.example\nport: 7301\n");
    const env = { TURNPIKE_LOG_DAYS: "0", TURNPIKE_DATABASE_URL: "postgres://x" };
    const args = ["start", "--host", "a b", "--config", "other.yaml", "--json"];
    const { code, stdout } = await at.runWith({ env }, ...args);
    expect(code).toBe(2);
    const [{ error }] = lines(stdout) as [{ error: { code: string; detail: { problems: string[] } } }];
    expect(error.code).toBe("settings");
    expect(error.detail.problems).toHaveLength(4);
    expect(error.detail.problems).toContain("unknown setting `publc_url` in other.yaml: did you mean `public_url`?");
    expect(error.detail.problems).toContain("variable `TURNPIKE_DATABASE_URL` is not supported by this version");
  });

  test("turnpike.yaml in the data folder is read, and flags win over it", async () => {
    await at.objects("server", "list");
    await at.file("data/turnpike.yaml", "port: 1\npublic_url: https://gate.example.com\n");
    const gateway = await start();
    expect(gateway.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const [added] = await at.objects("server", "add", "shop", "--upstream", "http://127.0.0.1:9/mcp");
    expect(added?.url).toBe(`https://gate.example.com/mcp/${added?.id}`);
  });

  test("listening beyond this machine is warned of, since there is no TLS", async () => {
    const gateway = await start("--host", "0.0.0.0");
    expect(gateway.stderr()).toContain("warning: ");
    expect(gateway.stderr()).toContain("without TLS");
  });

  test("with nothing registered people are told the three commands to do next", async () => {
    const text = await firstText(at, ["start", "--port", "0"]);
    expect(text).toMatch(/^Turnpike listens on http:\/\/127\.0\.0\.1:\d+, data in /);
    for (const command of ["server add", "policy add", "grant create"])
      expect(text).toContain(`--data ${at.data} ${command}`);
  });
});

describe("start --demo", () => {
  let company: Workplace;
  beforeAll(async () => {
    company = await workplace();
    await (await startBilling(company.data, "--demo")).stop();
  });
  afterAll(() => company.remove());
  // Making the company takes seconds: one is made for all.
  beforeEach(() => cp(join(company.data, "demo"), join(at.data, "demo"), { recursive: true }));

  const clerk = (demo: GatewayProcess["ready"]["demo"]) => (tool: string, args: object) =>
    call(demo?.url ?? "", demo?.token ?? "", tool, args);
  const invoice = (amount: number) => ({ userid: 1, itemdescription: ["Chairs"], itemamount: [amount] });

  test("registers the WHMCS server, and its calls are allowed, denied and limited as it says", async () => {
    const { ready, data } = await start("--demo");
    const { url, server } = ready.demo ?? {};
    expect(ready.demo && Object.keys(ready.demo)).toEqual(["server", "url", "token"]);
    expect(server).toBe("whmcs");
    expect(ready.servers).toEqual([
      { name: "server-everything", url: expect.any(String) },
      { name: "whmcs", url },
    ]);
    const ask = clerk(ready.demo);
    expect((await ask("whmcs_create_invoice", invoice(120))).result.isError).not.toBe(true);
    expect((await ask("whmcs_create_invoice", invoice(6000))).result.content[0]?.text).toBe(
      "[POLICY DENIED] invoices over 5000 are written by a person",
    );
    expect((await ask("whmcs_add_payment", { invoiceid: 1 })).result.content[0]?.text).toBe(
      "[POLICY DENIED] payments over 500 are recorded by a person",
    );
    const many = await Promise.all(Array.from({ length: 61 }, () => ask("whmcs_create_invoice", invoice(20))));
    expect(many.some(({ result }) => result.content[0]?.text.includes("the limit of 30 calls a minute"))).toBe(true);
    expect((await ask("whmcs_delete_client", { clientid: 1 })).result.content[0]?.text).toContain("never by an agent");
    const outcomes = (await at.runWith({ data: join(data, "demo") }, "log", "--json")).stdout;
    expect(new Set(lines(outcomes).map(({ outcome }) => outcome))).toEqual(new Set(["allow", "deny"]));
  });

  test("may be started again and again, with a fresh token and the same server, in a folder of its own", async () => {
    const first = await start("--demo");
    await first.stop();
    const second = await start("--demo");
    expect(second.ready.demo?.token).not.toBe(first.ready.demo?.token);
    expect(second.ready.servers).toHaveLength(2);
    const old = await fetch(second.ready.demo?.url ?? "", {
      method: "POST",
      headers: { Authorization: `Bearer ${first.ready.demo?.token}`, "Content-Type": "application/json" },
      body: "{}",
    });
    expect(old.status).toBe(401);
    expect(await at.objects("server", "list")).toEqual([]);
  });

  test("the policy is put back where it was edited, and the edit stays in its history", async () => {
    const data = join(at.data, "demo");
    await (await start("--demo")).stop();
    await at.file("open.json", '{"version":"1","default":"allow"}');
    await at.runWith({ data }, "policy", "add", "whmcs", "billing-clerk", "open.json");
    expect((await at.runWith({ data }, "policy", "attach", "demo-agent", "--none")).code).toBe(0);
    const { ready } = await start("--demo");
    const { result } = await clerk(ready.demo)("whmcs_delete_client", { clientid: 1 });
    expect(result.content[0]?.text).toContain("never by an agent");
    const history = lines((await at.runWith({ data }, "policy", "history", "whmcs", "billing-clerk", "--json")).stdout);
    expect(history.map(({ version }) => version)).toEqual([3, 2, 1]);
  });

  test("the commands that it prints do what it says they do", async () => {
    const { text, stop } = await printed(at, ["start", "--demo", "--port", "0"]);
    const script = text.slice(text.indexOf("call() {"), text.indexOf("# the official everything server"));
    await halfAMinuteLeft();
    const shell = spawn("bash", ["-c", script], { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    shell.stdout.on("data", (chunk) => {
      output += chunk;
    });
    await once(shell, "close");
    await stop();
    const [allowed, denied, limited] = output.trim().split("\n");
    expect(allowed).toMatch(/"structuredContent":\{"result":"success","invoiceid":\d+/);
    expect(denied).toContain("[POLICY DENIED] invoices over 5000 are written by a person");
    expect(limited).toContain("the limit of 30 calls a minute");
  });
});

/** What a start prints for people until it says how it is stopped; the gateway goes on until `stop`. */
async function printed(
  place: Workplace,
  args: readonly string[],
): Promise<{ text: string; stop: () => Promise<void> }> {
  const child = spawn(process.execPath, [turnpikeBinary, ...args, "--data", place.data], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  let text = "";
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    text += chunk;
    if (text.includes("Ctrl-C stops.")) break;
  }
  child.stdout.resume();
  const stop = async () => {
    child.kill("SIGTERM");
    await once(child, "close");
  };
  return { text, stop };
}

async function firstText(place: Workplace, args: readonly string[]): Promise<string> {
  const { text, stop } = await printed(place, args);
  await stop();
  return text;
}
