import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packTurnpike } from "../../scripts/pack.js";
import { connectV2 } from "../support/agents.js";
import { startGateway } from "../support/gateway-process.js";
import { type TemporaryFolder, temporaryFolder } from "../support/temporary-folder.js";
import { root, runProgram } from "./planted.js";

const compiled = "node_modules/better-sqlite3/build/Release/better_sqlite3.node";

let folder: TemporaryFolder;
let installed: string;
const turnpike = (...args: readonly string[]) =>
  runProgram(folder.path, join(folder.path, "node_modules/.bin/turnpike"), ...args);

// Packages come from npm's cache where the clone's own install has left them; the native module, compiled once by it, is
// put in place instead of being compiled again.
beforeAll(async () => {
  folder = await temporaryFolder("tarball");
  const tarball = await packTurnpike(folder.path);
  await writeFile(join(folder.path, "package.json"), '{"name":"stranger","private":true}');
  const flags = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  expect(await runProgram(folder.path, "npm", "install", tarball, ...flags)).toMatchObject({ code: 0 });
  await mkdir(join(folder.path, compiled, ".."), { recursive: true });
  await cp(join(root, compiled), join(folder.path, compiled));
  installed = join(folder.path, "node_modules/turnpike");
}, 300_000);
afterAll(() => folder.remove());

describe("the packed turnpike, installed in an empty folder", () => {
  it("has its licence, its page of others' licences, the readme and the policy schema", async () => {
    const files = await readdir(installed);
    expect(files).toEqual(
      expect.arrayContaining(["LICENSE", "README.md", "THIRD-PARTY-LICENCES.md", "policy.schema.json", "bin", "dist"]),
    );
    expect(await readFile(join(installed, "LICENSE"), "utf8")).toContain("Apache License");
    expect(JSON.parse(await readFile(join(installed, "policy.schema.json"), "utf8"))).toHaveProperty("$schema");
  });

  it("depends on no private package, neither by its manifest nor by its code", async () => {
    const manifest = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
    const needed = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
    expect(needed).toEqual(expect.arrayContaining(["better-sqlite3", "commander", "undici", "yaml", "re2js"]));
    expect(needed.filter((name) => name.startsWith("@turnpike"))).toEqual([]);
    expect(manifest).not.toHaveProperty("private");
    expect(manifest).not.toHaveProperty("devDependencies");
    for (const file of await readdir(join(installed, "dist"))) {
      const code = await readFile(join(installed, "dist", file), "utf8");
      expect(code, file).not.toMatch(/(from|import\()\s*["']@turnpike\//);
    }
    expect(await readdir(join(folder.path, "node_modules"))).not.toContain("@turnpike");
  });

  it("says its version", async () => {
    const { version } = JSON.parse(await readFile(join(root, "packages/cli/package.json"), "utf8"));
    expect(await turnpike("--version")).toEqual({ code: 0, output: `${version}\n` });
  });

  it("validates and decides by a policy", async () => {
    const policy = { version: "1", default: "deny", tools: { list_clients: {} } };
    await writeFile(join(folder.path, "policy.json"), JSON.stringify(policy));
    expect(await turnpike("policy", "validate", "policy.json")).toMatchObject({ code: 0 });
    const decided = await turnpike("policy", "decide", "policy.json", "--tool", "list_clients", "--json");
    expect(JSON.parse(decided.output)).toMatchObject({ outcome: "allow" });
    await writeFile(join(folder.path, "policy.json"), '{"version":"2"}');
    expect(await turnpike("policy", "validate", "policy.json")).toMatchObject({ code: 1 });
  });

  it("starts its demonstration and passes a call", async () => {
    const binary = join(installed, "bin/turnpike.js");
    const gateway = await startGateway({ binary, args: ["--demo"], timeoutMs: 100_000 });
    const { url = "", token } = gateway.ready.demo ?? {};
    const agent = await connectV2({ url, token });
    expect(await agent.callTool("whmcs_get_clients")).toMatchObject({ isError: false });
    await agent.close();
    expect(await gateway.stop()).toBe(0);
    await gateway.dispose();
  });
});
