import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, describe, expect, test } from "vitest";
import { openSqlite } from "../src/index.js";
import { newFolder } from "./sqlite-place.js";
import { claim, ONE, reserve, settle, stateOf } from "./suites/calls.js";
import { collect } from "./suites/place.js";

const LIMIT = { key: "shared", claim: claim(1_000_000) };
const CALLS = 60;
const PAGE_BYTES = 4096;
const FRAME_BYTES = 24 + PAGE_BYTES;

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const made = newFolder();
  folders.push(made);
  return made;
}

/** A folder as a crash leaves it: calls made, in the log, and nobody there. */
async function afterCrash(): Promise<string> {
  const [living, left] = [folder(), folder()];
  const { counters, close } = await openSqlite({ folder: living });
  for (let made = 0; made < CALLS; made += 1) await settle(counters, await reserve(counters, [LIMIT]));
  for (const name of ["turnpike.db", "turnpike.db-wal"]) copyFileSync(join(living, name), join(left, name));
  mkdirSync(join(left, "locks"));
  for (const name of readdirSync(join(living, "locks"))) writeFileSync(join(left, "locks", name), "");
  await close();
  return left;
}

/** Writes nonsense over bytes of a file. */
function damage(file: string, at: number, length: number): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, at, at + length);
  writeFileSync(file, bytes);
}

async function openTold(path: string) {
  const told: string[] = [];
  return { ...(await openSqlite({ folder: path, report: (line) => told.push(line) })), told };
}

describe("a write-ahead log that a crash left", () => {
  const log = (path: string) => join(path, "turnpike.db-wal");

  test("is taken over whole, and nothing is said", async () => {
    const { store, told, close } = await openTold(await afterCrash());
    expect(await collect(store.log.read({}, "newest"))).toHaveLength(CALLS);
    expect(told).toEqual([]);
    await close();
  });

  test("without the end of its last transaction is taken over up to there, and nothing is said", async () => {
    const path = await afterCrash();
    const whole = readFileSync(log(path));
    writeFileSync(log(path), whole.subarray(0, whole.length - 100));
    const { store, told, close } = await openTold(path);
    expect((await collect(store.log.read({}, "newest"))).length).toBeGreaterThanOrEqual(CALLS - 1);
    expect(told).toEqual([]);
    await close();
  });

  test.each([
    ["a page in its midst", (size: number) => 32 + Math.floor(size / FRAME_BYTES / 2) * FRAME_BYTES + 500, 64],
    ["the head of a frame", (size: number) => 32 + Math.floor(size / FRAME_BYTES / 2) * FRAME_BYTES + 8, 16],
    ["its own head", () => 0, 32],
    ["the checksum of its head", () => 24, 8],
  ])("with damage to %s is taken over up to there, kept aside, and the operator is told", async (_, at, length) => {
    const path = await afterCrash();
    damage(log(path), at(readFileSync(log(path)).length), length);
    const damaged = readFileSync(log(path));
    const first = await openTold(path);
    const records = await collect(first.store.log.read({}, "oldest"));
    expect(records.length).toBeLessThan(CALLS);
    expect(first.told).toEqual([expect.stringMatching(/write-ahead log could not be read.*kept as/)]);
    const used = stateOf(await reserve(first.counters, [LIMIT]), "shared").used;
    expect(used).toBe(BigInt(records.length + 1) * ONE);
    await first.close();
    const [kept = ""] = readdirSync(join(path, "copies"));
    expect(readFileSync(join(path, "copies", kept)).equals(damaged)).toBe(true);

    const second = await openTold(path);
    expect(second.told).toEqual([]);
    await second.close();
  });
});

describe("a damaged page of the database", () => {
  async function closedFolder(): Promise<string> {
    const path = folder();
    const { counters, close } = await openSqlite({ folder: path });
    for (let made = 0; made < 50; made += 1) {
      await Promise.all(Array.from({ length: 20 }, () => reserve(counters, [LIMIT])));
    }
    await close();
    return path;
  }

  function pageOf(path: string, table: string): number {
    const db = new Database(join(path, "turnpike.db"), { readonly: true });
    const page = db.prepare<[string], number>("select rootpage from sqlite_master where name = ?").pluck().get(table);
    db.close();
    return Number(page);
  }

  test.each(["counters", "grants", "policy_versions", "meta"])(
    "of `%s` refuses the start, and says so",
    async (table) => {
      const path = await closedFolder();
      damage(join(path, "turnpike.db"), (pageOf(path, table) - 1) * PAGE_BYTES, PAGE_BYTES);
      const refused = { code: "store_damaged", detail: expect.stringMatching(/turnpike.db.*keep a copy.*backup/) };
      await expect(openSqlite({ folder: path })).rejects.toMatchObject(refused);
    },
  );

  test("of the records is found where they are read, refuses the calls that need it, and counts none of them", async () => {
    const path = await closedFolder();
    damage(join(path, "turnpike.db"), (pageOf(path, "records") - 1) * PAGE_BYTES, PAGE_BYTES);
    const opened = await openSqlite({ folder: path });
    const damaged = { code: "store_damaged" };
    await expect(collect(opened.store.log.read({}, "oldest"))).rejects.toMatchObject(damaged);
    await expect(reserve(opened.counters, [LIMIT])).rejects.toMatchObject(damaged);
    await opened.close().catch(() => undefined);
    const db = new Database(join(path, "turnpike.db"), { readonly: true });
    expect(db.prepare("select used from counters").pluck().get()).toBe(String(1000n * ONE));
    db.close();
  });
});
