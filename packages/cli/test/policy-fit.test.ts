import { afterAll, beforeAll, expect, test } from "vitest";
import { type SdkUpstream, startSdkUpstream } from "../../../test/support/sdk-upstream.js";
import { type Workplace, workplace } from "./support/command.js";

const policy = 'version: "1"\ndefault: deny\ntools:\n  whmcs_get_invoice: {}\n  whmcs_get_invoyces: {}\n';

let at: Workplace;
let upstream: SdkUpstream;
beforeAll(async () => {
  [at, upstream] = await Promise.all([workplace(), startSdkUpstream()]);
  await at.file("policy.yaml", policy);
  await at.file("tools.json", JSON.stringify([{ name: "whmcs_get_invoice" }, { name: "whmcs_get_invoices" }]));
});
afterAll(() => Promise.all([at.remove(), upstream.close()]));

const warning = { code: "unknown_tool", line: 5, column: 3, pointer: "/tools/whmcs_get_invoyces" };

test("a policy is held against a saved list, with the place and what was probably meant", async () => {
  const [verdict] = await at.objects("policy", "validate", "policy.yaml", "--tools", "tools.json");
  expect(verdict).toMatchObject({ ok: true, warnings: [warning] });
  const { stdout, code } = await at.run("policy", "validate", "policy.yaml", "--tools", "tools.json");
  expect(code).toBe(0);
  expect(stdout).toContain("policy.yaml:5:3: warning: ");
  expect(stdout).toContain("did you mean `whmcs_get_invoices`?");
});

test("a policy is held against a server that answers, when it is validated and when it is saved", async () => {
  const [verdict] = await at.objects("policy", "validate", "policy.yaml", "--upstream", upstream.url);
  expect(verdict?.warnings).toContainEqual(expect.objectContaining(warning));
  await at.run("server", "add", "books", "--upstream", upstream.url);
  const [saved] = await at.objects("policy", "add", "books", "agent", "policy.yaml");
  expect(saved?.warnings).toContainEqual(expect.objectContaining(warning));
});

test("a policy is saved without a word where the server does not answer", async () => {
  await at.run("server", "add", "gone", "--upstream", "http://127.0.0.1:9/mcp");
  const [saved] = await at.objects("policy", "add", "gone", "agent", "policy.yaml");
  expect(saved).toMatchObject({ name: "agent", warnings: [] });
});

test("a policy that is not valid is not held against anything", async () => {
  await at.file("bad.yaml", 'version: "1"\ndefalt: deny\n');
  const { code, stdout } = await at.run("policy", "validate", "bad.yaml", "--tools", "tools.json", "--json");
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ ok: false, warnings: [] });
});
