import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packConnector } from "../../scripts/pack-connector.js";
import { connectAgentTo } from "../support/agents.js";
import { turnpike } from "../support/gateway-process.js";
import { type TemporaryFolder, temporaryFolder } from "../support/temporary-folder.js";
import { runProgram } from "./planted.js";

const connectors = [
  ["whmcs", 62],
  ["xero", 15],
] as const;

describe.each(connectors)("the packed @turnpike/%s, installed in an empty folder", (name, tools) => {
  let folder: TemporaryFolder;
  let installed: string;
  beforeAll(async () => {
    folder = await temporaryFolder("connector");
    const tarball = await packConnector(name, folder.path);
    await writeFile(join(folder.path, "package.json"), '{"name":"stranger","private":true}');
    const flags = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    expect(await runProgram(folder.path, "npm", "install", tarball, ...flags)).toMatchObject({ code: 0 });
    installed = join(folder.path, "node_modules/@turnpike", name);
  }, 300_000);
  afterAll(() => folder.remove());

  it("has what it needs and nothing of the workspace", async () => {
    expect((await readdir(installed)).filter((each) => each !== "node_modules").sort()).toEqual([
      "LICENSE",
      "README.md",
      "bin",
      "dist",
      "package.json",
      "policies",
    ]);
    const manifest = await readFile(join(installed, "package.json"), "utf8");
    expect(manifest).not.toMatch(/"private"|devDependencies|@turnpike\/source/);
    expect(await readdir(join(folder.path, "node_modules/@turnpike"))).toEqual([name]);
  });

  it("lists its tools to an agent that starts it by its name", async () => {
    const command = join(folder.path, `node_modules/.bin/turnpike-${name}`);
    const agent = await connectAgentTo("sdk v2, newer generation", { command, args: [] });
    expect(await agent.listTools()).toHaveLength(tools);
    await agent.close();
  });

  it("brings policies that hold what their cases say", async () => {
    expect(await turnpike(["policy", "test", join(installed, "policies")])).toMatchObject({ code: 0 });
  });
});
