import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compilePolicy, judge, parsePolicy } from "@turnpike/policy";
import { describe, expect, it } from "vitest";
import { connectInside } from "../../../test/support/connectors.js";
import { turnpike } from "../../../test/support/gateway-process.js";
import { temporaryFolder } from "../../../test/support/temporary-folder.js";
import { serverFactory } from "../src/index.js";
import { tools } from "../src/tools/all.js";

const folder = fileURLToPath(new URL("../policies", import.meta.url));
const names = ["bookkeeper", "read-only", "update-invoice-only"];

/** The tools that are not refused when they are called without arguments. */
async function allowed(policy: string): Promise<readonly string[]> {
  const parsed = parsePolicy(await readFile(`${folder}/${policy}.yaml`, "utf8"));
  if (!parsed.ok) return expect.fail(`${policy} is not valid`);
  const compiled = compilePolicy(parsed.document);
  const refused = (name: string) => judge(compiled, { kind: "tool", name, args: undefined }).refusal !== undefined;
  return tools.filter(({ name }) => !refused(name)).map(({ name }) => name);
}

const reading = tools.filter(({ annotations }) => annotations.readOnlyHint === true).map(({ name }) => name);

describe("the shipped policies", () => {
  it("are three, each with its cases", async () => {
    expect((await readdir(folder)).sort()).toEqual(names.flatMap((name) => [`${name}.test.yaml`, `${name}.yaml`]));
  });

  it.each(names)("%s is valid, without a warning", async (name) => {
    const { code, stdout } = await turnpike(["policy", "validate", `${folder}/${name}.yaml`, "--json"]);
    expect({ code, ...JSON.parse(stdout) }).toEqual({ code: 0, ok: true, errors: [], warnings: [] });
  });

  it("speak of nothing that the tools do not have, and say what leaving out means", async () => {
    const client = await connectInside(serverFactory({})());
    const place = await temporaryFolder("xero-tools");
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

  it("read-only allows every tool that reads, and none that writes", async () => {
    expect(await allowed("read-only")).toEqual(reading);
  });

  it("bookkeeper allows every tool that reads, and no writing without arguments that it can bound", async () => {
    expect(await allowed("bookkeeper")).toEqual(reading);
  });

  it("update-invoice-only allows update_invoice alone", async () => {
    expect(await allowed("update-invoice-only")).toEqual(["update_invoice"]);
  });
});
