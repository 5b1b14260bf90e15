import Database from "better-sqlite3";
import type { Kysely } from "kysely";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type TemporaryFolder, temporaryFolder } from "../../../test/support/temporary-folder.js";
import { createTables, openSqlite } from "../src/index.js";

type Tables = { readonly coins: { readonly id: number } };
const statements = ["create table coins (id integer primary key)"];

let folder: TemporaryFolder;
let path: string;
let opened: Kysely<Tables>[];
beforeEach(async () => {
  folder = await temporaryFolder("kit");
  path = `${folder.path}/books.sqlite`;
  opened = [];
});
afterEach(async () => {
  for (const each of opened) await each.destroy();
  await folder.remove();
});

function open(lockWaitMs?: number): Kysely<Tables> {
  const db = openSqlite<Tables>(path, "process", lockWaitMs);
  opened.push(db);
  return db;
}

const make = (db: Kysely<Tables>, version = 1) =>
  createTables(db, {
    version,
    statements,
    fill: async (fresh) => void (await fresh.insertInto("coins").values({ id: 1 }).execute()),
  });
const coins = async (db: Kysely<Tables>) => (await db.selectFrom("coins").select("id").execute()).map(({ id }) => id);

it("tables are made and filled once, however many make them at the same moment", async () => {
  const all = [open(), open(), open()];
  await Promise.all(all.map((db) => make(db)));
  expect(await Promise.all(all.map(coins))).toEqual([[1], [1], [1]]);
});

it("tables that a newer version made are refused, in a sentence that says what to do", async () => {
  const db = open();
  await make(db, 2);
  await expect(make(db)).rejects.toThrow("the books are of version 2, this program knows up to 1: use a newer one");
});

it("tables whose first rows cannot be written are not there", async () => {
  const db = open();
  const fill = () => Promise.reject(new Error("no first row"));
  await expect(createTables(db, { version: 1, statements, fill })).rejects.toThrow("no first row");
  expect(await db.introspection.getTables()).toEqual([]);
  await make(db);
  expect(await coins(db)).toEqual([1]);
});

it("a transaction that writes waits for its turn without stopping the process, and fails when it does not come", async () => {
  await make(open());
  const other = new Database(path);
  other.exec("begin immediate");
  const add = (db: Kysely<Tables>, id: number) =>
    db.transaction().execute((tx) => tx.insertInto("coins").values({ id }).execute());
  await expect(add(open(50), 2)).rejects.toThrow("database is locked");
  const waiting = add(open(), 3);
  setTimeout(() => other.exec("rollback"), 10);
  await waiting;
  other.close();
  expect(await coins(open())).toEqual([1, 3]);
});
