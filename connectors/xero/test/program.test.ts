import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { xero } from "../../../test/end-to-end/xero/xero.js";
import { connectV2 } from "../../../test/support/agents.js";
import { freePort } from "../../../test/support/free-port.js";
import { runProgram } from "../../../test/support/run-program.js";
import { temporaryFolder } from "../../../test/support/temporary-folder.js";
import { binary } from "./support/connectors.js";

const initialize =
  '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}\n';
const initialized = '{"jsonrpc":"2.0","method":"notifications/initialized"}\n';

const start = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => runProgram(binary, args, env);

describe("turnpike-xero", () => {
  it("says its version, which is the package's", async () => {
    const { version } = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
    const program = start(["--version"]);
    expect(await program.ended()).toBe(0);
    expect(program.stdout()).toBe(`${version}\n`);
  });

  it("explains itself in 80 columns, with every variable it reads", async () => {
    const program = start(["--help"]);
    expect(await program.ended()).toBe(0);
    const source = await readFile(new URL("../src/access/configuration.ts", import.meta.url), "utf8");
    const read = [...new Set([...source.matchAll(/read\("(XERO_\w+)"\)/g)].map(([, name = ""]) => name))];
    expect(read.length).toBeGreaterThan(7);
    for (const name of [...read, "MCP_AUTH_TOKEN", "MCP_ALLOWED_HOSTS"]) expect(program.stdout()).toContain(` ${name}`);
    const lines = program.stdout().split("\n");
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it("lists its tools before anybody has configured or signed in anything", async () => {
    const program = start(["--http", "--port", "0", "--json"]);
    const { url } = JSON.parse(await program.firstLine()) as { url: string };
    const agent = await connectV2({ url });
    expect(await agent.listTools()).toHaveLength(15);
    for (const tool of ["authenticate", "list_accounts"]) {
      expect(await agent.callTool(tool)).toMatchObject({
        isError: true,
        text: expect.stringMatching(/^this server is not configured: XERO_CLIENT_ID is not set/),
      });
    }
    await expect(agent.readResource("xero://accounts")).rejects.toThrow(/not configured/);
    await agent.close();
    program.child.kill("SIGTERM");
    expect(await program.ended()).toBe(0);
  });

  it("says that nobody has signed in, and what to do about it", async () => {
    const env = {
      XERO_CLIENT_ID: "id",
      XERO_TOKEN_FILE: "/nonexistent/token",
      XERO_IDENTITY_URL: "http://127.0.0.1:1",
    };
    const program = start(["--http", "--port", "0", "--json"], env);
    const { url } = JSON.parse(await program.firstLine()) as { url: string };
    const agent = await connectV2({ url });
    expect(await agent.callTool("list_accounts")).toMatchObject({
      isError: true,
      text: expect.stringMatching(/authenticate/),
    });
    await agent.close();
    program.child.kill("SIGINT");
    expect(await program.ended()).toBe(0);
  });

  it("ends with its input although a person has not answered the sign-in yet", async () => {
    const folder = await temporaryFolder("xero-program");
    const books = await xero.open(folder.path);
    const program = start([], { ...books.env, XERO_REDIRECT_URI: `http://127.0.0.1:${await freePort()}/callback` });
    const call = { jsonrpc: "2.0", id: 2, method: "tools/call", params: { name: "authenticate", arguments: {} } };
    program.child.stdin.write(`${initialize}${initialized}${JSON.stringify(call)}\n`);
    await expect.poll(program.stdout).toContain("under_way");
    program.child.stdin.end();
    expect(await program.ended()).toBe(0);
    await books.close();
    await folder.remove();
  });

  it("ends when its input does, having written nothing but protocol", async () => {
    const program = start([]);
    program.child.stdin.write(initialize);
    await program.firstLine();
    program.child.stdin.end();
    expect(await program.ended()).toBe(0);
    for (const line of program.stdout().trim().split("\n")) expect(JSON.parse(line)).toHaveProperty("jsonrpc");
  });
});
