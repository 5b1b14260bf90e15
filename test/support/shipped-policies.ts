/** The policies that a connector ships: what must be true of every one of them. */
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { McpServer } from "@modelcontextprotocol/server";
import { expect, it } from "vitest";
import { connectInside } from "./connectors.js";
import { turnpike } from "./gateway-process.js";
import { temporaryFolder } from "./temporary-folder.js";

/** Declares the tests of the three policies in a folder, which are for the tools of this server. */
export function testShippedPolicies(folder: string, names: readonly string[], makeServer: () => McpServer): void {
  it("are three, each with its cases", async () => {
    expect((await readdir(folder)).sort()).toEqual(names.flatMap((name) => [`${name}.test.yaml`, `${name}.yaml`]));
  });

  it.each(names)("%s is valid, without a warning", async (name) => {
    const { code, stdout } = await turnpike(["policy", "validate", `${folder}/${name}.yaml`, "--json"]);
    expect({ code, ...JSON.parse(stdout) }).toEqual({ code: 0, ok: true, errors: [], warnings: [] });
  });

  it("speak of nothing that the tools do not have, and say what leaving out means", async () => {
    const client = await connectInside(makeServer());
    const place = await temporaryFolder("tools");
    const list = join(place.path, "tools.json");
    await writeFile(list, JSON.stringify(await client.listTools()));
    for (const name of names) {
      const run = await turnpike(["policy", "validate", "--tools", list, `${folder}/${name}.yaml`, "--json"]);
      expect({ name, ...JSON.parse(run.stdout) }).toEqual({ name, ok: true, errors: [], warnings: [] });
    }
    await client.close();
    await place.remove();
  });

  it("do what their cases say", async () => {
    const { code, stdout } = await turnpike(["policy", "test", folder]);
    expect(stdout).toMatch(/\b\d\d cases in 3 files: \d\d passed\n$/);
    expect(code).toBe(0);
  });
}
