import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { openVault } from "@turnpike/store";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  addServer,
  checkKey,
  commandTarget,
  createGrant,
  findServer,
  listServers,
  openCredentials,
  readHeader,
  removeServer,
  revokeGrant,
  savePolicy,
  showServer,
  urlTarget,
} from "../src/index.js";
import { type Desk, denyAll, openDesk } from "./support/desk.js";

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const url = "https://shop.example.com/mcp";
const shop = { name: "shop", ...urlTarget(url, []) };
const withHeaders = (...headers: readonly string[]) => ({ ...shop, ...urlTarget(url, headers.map(readHeader)) });

test("a server is registered under an id and found by name and by id", async () => {
  const server = await addServer(desk.control, shop);
  expect(server).toMatchObject({ name: "shop", target: { kind: "http", url }, credentials: null });
  expect(await findServer(desk.control, "shop")).toEqual(server);
  expect(await findServer(desk.control, server.id)).toEqual(server);
  expect(await listServers(desk.control)).toEqual([server]);
});

test("a name in use is refused, and free again when the server is removed", async () => {
  await addServer(desk.control, shop);
  await expect(addServer(desk.control, shop)).rejects.toMatchObject({
    code: "taken",
    message: "there is a server `shop` already: choose another name or remove that one",
  });
  await removeServer(desk.control, "shop");
  await addServer(desk.control, shop);
});

test("what is not accepted is refused before anything is stored", async () => {
  await expect(addServer(desk.control, { ...shop, name: "Shop" })).rejects.toMatchObject({ code: "invalid" });
  expect(() => urlTarget("shop.example.com", [])).toThrow("this cannot be read");
  expect(() => withHeaders("X-Key: a", "x-key: b")).toThrow("given twice");
  expect(await listServers(desk.control)).toEqual([]);
});

test("headers are sealed: they open again, and no file of the folder has them in the clear", async () => {
  const request = withHeaders("Authorization: Bearer hunter2", "X-Team: blue");
  const { id, credentials } = await addServer(desk.control, request);
  expect(await openCredentials(desk.control.vault, id, credentials)).toEqual([
    "Authorization",
    "Bearer hunter2",
    "X-Team",
    "blue",
  ]);
  for (const file of await readdir(desk.folder, { recursive: true, withFileTypes: true })) {
    if (file.isFile()) expect(await readFile(join(file.parentPath, file.name), "latin1")).not.toContain("hunter2");
  }
});

test("one server's sealed headers do not open as another's", async () => {
  const { credentials } = await addServer(desk.control, withHeaders("X-Key: a"));
  await expect(openCredentials(desk.control.vault, "srv_other", credentials)).rejects.toThrow();
});

test("a key that does not open what is sealed is refused before more is sealed with it", async () => {
  await addServer(desk.control, withHeaders("X-Key: a"));
  const vault = await openVault({ folder: desk.folder, keys: Buffer.alloc(32, 7).toString("base64") });
  const other = { ...desk.control, vault };
  await expect(checkKey(other)).rejects.toMatchObject({
    code: "key",
    message: expect.stringContaining("the key at hand does not open the credentials of `shop`"),
  });
  await expect(addServer(other, { ...withHeaders("X-Key: b"), name: "bank" })).rejects.toMatchObject({
    code: "key",
  });
  await addServer(other, { ...shop, name: "open" });
  await checkKey(desk.control);
});

test("a server without headers has nothing to open", async () => {
  expect(await openCredentials(desk.control.vault, "srv_any", null)).toEqual([]);
});

test("a server is shown with its policies and all its grants", async () => {
  await addServer(desk.control, shop);
  await savePolicy(desk.control, { server: "shop", name: "default", text: denyAll });
  await createGrant(desk.control, { server: "shop", label: "bot", policy: "default" });
  const { server, policies, grants } = await showServer(desk.control, "shop");
  expect(server.name).toBe("shop");
  expect(policies).toMatchObject([{ name: "default", version: 1 }]);
  expect(grants).toMatchObject([{ label: "bot" }]);
});

test("removing a server revokes its live grants and tells them", async () => {
  await addServer(desk.control, shop);
  await createGrant(desk.control, { server: "shop", label: "ended" });
  await revokeGrant(desk.control, "ended");
  const { grant } = await createGrant(desk.control, { server: "shop", label: "bot" });
  const { server, revoked } = await removeServer(desk.control, "shop");
  expect(server.name).toBe("shop");
  expect(revoked.map(({ label }) => label)).toEqual(["bot"]);
  expect((await desk.control.store.grants.get(grant.id)).revokedAt).not.toBeNull();
  await expect(findServer(desk.control, "shop")).rejects.toMatchObject({ code: "not_found" });
});

test("only an admin registers and removes servers; a viewer sees them", async () => {
  await addServer(desk.control, shop);
  for (const role of ["viewer", "policy_manager"] as const) {
    await expect(addServer(desk.as(role), { ...shop, name: "other" })).rejects.toMatchObject({
      code: "forbidden",
      message: `this needs the role \`admin\`; \`bob\` is \`${role}\``,
    });
    await expect(removeServer(desk.as(role), "shop")).rejects.toMatchObject({ code: "forbidden" });
  }
  expect(await listServers(desk.as("viewer"))).toHaveLength(1);
});

test("a command is registered with its folder and the names of its variables, whose values are sealed", async () => {
  const request = { command: "node", args: ["server.js"], cwd: "/srv", variables: ["TOKEN", "MODE=read"] };
  const { target, variables } = commandTarget(request, { TOKEN: "hunter2" });
  const server = await addServer(desk.control, { name: "files", target, credentials: variables });
  const stdio = { kind: "stdio", command: "node", args: ["server.js"], cwd: "/srv", env: ["TOKEN", "MODE"] };
  expect((await findServer(desk.control, "files")).target).toEqual(stdio);
  expect(await openCredentials(desk.control.vault, server.id, server.credentials)).toEqual([
    ...["TOKEN", "hunter2"],
    ...["MODE", "read"],
  ]);
  for (const file of await readdir(desk.folder, { recursive: true, withFileTypes: true })) {
    if (file.isFile()) expect(await readFile(join(file.parentPath, file.name), "latin1")).not.toContain("hunter2");
  }
});
