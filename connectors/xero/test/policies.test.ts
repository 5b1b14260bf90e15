import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { compilePolicy, judge, parsePolicy } from "@turnpike/policy";
import { describe, expect, it } from "vitest";
import { testShippedPolicies } from "../../../test/support/shipped-policies.js";
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
  testShippedPolicies(folder, names, serverFactory({}));

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
