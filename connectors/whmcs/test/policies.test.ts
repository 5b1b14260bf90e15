import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { compilePolicy, type Judgement, judge, parsePolicy } from "@turnpike/policy";
import { describe, expect, it } from "vitest";
import { testShippedPolicies } from "../../../test/support/shipped-policies.js";
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
  testShippedPolicies(folder, names, serverFactory({}));

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
