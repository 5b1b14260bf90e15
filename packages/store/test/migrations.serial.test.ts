import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, describe, expect, test } from "vitest";
import { openSqlite } from "../src/index.js";
import { connect } from "../src/sqlite/connection.js";
import { prepareFolder } from "../src/sqlite/folder.js";
import { migrate } from "../src/sqlite/migrate.js";
import { type Migration, migrations } from "../src/sqlite/migrations.js";
import { startChild } from "./children/start.js";
import { newFolder } from "./sqlite-place.js";
import { reserve } from "./suites/calls.js";
import { collect } from "./suites/place.js";

/** A step as a later program may bring it: it changes the shape and rewrites what is there. */
const LATER: Migration = [
  "alter table servers add column note text not null default ''",
  "update servers set note = name || ' as before'",
  "create table notes (organisation integer not null, text text not null) strict",
  "insert into notes select organisation, note from servers",
];
const TARGET = { kind: "http", url: "http://127.0.0.1:1/mcp" } as const;
const AT_ONCE = 3;

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const made = newFolder();
  folders.push(made);
  return made;
}

async function folderInUse(): Promise<string> {
  const path = folder();
  const { store, counters, close } = await openSqlite({ folder: path });
  await store.servers.add({ id: "srv_1", name: "billing", target: TARGET, credentials: null });
  await Promise.all(Array.from({ length: 1000 }, () => reserve(counters, [])));
  await close();
  return path;
}

/** Lets a process migrate the folder and die where it is told to. */
async function dieMigrating(path: string, steps: readonly Migration[], where: string): Promise<void> {
  const child = startChild(new URL("./children/migrate.ts", import.meta.url), [path, where, JSON.stringify(steps)]);
  expect(await child.ended(), `${where}: ${child.lines.join()}`).toBe("SIGKILL");
}

async function migrateAgain(path: string, steps: readonly Migration[]): Promise<Database.Database> {
  const places = prepareFolder(path);
  const connection = connect(places.database, "process", 1000);
  await migrate(connection, steps, places);
  expect(connection.db.pragma("integrity_check", { simple: true })).toBe("ok");
  expect(connection.db.pragma("user_version", { simple: true })).toBe(steps.length);
  return connection.db;
}

/** Runs the work for each item, some at a time. */
async function forEach<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < items.length; at += AT_ONCE) await Promise.all(items.slice(at, at + AT_ONCE).map(work));
}

describe("a migration", () => {
  test("of a new folder that is cut off on the way is done at the next start", async () => {
    const [first = []] = migrations;
    const places = [...first.keys()].filter((statement) => statement % 4 === 0);
    await forEach([...places, first.length], async (statement) => {
      const path = folder();
      await dieMigrating(path, [first], String(statement));
      const { store, counters, close } = await openSqlite({ folder: path });
      await reserve(counters, []);
      expect(await collect(store.log.read({}, "newest"))).toHaveLength(1);
      await close();
    });
  });

  test("of a folder in use that is cut off before any of its statements loses nothing, and has kept a copy", async () => {
    const steps = [...migrations, LATER];
    await forEach([...LATER.keys(), LATER.length], async (statement) => {
      const path = await folderInUse();
      await dieMigrating(path, steps, String(statement));
      expect(await openSqlite({ folder: path }).then(({ close }) => close())).toBeUndefined();
      const db = await migrateAgain(path, steps);
      expect(db.prepare("select text from notes").pluck().all()).toEqual(["billing as before"]);
      expect(db.prepare("select count(*) from records").pluck().get()).toBe(1000);
      db.close();
      expect(countIn(join(path, "copies", `turnpike-format-${migrations.length}.db`), "records")).toBe(1000);
    });
  });

  test("that is cut off while the copy is made leaves no half copy in the place of a whole one", async () => {
    const steps = [...migrations, LATER];
    const path = await folderInUse();
    await dieMigrating(path, steps, "copying");
    expect(readdirSync(join(path, "copies")).filter((name) => !name.endsWith(".partial"))).toEqual([]);
    (await migrateAgain(path, steps)).close();
    expect(readdirSync(join(path, "copies"))).toEqual([`turnpike-format-${migrations.length}.db`]);
    expect(countIn(join(path, "copies", `turnpike-format-${migrations.length}.db`), "records")).toBe(1000);
  });

  test("that fails changes nothing, and the start fails", async () => {
    const path = await folderInUse();
    const broken = [...LATER, "insert into nowhere values (1)"];
    await expect(migrateAgain(path, [...migrations, broken])).rejects.toThrow("no such table: nowhere");
    const { store, close } = await openSqlite({ folder: path });
    expect(await store.servers.list()).toHaveLength(1);
    await close();
  });

  test("is done once when several processes start together", async () => {
    const path = await folderInUse();
    const steps = [...migrations, LATER];
    const args = [path, "nowhere", JSON.stringify(steps)];
    const children = [1, 2, 3].map(() => startChild(new URL("./children/migrate.ts", import.meta.url), args));
    for (const child of children) expect(await child.ended()).toBe(0);
    const db = await migrateAgain(path, steps);
    expect(db.prepare("select count(*) from notes").pluck().get()).toBe(1);
    db.close();
  });
});

function countIn(file: string, table: string): unknown {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare(`select count(*) from ${table}`).pluck().get();
  } finally {
    db.close();
  }
}
