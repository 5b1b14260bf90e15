import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client, InMemoryTransport } from "@modelcontextprotocol/client";
import { compilePolicy, type Judgement, judge, parsePolicy } from "@turnpike/policy";
import { beforeAll, describe, expect, it } from "vitest";
import { turnpike } from "../../../test/support/gateway-process.js";
import { temporaryFolder } from "../../../test/support/temporary-folder.js";
import { serverFactory } from "../src/index.js";
import { type Documented, documented } from "./support/documented.js";

const folder = fileURLToPath(new URL("../policies", import.meta.url));
const names = ["full-with-approvals", "invoicing-clerk", "read-only"];

/** Judges each tool, called without arguments; what depends on arguments is tried in the policies' own cases. */
async function judged(
  policy: string,
): Promise<readonly { readonly tool: Documented; readonly judgement: Judgement }[]> {
  const parsed = parsePolicy(await readFile(`${folder}/${policy}.yaml`, "utf8"));
  if (!parsed.ok) return expect.fail(`${policy} is not valid`);
  const compiled = compilePolicy(parsed.document);
  return documented.map((tool) => ({
    tool,
    judgement: judge(compiled, { kind: "tool", name: tool.name, args: undefined }),
  }));
}

describe("the shipped policies", () => {
  let files: readonly string[];
  beforeAll(async () => {
    files = await readdir(folder);
  });

  it("are three, each with its cases", () => {
    expect([...files].sort()).toEqual(names.flatMap((name) => [`${name}.test.yaml`, `${name}.yaml`]));
  });

  it.each(names)("%s is valid, without a warning", async (name) => {
    const { code, stdout } = await turnpike(["policy", "validate", `${folder}/${name}.yaml`, "--json"]);
    expect({ code, ...JSON.parse(stdout) }).toEqual({ code: 0, ok: true, errors: [], warnings: [] });
  });

  it("speak of nothing that the tools do not have, and say what leaving out means", async () => {
    const [near, far] = InMemoryTransport.createLinkedPair();
    const client = new Client({ name: "test", version: "1" });
    await Promise.all([serverFactory({})().connect(far), client.connect(near)]);
    const place = await temporaryFolder("whmcs-tools");
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

  it("read-only allows every tool that reads but two, and none that writes", async () => {
    const allowed = (await judged("read-only")).filter(({ judgement }) => judgement.refusal === undefined);
    const kept = ["whmcs_get_admin_users", "whmcs_get_activity_log"];
    expect(allowed.map(({ tool }) => tool.name)).toEqual(
      documented.flatMap(({ name, annotations }) => (annotations.readOnlyHint && !kept.includes(name) ? [name] : [])),
    );
  });

  it("full-with-approvals refuses no tool, and asks before each that removes", async () => {
    const all = await judged("full-with-approvals");
    expect(all.filter(({ judgement }) => judgement.refusal !== undefined)).toEqual([]);
    const removing = all.filter(({ tool }) => tool.annotations.destructiveHint);
    expect(removing).toHaveLength(7);
    expect(removing.filter(({ judgement }) => judgement.approval === undefined)).toEqual([]);
  });
});
