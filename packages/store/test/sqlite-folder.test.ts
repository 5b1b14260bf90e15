import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, describe, expect, test } from "vitest";
import { openSqlite, openVault, ownFolder, runningGateway } from "../src/index.js";
import { migrations } from "../src/sqlite/migrations.js";
import { newFolder } from "./sqlite-place.js";
import { reserve } from "./suites/calls.js";

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const made = newFolder();
  folders.push(made);
  return join(made, "data");
}

/** Runs statements on the database of a folder that nobody has open. */
function edit(path: string, sql: string): void {
  const db = new Database(join(path, "turnpike.db"));
  db.exec(sql);
  db.close();
}

describe("the data folder", () => {
  test("is readable by its owner only, and so is every file in it while calls are made", async () => {
    const path = folder();
    const { counters, close } = await openSqlite({ folder: path });
    await openVault({ folder: path });
    const ownership = ownFolder(path);
    ownership.announce("http://127.0.0.1:7300");
    await reserve(counters, []);
    const modes = readdirSync(path, { recursive: true, withFileTypes: true }).map((entry) => {
      const mode = statSync(join(entry.parentPath, entry.name)).mode & 0o777;
      return [entry.name, mode === (entry.isDirectory() ? 0o700 : 0o600)];
    });
    expect(modes.length).toBeGreaterThanOrEqual(9);
    expect(modes.filter(([, isPrivate]) => !isPrivate)).toEqual([]);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    ownership.release();
    await close();
  });

  test("leaves nothing of a process behind when that closes", async () => {
    const path = folder();
    const { counters, close } = await openSqlite({ folder: path });
    await reserve(counters, []);
    await close();
    expect(readdirSync(path, { recursive: true }).toSorted()).toEqual([
      "copies",
      "locks",
      "locks/migrate.lock",
      "turnpike.db",
    ]);
  });

  test("from a newer program is refused, naming both formats, and stays as it is", async () => {
    const path = folder();
    await (await openSqlite({ folder: path })).close();
    edit(path, "pragma user_version = 7");
    const before = readFileSync(join(path, "turnpike.db"));
    await expect(openSqlite({ folder: path })).rejects.toMatchObject({
      code: "folder_too_new",
      detail: `the folder has format 7, this program knows formats up to ${migrations.length}; use the newer program`,
    });
    expect(readFileSync(join(path, "turnpike.db")).equals(before)).toBe(true);
  });

  test("that a newer program takes over while this one runs stops its decisions", async () => {
    const path = folder();
    const { store, close } = await openSqlite({ folder: path });
    await store.revision();
    edit(path, "pragma user_version = 7");
    await expect(store.revision()).rejects.toMatchObject({ code: "folder_too_new" });
    await close();
  });

  test.each([
    ["a database of something else", "create table notes (text)"],
    ["a database of another program's format", "pragma user_version = 1; create table notes (text)"],
  ])("with %s is refused", async (_, sql) => {
    const path = newFolder();
    folders.push(path);
    edit(path, sql);
    await expect(openSqlite({ folder: path })).rejects.toMatchObject({ code: "folder_foreign" });
  });

  test("with a file that is no database is refused", async () => {
    const path = newFolder();
    folders.push(path);
    writeFileSync(join(path, "turnpike.db"), "x".repeat(5000));
    await expect(openSqlite({ folder: path })).rejects.toMatchObject({ code: "store_damaged" });
  });

  test("in a place where none can be made is refused", async () => {
    const path = newFolder();
    folders.push(path);
    writeFileSync(join(path, "file"), "");
    const refused = { code: "store_unavailable", detail: "mkdir failed with ENOTDIR" };
    await expect(openSqlite({ folder: join(path, "file", "data") })).rejects.toMatchObject(refused);
  });
});

describe("a gateway's hold on its folder", () => {
  test("is found by others with its address, and refuses a second one by naming it", () => {
    const path = folder();
    const first = ownFolder(path, () => Date.parse("2026-03-02T12:00:00Z"));
    first.announce("http://127.0.0.1:7300");
    const startedAt = Date.parse("2026-03-02T12:00:00Z");
    expect(runningGateway(path)).toEqual({ url: "http://127.0.0.1:7300", pid: process.pid, startedAt });
    const written = JSON.parse(readFileSync(join(path, "gateway.json"), "utf8"));
    expect(written).toEqual({ url: "http://127.0.0.1:7300", pid: process.pid, started_at: "2026-03-02T12:00:00.000Z" });
    const refused = { code: "folder_in_use", detail: `http://127.0.0.1:7300, process ${process.pid}` };
    expect(() => ownFolder(path)).toThrow(expect.objectContaining(refused));
    first.release();
  });

  test("before it says its address it refuses a second one all the same", () => {
    const path = folder();
    const first = ownFolder(path);
    expect(runningGateway(path)).toBeUndefined();
    expect(() => ownFolder(path)).toThrow(expect.objectContaining({ code: "folder_in_use" }));
    first.release();
  });

  test("ends when it is released", () => {
    const path = folder();
    const first = ownFolder(path);
    first.announce("http://127.0.0.1:7300");
    first.release();
    expect(runningGateway(path)).toBeUndefined();
    ownFolder(path).release();
  });

  test("an address left behind by a dead gateway is nobody's", () => {
    const path = folder();
    ownFolder(path).release();
    writeFileSync(
      join(path, "gateway.json"),
      '{"url":"http://127.0.0.1:1","pid":1,"started_at":"2026-01-01T00:00:00Z"}',
    );
    expect(runningGateway(path)).toBeUndefined();
    const second = ownFolder(path);
    expect(readdirSync(path)).not.toContain("gateway.json");
    second.release();
  });

  test("no gateway runs on a folder that does not exist", () => {
    expect(runningGateway(folder())).toBeUndefined();
  });
});
