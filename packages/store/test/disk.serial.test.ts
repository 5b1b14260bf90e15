import { closeSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { isStoreFault, openSqlite, openVault, ownFolder, type Reservation, type SqliteStore } from "../src/index.js";
import { mountCommand, smallDisk } from "./small-disk.js";
import { claim, ONE, reserve, settle, stateOf } from "./suites/calls.js";
import { collect } from "./suites/place.js";

const LIMIT = { key: "shared", claim: claim(1_000_000) };

/** Makes calls, eight at a time, until one is refused; gives those that were not. */
async function callUntilRefused({ counters }: SqliteStore): Promise<Reservation[]> {
  const made: Reservation[] = [];
  for (;;) {
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => reserve(counters, [LIMIT])));
    made.push(...results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : [])));
    const refused = results.find((result) => result.status === "rejected");
    if (refused === undefined) continue;
    expect(refused.reason).toMatchObject({ code: "store_unavailable", detail: "the disk is full (SQLITE_FULL)" });
    return made;
  }
}

/** Leaves no room for a single page. */
function fill(disk: string): void {
  const file = openSync(join(disk, "ballast"), "a");
  try {
    for (;;) writeSync(file, Buffer.alloc(4096));
  } catch (thrown) {
    expect(thrown).toMatchObject({ code: "ENOSPC" });
  } finally {
    closeSync(file);
  }
}

describe("a disk that is full", () => {
  test("has calls refused, loses and halves nothing, and is used again when there is room", async (context) => {
    const disk = smallDisk(context);
    const folder = join(disk, "data");
    const opened = await openSqlite({ folder });
    const { store, counters } = opened;
    writeFileSync(join(disk, "ballast"), Buffer.alloc(800_000));
    const made = await callUntilRefused(opened);
    expect(made.length).toBeGreaterThan(100);
    await expect(reserve(counters, [LIMIT])).rejects.toMatchObject({ code: "store_unavailable" });
    const change = store.servers.add({ id: "srv_1", name: "a", target: { kind: "http", url: "x" }, credentials: null });
    await change.catch((thrown) => expect(isStoreFault(thrown, "store_unavailable")).toBe(true));
    expect((await collect(store.log.read({}, "oldest"))).map(({ id }) => id)).toEqual(
      made.map((each) => each.recordId),
    );

    rmSync(join(disk, "ballast"));
    const next = await reserve(counters, [LIMIT]);
    expect(stateOf(next, "shared").used).toBe(BigInt(made.length + 1) * ONE);
    await settle(counters, next);
    await opened.close();

    const db = new Database(join(folder, "turnpike.db"));
    expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
    db.close();
  });

  test("settles what was under way as soon as there is room, once, and by itself", async (context) => {
    const disk = smallDisk(context);
    const opened = await openSqlite({ folder: join(disk, "data") });
    const { store, counters } = opened;
    const [first, second] = [await reserve(counters, [LIMIT]), await reserve(counters, [LIMIT])];
    const back = (each: Reservation) => ["shared", ONE, stateOf(each, "shared").windowStart] as const;
    fill(disk);
    const full = { code: "store_unavailable", detail: "the disk is full (SQLITE_FULL)" };
    await expect(settle(counters, first, [...back(first)])).rejects.toMatchObject(full);
    await expect(settle(counters, first, [...back(first)])).rejects.toMatchObject(full);
    await expect(settle(counters, second)).rejects.toMatchObject(full);

    rmSync(join(disk, "ballast"));
    const next = await reserve(counters, [LIMIT]);
    expect(stateOf(next, "shared").used).toBe(2n * ONE);
    const ended = async () => (await collect(store.log.read({}, "oldest"))).filter(({ completed }) => completed);
    expect((await ended()).map(({ id }) => id)).toEqual([first.recordId, second.recordId]);

    fill(disk);
    await expect(settle(counters, next)).rejects.toMatchObject(full);
    rmSync(join(disk, "ballast"));
    await opened.close();
    const again = await openSqlite({ folder: join(disk, "data") });
    const [record] = (await collect(again.store.log.read({}, "oldest"))).filter(({ id }) => id === next.recordId);
    expect(record).toMatchObject({ outcome: "allow", completed: true, latencyMs: 7.25 });
    await again.close();
  });

  test("keeps what was counted through a restart, and through a start without room", async (context) => {
    const disk = smallDisk(context);
    const folder = join(disk, "data");
    const opened = await openSqlite({ folder });
    const made = await callUntilRefused(opened);
    await opened.close().catch((thrown) => expect(isStoreFault(thrown, "store_unavailable")).toBe(true));

    const again = await openSqlite({ folder }).catch((thrown) => {
      expect(isStoreFault(thrown, "store_unavailable")).toBe(true);
      return undefined;
    });
    await again?.close().catch(() => undefined);
    mountCommand("mount", "-o", "remount,size=8m", disk);
    const { counters, store, close } = await openSqlite({ folder });
    const ids = new Set((await collect(store.log.read({}, "oldest"))).map(({ id }) => id));
    expect(made.filter(({ recordId }) => !ids.has(recordId))).toEqual([]);
    expect(stateOf(await reserve(counters, [LIMIT]), "shared").used).toBe(BigInt(ids.size + 1) * ONE);
    await close();
  });
});

test("a folder that cannot be written refuses the start, and says so", async (context) => {
  const disk = smallDisk(context);
  const folder = join(disk, "data");
  await (await openSqlite({ folder })).close();
  mountCommand("mount", "-o", "remount,ro", disk);
  await expect(openSqlite({ folder })).rejects.toMatchObject({ code: "store_unavailable" });
  await expect(openSqlite({ folder: join(disk, "new") })).rejects.toMatchObject({ code: "store_unavailable" });
  await expect(openVault({ folder })).rejects.toMatchObject({ code: "store_unavailable" });
  expect(() => ownFolder(folder)).toThrow(expect.objectContaining({ code: "store_unavailable" }));
});
