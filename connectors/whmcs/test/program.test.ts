import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { connectV2 } from "../../../test/support/agents.js";
import { runProgram } from "../../../test/support/run-program.js";
import { binary } from "./support/connectors.js";

const initialize =
  '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}\n';

describe("turnpike-whmcs", () => {
  it("says its version, which is the package's", async () => {
    const { version } = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
    const program = runProgram(binary, ["--version"]);
    expect(await program.ended()).toBe(0);
    expect(program.stdout()).toBe(`${version}\n`);
  });

  it("explains itself in 80 columns, with every variable it reads", async () => {
    const program = runProgram(binary, ["--help"]);
    expect(await program.ended()).toBe(0);
    for (const name of ["URL", "API_IDENTIFIER", "API_SECRET", "ACCESS_KEY", "DATE_FORMAT"]) {
      expect(program.stdout()).toMatch(new RegExp(`WHMCS_(API_)?${name}`));
    }
    expect(program.stdout()).toMatch(/MCP_AUTH_TOKEN.*MCP_ALLOWED_HOSTS/s);
    expect(
      program
        .stdout()
        .split("\n")
        .filter((line) => line.length > 80),
    ).toEqual([]);
  });

  it.each([
    [["--bogus"], /--bogus/],
    [["extra"], /extra/],
    [["--port", "7311"], /--port goes with --http/],
    [["--json"], /--json goes with --http/],
    [["--http", "--port", "70000"], /0 to 65535/],
    [["--http", "--host", "0.0.0.0"], /MCP_AUTH_TOKEN/],
    [["--http", "--host", "::"], /MCP_AUTH_TOKEN/],
    [["--http", "--host", "127.0.0.1.evil.example"], /MCP_AUTH_TOKEN/],
  ])("refuses %j with exit code 2 and a sentence", async (args, words) => {
    const program = runProgram(binary, args);
    expect(await program.ended()).toBe(2);
    expect(program.stderr()).toMatch(words);
    expect(program.stdout()).toBe("");
  });

  it("listens beyond this machine with a token", async () => {
    const program = runProgram(binary, ["--http", "--host", "0.0.0.0", "--port", "0", "--json"], {
      MCP_AUTH_TOKEN: "t0ken",
    });
    const { url } = JSON.parse(await program.firstLine()) as { url: string };
    const agent = await connectV2({ url: url.replace("0.0.0.0", "127.0.0.1"), token: "t0ken" });
    expect(await agent.listTools()).toHaveLength(62);
    await agent.close();
    program.child.kill("SIGTERM");
    expect(await program.ended()).toBe(0);
  });

  it("says in one line where it listens, and where it cannot", async () => {
    const program = runProgram(binary, ["--http", "--port", "0", "--json"]);
    const { url } = JSON.parse(await program.firstLine()) as { url: string };
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/mcp$/);
    const second = runProgram(binary, ["--http", "--port", new URL(url).port]);
    expect(await second.ended()).toBe(1);
    expect(second.stderr()).toMatch(/EADDRINUSE/);
    program.child.kill("SIGINT");
    expect(await program.ended()).toBe(0);
    expect(program.stdout().split("\n")).toHaveLength(2);
  });

  it("ends when its input does, having written nothing but protocol", async () => {
    const program = runProgram(binary, []);
    program.child.stdin.write(initialize);
    await program.firstLine();
    program.child.stdin.end();
    expect(await program.ended()).toBe(0);
    for (const line of program.stdout().trim().split("\n")) expect(JSON.parse(line)).toHaveProperty("jsonrpc");
  });

  it("ends on SIGTERM with exit code 0", async () => {
    const program = runProgram(binary, []);
    program.child.stdin.write(initialize);
    await program.firstLine();
    program.child.kill("SIGTERM");
    expect(await program.ended()).toBe(0);
  });

  it("answers every call with what is missing when it is not configured", async () => {
    const program = runProgram(binary, ["--http", "--port", "0", "--json"], {
      WHMCS_API_URL: "https://billing.example.com",
    });
    const { url } = JSON.parse(await program.firstLine()) as { url: string };
    const agent = await connectV2({ url });
    expect(await agent.callTool("whmcs_get_currencies")).toMatchObject({
      isError: true,
      text: "this server is not configured: WHMCS_API_IDENTIFIER, WHMCS_API_SECRET are not set in the server's environment.",
    });
    await expect(agent.readResource("whmcs://currencies")).rejects.toThrow(/not configured/);
    await agent.close();
    program.child.kill("SIGTERM");
    await program.ended();
  });
});
