import { afterEach, beforeEach, expect, test } from "vitest";
import {
  addServer,
  listPolicies,
  policyHistory,
  restorePolicy,
  savePolicy,
  showPolicy,
  urlTarget,
} from "../src/index.js";
import { type Desk, denyAll, openDesk } from "./support/desk.js";

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
  await addServer(desk.control, { name: "shop", ...urlTarget("https://mcp.example.com", []) });
});
afterEach(() => desk.close());

const save = (text: string, name = "default") => savePolicy(desk.control, { server: "shop", name, text });
const inYaml = '# what agents may do\nversion: "1"\ndefault: allow\n';

test("a name in use gets a new version, and history keeps all", async () => {
  expect((await save(denyAll)).policy).toMatchObject({ name: "default", version: 1 });
  expect((await save(inYaml)).policy).toMatchObject({ name: "default", version: 2 });
  const { versions } = await policyHistory(desk.control, "shop", "default");
  expect(versions.map(({ version, document }) => [version, document])).toEqual([
    [2, inYaml],
    [1, denyAll],
  ]);
});

test("a policy is kept as it is written, comments too, and shown in any of its versions", async () => {
  const { policy } = await save(inYaml);
  await save(denyAll);
  expect((await showPolicy(desk.control, "shop", "default", 1)).version.document).toBe(inYaml);
  expect((await showPolicy(desk.control, "shop", policy.id)).document).toEqual({ version: "1", default: "deny" });
});

test("a policy with errors is not saved, and all of them are told", async () => {
  await expect(save('{"version":"2","defult":"deny"}')).rejects.toMatchObject({ code: "policy_invalid" });
  const error = await save('{"version":"2","defult":"deny"}').catch((caught: unknown) => caught);
  const { errors } = (error as { detail: { errors: unknown[] } }).detail;
  expect(errors.length).toBeGreaterThanOrEqual(2);
  expect((await listPolicies(desk.control, "shop")).policies).toEqual([]);
});

test("warnings do not keep a policy from being saved, and are told", async () => {
  const { warnings } = await save(
    '{"version":"1","default":"deny","tools":{"a":{"rate_limit":{"max":1,"window":60}}}}',
  );
  expect(warnings).toMatchObject([{ code: "session_only_limits" }]);
});

test("restoring saves an earlier version again as the newest, and forgets nothing", async () => {
  await save(denyAll);
  await save(inYaml);
  expect((await restorePolicy(desk.control, "shop", "default", 1)).policy.version).toBe(3);
  const { version } = await showPolicy(desk.control, "shop", "default");
  expect(version).toMatchObject({ version: 3, document: denyAll });
});

test("a version that there is not is refused with those that there are", async () => {
  await save(denyAll);
  await expect(restorePolicy(desk.control, "shop", "default", 2)).rejects.toMatchObject({
    code: "not_found",
    message: "the policy `default` has the versions 1 to 1, not 2",
  });
});

test("policies are listed by name and found on their own server only", async () => {
  await save(denyAll, "zebra");
  await save(denyAll, "ant");
  expect((await listPolicies(desk.control, "shop")).policies.map(({ name }) => name)).toEqual(["ant", "zebra"]);
  await addServer(desk.control, { name: "bank", ...urlTarget("https://mcp.example.com", []) });
  await expect(showPolicy(desk.control, "bank", "ant")).rejects.toThrow(
    "no policy `ant` on `bank`: there are none yet",
  );
});

test("a policy manager saves and restores; a viewer only looks", async () => {
  const manager = desk.as("policy_manager");
  await savePolicy(manager, { server: "shop", name: "default", text: denyAll });
  await restorePolicy(manager, "shop", "default", 1);
  const viewer = desk.as("viewer");
  await expect(savePolicy(viewer, { server: "shop", name: "x", text: denyAll })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(restorePolicy(viewer, "shop", "default", 1)).rejects.toMatchObject({ code: "forbidden" });
  expect((await showPolicy(viewer, "shop", "default")).policy.version).toBe(2);
});
