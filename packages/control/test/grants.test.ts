import { hashToken } from "@turnpike/store";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  addServer,
  attachPolicy,
  createGrant,
  grantState,
  listGrants,
  removeServer,
  revokeGrant,
  rotateGrant,
  savePolicy,
  urlTarget,
} from "../src/index.js";
import { type Desk, denyAll, openDesk } from "./support/desk.js";

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
  for (const name of ["shop", "bank"])
    await addServer(desk.control, { name, ...urlTarget("https://mcp.example.com", []) });
  for (const server of ["shop", "bank"]) await savePolicy(desk.control, { server, name: "default", text: denyAll });
});
afterEach(() => desk.close());

const permit = (token: string) => desk.control.store.permit(hashToken(token));

test("a grant's token is tp_ and 256 random bits, and stands for the grant under its policy", async () => {
  const { grant, token, policy, server } = await createGrant(desk.control, {
    server: "shop",
    label: "bot",
    policy: "default",
  });
  expect(token).toMatch(/^tp_[A-Za-z0-9_-]{43}$/);
  expect(await permit(token)).toMatchObject({ grant: { id: grant.id, label: "bot" }, policy: { name: "default" } });
  expect([policy?.name, server.name]).toEqual(["default", "shop"]);
});

test("a grant ends when its time is over", async () => {
  const { grant } = await createGrant(desk.control, { server: "shop", label: "bot", expires: "30d" });
  expect(grant.expiresAt).toBe(desk.control.now() + 30 * 86_400_000);
  expect(grantState(grant, desk.control.now())).toBe("live");
  desk.pass(30 * 86_400_000);
  expect(grantState(grant, desk.control.now())).toBe("expired");
});

test.each([
  [{ server: "shop", label: "" }, "invalid"],
  [{ server: "shop", label: "bot", expires: "soon" }, "invalid"],
  [{ server: "shop", label: "bot", expires: "0d" }, "invalid"],
  [{ server: "nowhere", label: "bot" }, "not_found"],
  [{ server: "shop", label: "bot", policy: "nothing" }, "not_found"],
])("%o is refused as %s, and no grant is made", async (request, code) => {
  await expect(createGrant(desk.control, request)).rejects.toMatchObject({ code });
  expect(await listGrants(desk.control, "shop")).toEqual([]);
});

test("a label is one grant's while that is live, on one server", async () => {
  const { grant } = await createGrant(desk.control, { server: "shop", label: "bot" });
  await expect(createGrant(desk.control, { server: "shop", label: "bot" })).rejects.toMatchObject({ code: "taken" });
  await createGrant(desk.control, { server: "bank", label: "bot" });
  await revokeGrant(desk.control, grant.id);
  await createGrant(desk.control, { server: "shop", label: "bot" });
});

test("a label on two servers fits two grants: the ids are told, and an id says which", async () => {
  const one = await createGrant(desk.control, { server: "shop", label: "bot" });
  desk.pass(1);
  const two = await createGrant(desk.control, { server: "bank", label: "bot" });
  await expect(rotateGrant(desk.control, "bot")).rejects.toMatchObject({
    code: "ambiguous",
    detail: { ids: [one.grant.id, two.grant.id] },
  });
  expect((await rotateGrant(desk.control, two.grant.id)).grant.id).toBe(two.grant.id);
});

test("a label that was used before means the live grant", async () => {
  const before = await createGrant(desk.control, { server: "shop", label: "bot" });
  await revokeGrant(desk.control, "bot");
  const after = await createGrant(desk.control, { server: "shop", label: "bot" });
  expect((await rotateGrant(desk.control, "bot")).grant.id).toBe(after.grant.id);
  expect((await revokeGrant(desk.control, before.grant.id)).id).toBe(before.grant.id);
});

test("a rotated token is worth nothing from that moment", async () => {
  const { token: old } = await createGrant(desk.control, { server: "shop", label: "bot", policy: "default" });
  const { token, policy } = await rotateGrant(desk.control, "bot");
  expect(await permit(old)).toBeUndefined();
  expect(await permit(token)).toBeDefined();
  expect(policy?.name).toBe("default");
});

test("a revoked grant has no token, cannot be rotated or put under a policy, and may be revoked again", async () => {
  const { token } = await createGrant(desk.control, { server: "shop", label: "bot" });
  const { revokedAt } = await revokeGrant(desk.control, "bot");
  expect(await permit(token)).toBeUndefined();
  desk.pass(1_000);
  expect((await revokeGrant(desk.control, "bot")).revokedAt).toBe(revokedAt);
  await expect(rotateGrant(desk.control, "bot")).rejects.toThrow("is revoked: make a new one");
  await expect(attachPolicy(desk.control, "bot", "default")).rejects.toThrow("is revoked: make a new one");
});

test("a label whose grants have all ended means the last of them", async () => {
  for (const server of ["shop", "bank"]) {
    desk.pass(1);
    await createGrant(desk.control, { server, label: "bot" });
    await revokeGrant(desk.control, "bot");
  }
  await expect(rotateGrant(desk.control, "bot")).rejects.toThrow("is revoked: make a new one");
  const last = (await listGrants(desk.control, "bank"))[0]?.grant.id;
  expect((await revokeGrant(desk.control, "bot")).id).toBe(last);
});

test("an expired grant is said to be expired", async () => {
  await createGrant(desk.control, { server: "shop", label: "bot", expires: "1m" });
  desk.pass(60_000);
  await expect(rotateGrant(desk.control, "bot")).rejects.toThrow("is expired: make a new one");
});

test("a grant of a removed server can still be named to be revoked", async () => {
  const { grant } = await createGrant(desk.control, { server: "shop", label: "bot" });
  await removeServer(desk.control, "shop");
  expect((await revokeGrant(desk.control, "bot")).id).toBe(grant.id);
});

test("a grant is put under a policy of its own server, and under none", async () => {
  const { token } = await createGrant(desk.control, { server: "shop", label: "bot" });
  expect(await permit(token)).toMatchObject({ policy: null });
  expect((await attachPolicy(desk.control, "bot", "default")).policy?.name).toBe("default");
  expect(await permit(token)).toMatchObject({ policy: { name: "default", version: 1 } });
  expect((await attachPolicy(desk.control, "bot", undefined)).policy).toBeUndefined();
  expect(await permit(token)).toMatchObject({ policy: null });
});

test("a policy of another server cannot be put on a grant, not even by its id", async () => {
  await createGrant(desk.control, { server: "shop", label: "bot" });
  const { policy } = await savePolicy(desk.control, { server: "bank", name: "loose", text: denyAll });
  await expect(attachPolicy(desk.control, "bot", policy.id)).rejects.toMatchObject({ code: "not_found" });
});

test("a list shows ended grants too, with their policies", async () => {
  await createGrant(desk.control, { server: "shop", label: "bot", policy: "default" });
  await revokeGrant(desk.control, "bot");
  desk.pass(1);
  await createGrant(desk.control, { server: "shop", label: "other" });
  const views = await listGrants(desk.control, "shop");
  expect(views.map(({ grant, policy }) => [grant.label, policy?.name])).toEqual([
    ["bot", "default"],
    ["other", undefined],
  ]);
});

test("only an admin makes, rotates and revokes; a policy manager attaches; a viewer lists", async () => {
  await createGrant(desk.control, { server: "shop", label: "bot" });
  const manager = desk.as("policy_manager");
  await expect(createGrant(manager, { server: "shop", label: "two" })).rejects.toMatchObject({ code: "forbidden" });
  await expect(rotateGrant(manager, "bot")).rejects.toMatchObject({ code: "forbidden" });
  await expect(revokeGrant(manager, "bot")).rejects.toMatchObject({ code: "forbidden" });
  await attachPolicy(manager, "bot", "default");
  await expect(attachPolicy(desk.as("viewer"), "bot", "default")).rejects.toMatchObject({ code: "forbidden" });
  expect(await listGrants(desk.as("viewer"), "shop")).toHaveLength(1);
});
