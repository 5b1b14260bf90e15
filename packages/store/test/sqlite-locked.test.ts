import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSqlite, type SqliteStore } from "../src/index.js";
import { newFolder } from "./sqlite-place.js";
import { reserve, settle } from "./suites/calls.js";
import { collect } from "./suites/place.js";

const BUSY_MS = 150;

describe("while another program has the database locked", () => {
  let folder: string;
  let opened: SqliteStore;
  let other: Database.Database;

  beforeEach(async () => {
    folder = newFolder();
    opened = await openSqlite({ folder, busyMs: BUSY_MS });
    await reserve(opened.counters, []);
    other = new Database(join(folder, "turnpike.db"));
    other.exec("begin immediate");
  });

  afterEach(async () => {
    other.close();
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("calls wait, and go through when it is free again", async () => {
    const calls = [reserve(opened.counters, []), reserve(opened.counters, [])];
    await sleep(30);
    other.exec("rollback");
    expect(await Promise.all(calls)).toHaveLength(2);
    expect(await collect(opened.store.log.read({}, "newest"))).toHaveLength(3);
  });

  test("calls that have waited long enough are refused, and those after them at once", async () => {
    const unavailable = { code: "store_unavailable", detail: expect.stringContaining("keeps the database locked") };
    await expect(reserve(opened.counters, [])).rejects.toMatchObject(unavailable);
    await expect(reserve(opened.counters, [])).rejects.toMatchObject(unavailable);
    other.exec("rollback");
    await reserve(opened.counters, []);
    expect(await collect(opened.store.log.read({}, "newest"))).toHaveLength(2);
  });

  test("the event loop goes on turning", async () => {
    const call = reserve(opened.counters, []);
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    await expect(call).rejects.toMatchObject({ code: "store_unavailable" });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(10);
  });

  test("changes wait and are refused in the same way", async () => {
    const target = { kind: "http", url: "http://127.0.0.1:1" } as const;
    const add = () => opened.store.servers.add({ id: "srv_1", name: "a", target, credentials: null });
    await expect(add()).rejects.toMatchObject({ code: "store_unavailable" });
    const waiting = add();
    await sleep(20);
    other.exec("rollback");
    expect((await waiting).name).toBe("a");
  });

  test("what is decided can still be read, and a settlement goes through later", async () => {
    expect(await opened.store.revision()).toBeGreaterThan(0);
    expect(await opened.store.servers.list()).toEqual([]);
    const [record] = await collect(opened.store.log.read({}, "newest"));
    const counted = { at: 0, limits: [], states: new Map() };
    const settled = settle(opened.counters, { counted, recordId: record?.id ?? "" });
    await sleep(30);
    other.exec("rollback");
    await settled;
    expect(await collect(opened.store.log.read({}, "newest"))).toMatchObject([{ completed: true }]);
  });

  test("closing still commits what waits", async () => {
    const call = reserve(opened.counters, []);
    const closed = opened.close();
    await sleep(20);
    other.exec("rollback");
    await expect(call).resolves.toBeDefined();
    await closed;
    opened = await openSqlite({ folder });
    expect(await collect(opened.store.log.read({}, "newest"))).toHaveLength(2);
  });
});
