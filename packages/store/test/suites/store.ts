/** What every driver of `Store` keeps to: servers, policies, grants and the revision. The log has a suite of its own. */

import { describe, expect, test } from "vitest";
import { hashToken, newId, type Sealed, type Store } from "../../src/index.js";
import { clockAt, reserve, settle } from "./calls.js";
import { type Driver, places } from "./place.js";

const NOON = "2026-03-02T12:00:00.000Z";
const SECRET = "v1.1.nonce.box" as Sealed;

export function storeSuite(driver: Driver): void {
  const newPlace = places(driver);
  const opened = async (clock?: () => number) => (await newPlace()).open(clock);

  describe(`servers on ${driver.name}`, () => {
    test("a server is found as it was added", async () => {
      const { store } = await opened(clockAt(NOON).now);
      const id = newId("server", 0);
      const server = { id, name: "billing", target: HTTP, credentials: SECRET };
      const added = await store.servers.add(server);
      expect(added).toEqual({ ...server, createdAt: Date.parse(NOON) });
      expect(await store.servers.get(id)).toEqual(added);
      expect(await store.servers.list()).toEqual([added]);
    });

    test("two servers cannot have one name, until the first is removed", async () => {
      const { store } = await opened();
      const first = await addServer(store, "billing");
      await expect(addServer(store, "billing")).rejects.toMatchObject({ code: "name_taken" });
      await store.servers.remove(first);
      const second = await addServer(store, "billing");
      expect((await store.servers.list()).map(({ id }) => id)).toEqual([second]);
    });

    test.each(["", "Billing", "a_b", "a b", "é", "a".repeat(64)])("a server cannot be named `%s`", async (name) => {
      const { store } = await opened();
      await expect(addServer(store, name)).rejects.toMatchObject({ code: "name_malformed" });
    });

    test("servers are listed by name", async () => {
      const { store } = await opened();
      for (const name of ["c", "a", "b"]) await addServer(store, name);
      expect((await store.servers.list()).map(({ name }) => name)).toEqual(["a", "b", "c"]);
    });

    test("a removed server is not found, cannot be used, and its grants are revoked", async () => {
      const { store } = await opened();
      const server = await addServer(store);
      const { grant, token } = await store.grants.create({ server, label: "a", policy: null, expiresAt: null });
      await store.servers.remove(server);
      const gone = { code: "not_found" };
      await expect(store.servers.get(server)).rejects.toMatchObject(gone);
      await expect(store.servers.remove(server)).rejects.toMatchObject(gone);
      await expect(store.policies.save({ server, name: "p", document: "{}" })).rejects.toMatchObject(gone);
      await expect(createGrant(store, server)).rejects.toMatchObject(gone);
      expect(await store.permit(hashToken(token))).toBeUndefined();
      expect((await store.grants.get(grant.id)).revokedAt).not.toBeNull();
    });
  });

  describe(`policies on ${driver.name}`, () => {
    test("saving under a name in use makes a new version, and the old ones stay readable", async () => {
      const { store } = await opened(clockAt(NOON).now);
      const server = await addServer(store);
      const first = await store.policies.save({ server, name: "careful", document: "one" });
      const second = await store.policies.save({ server, name: "careful", document: "two" });
      expect([first.version, second.version]).toEqual([1, 2]);
      expect(second.id).toBe(first.id);
      expect(await store.policies.history(first.id)).toEqual([
        { version: 2, document: "two", createdAt: Date.parse(NOON) },
        { version: 1, document: "one", createdAt: Date.parse(NOON) },
      ]);
      expect(await store.policies.list(server)).toEqual([second]);
      expect(await store.policies.get(first.id)).toEqual(second);
    });

    test("a text that is in force already is no new version, where none is wanted", async () => {
      const { store } = await opened();
      const server = await addServer(store, "billing");
      const save = (document: string, unlessInForce: boolean) =>
        store.policies.save({ server, name: "careful", document, unlessInForce });
      expect((await save("one", true)).version).toBe(1);
      expect((await save("one", true)).version).toBe(1);
      expect((await save("one", false)).version).toBe(2);
      expect((await save("two", true)).version).toBe(3);
      expect((await save("one", true)).version).toBe(4);
    });

    test("the same name on another server is another policy", async () => {
      const { store } = await opened();
      const [a, b] = [await addServer(store, "a"), await addServer(store, "b")];
      const one = await store.policies.save({ server: a, name: "careful", document: "{}" });
      const other = await store.policies.save({ server: b, name: "careful", document: "{}" });
      expect(other.id).not.toBe(one.id);
      expect(other.version).toBe(1);
      expect(await store.policies.list(a)).toEqual([one]);
    });

    test("a policy without a name, without a server or never saved is refused", async () => {
      const { store } = await opened();
      const server = await addServer(store);
      const save = (at: string, name: string) => store.policies.save({ server: at, name, document: "{}" });
      await expect(save(server, " ")).rejects.toMatchObject({ code: "name_malformed" });
      await expect(save("srv_none", "p")).rejects.toMatchObject({ code: "not_found" });
      await expect(store.policies.get("pol_none")).rejects.toMatchObject({ code: "not_found" });
      await expect(store.policies.history("pol_none")).rejects.toMatchObject({ code: "not_found" });
    });
  });

  describe(`grants on ${driver.name}`, () => {
    test("a token holds 256 random bits behind its prefix, and is told once", async () => {
      const { store } = await opened();
      const { grant, token } = await createGrant(store, await addServer(store));
      expect(token).toMatch(/^tp_[A-Za-z0-9_-]{43}$/);
      expect(token.startsWith(grant.tokenPrefix)).toBe(true);
      expect(JSON.stringify([await store.grants.list(), await store.grants.get(grant.id)])).not.toContain(token);
    });

    test("a token leads to its grant, its server and the version in force of its policy", async () => {
      const { store } = await opened();
      const server = await addServer(store);
      const policy = await store.policies.save({ server, name: "careful", document: "one" });
      const { grant, token } = await store.grants.create({ server, label: "a", policy: policy.id, expiresAt: 99 });
      await store.policies.save({ server, name: "careful", document: "two" });
      expect(await store.permit(hashToken(token))).toEqual({
        organisation: store.organisation,
        grant: { id: grant.id, label: "a", expiresAt: 99 },
        server: { id: server, name: "billing", target: HTTP, credentials: null },
        policy: { id: policy.id, name: "careful", version: 2, document: "two" },
      });
    });

    test("a grant without a policy leads to none, and an unknown token to nothing", async () => {
      const { store } = await opened();
      const { token } = await createGrant(store, await addServer(store));
      expect(await store.permit(hashToken(token))).toMatchObject({ policy: null });
      expect(await store.permit(hashToken(`${token}x`))).toBeUndefined();
    });

    test("a label is taken while its grant lives, and free once that is revoked or has expired", async () => {
      const clock = clockAt(NOON);
      const { store } = await opened(clock.now);
      const server = await addServer(store);
      const create = (expiresAt: number | null) =>
        store.grants.create({ server, label: "agent", policy: null, expiresAt });
      const first = await create(null);
      await expect(create(null)).rejects.toMatchObject({ code: "name_taken" });
      await store.grants.revoke(first.grant.id);
      await create(Date.parse(NOON) + 1000);
      await expect(create(null)).rejects.toMatchObject({ code: "name_taken" });
      clock.set("2026-03-02T12:00:01.000Z");
      await create(null);
      expect(await store.grants.list(server)).toHaveLength(3);
    });

    test("the same label may live on two servers", async () => {
      const { store } = await opened();
      const [a, b] = [await addServer(store, "a"), await addServer(store, "b")];
      await createGrant(store, a);
      const { grant } = await createGrant(store, b);
      expect(await store.grants.list(b)).toEqual([grant]);
      expect(await store.grants.list()).toHaveLength(2);
    });

    test.each(["", " ", "a\nb", "a".repeat(129)])("a grant cannot be labelled %j", async (label) => {
      const { store } = await opened();
      const server = await addServer(store);
      const create = store.grants.create({ server, label, policy: null, expiresAt: null });
      await expect(create).rejects.toMatchObject({ code: "name_malformed" });
    });

    test("after a rotation only the new token is worth anything", async () => {
      const { store } = await opened();
      const { grant, token } = await createGrant(store, await addServer(store));
      const rotated = await store.grants.rotate(grant.id);
      expect(await store.permit(hashToken(token))).toBeUndefined();
      expect(await store.permit(hashToken(rotated.token))).toMatchObject({ grant: { id: grant.id } });
      expect(rotated.grant.rotatedAt).not.toBeNull();
    });

    test("a revoked grant is worth nothing, stays revoked and cannot be rotated", async () => {
      const clock = clockAt(NOON);
      const { store } = await opened(clock.now);
      const { grant, token } = await createGrant(store, await addServer(store));
      const revoked = await store.grants.revoke(grant.id);
      expect(revoked.revokedAt).toBe(Date.parse(NOON));
      clock.set("2026-03-02T13:00:00Z");
      expect(await store.grants.revoke(grant.id)).toEqual(revoked);
      expect(await store.permit(hashToken(token))).toBeUndefined();
      await expect(store.grants.rotate(grant.id)).rejects.toMatchObject({ code: "not_found" });
    });

    test("a policy is attached, replaced and taken away, and only one of the same server fits", async () => {
      const { store } = await opened();
      const [server, other] = [await addServer(store, "a"), await addServer(store, "b")];
      const own = await store.policies.save({ server, name: "p", document: "{}" });
      const foreign = await store.policies.save({ server: other, name: "p", document: "{}" });
      const { grant } = await createGrant(store, server);
      expect((await store.grants.attach(grant.id, own.id)).policy).toBe(own.id);
      await expect(store.grants.attach(grant.id, foreign.id)).rejects.toMatchObject({ code: "not_found" });
      const create = store.grants.create({ server, label: "b", policy: foreign.id, expiresAt: null });
      await expect(create).rejects.toMatchObject({ code: "not_found" });
      expect((await store.grants.attach(grant.id, null)).policy).toBeNull();
    });

    test("an unknown grant is not found", async () => {
      const { grants } = (await opened()).store;
      const asked = [grants.get("g"), grants.rotate("g"), grants.revoke("g"), grants.attach("g", null)];
      for (const each of asked) await expect(each).rejects.toMatchObject({ code: "not_found" });
    });
  });

  describe(`the revision on ${driver.name}`, () => {
    test("stays while calls are counted, here and elsewhere", async () => {
      const place = await newPlace();
      const [here, elsewhere] = [await place.open(), await place.open()];
      const before = await here.store.revision();
      for (const { counters } of [here, elsewhere]) await settle(counters, await reserve(counters, []));
      expect(await here.store.revision()).toBe(before);
    });

    test("is another one after every change, made here or elsewhere, at once", async () => {
      const place = await newPlace();
      const [here, elsewhere] = [await place.open(), await place.open()];
      let seen = await here.store.revision();
      const changed = async () => {
        const before = seen;
        seen = await here.store.revision();
        expect(seen).not.toBe(before);
        expect(await elsewhere.store.revision()).toBe(seen);
      };
      for (const { store } of [here, elsewhere]) {
        const server = await addServer(store);
        await changed();
        const policy = await store.policies.save({ server, name: "p", document: "{}" });
        await changed();
        const { grant } = await createGrant(store, server);
        await changed();
        await store.grants.attach(grant.id, policy.id);
        await changed();
        await store.grants.rotate(grant.id);
        await changed();
        await store.grants.revoke(grant.id);
        await changed();
        await store.servers.remove(server);
        await changed();
      }
    });

    test("what was changed elsewhere is what is read next", async () => {
      const place = await newPlace();
      const [here, elsewhere] = [await place.open(), await place.open()];
      const { grant, token } = await createGrant(here.store, await addServer(here.store));
      expect(await elsewhere.store.permit(hashToken(token))).toBeDefined();
      await here.store.grants.revoke(grant.id);
      expect(await elsewhere.store.permit(hashToken(token))).toBeUndefined();
    });
  });

  test(`after closing, nothing is read or changed on ${driver.name}`, async () => {
    const { store, close } = await opened();
    const server = await addServer(store);
    await close();
    const asked = [store.revision(), store.permit("x"), store.servers.list(), store.servers.remove(server)];
    await Promise.all(asked.map((each) => expect(each).rejects.toMatchObject({ code: "store_unavailable" })));
  });

  test(`the organisation on ${driver.name} is made once and stays`, async () => {
    const place = await newPlace();
    const both = await Promise.all([place.open(), place.open()]);
    const again = await place.open();
    expect(new Set([...both, again].map(({ store }) => store.organisation)).size).toBe(1);
    expect(again.store.organisation).toMatch(/^org_[0-9a-z]{16}$/);
  });
}

const HTTP = { kind: "http", url: "https://billing.example/mcp" } as const;

async function addServer(store: Store, name = "billing"): Promise<string> {
  const { id } = await store.servers.add({ id: newId("server", 0), name, target: HTTP, credentials: null });
  return id;
}

function createGrant(store: Store, server: string) {
  return store.grants.create({ server, label: "agent", policy: null, expiresAt: null });
}
