/**
 * Migrates a folder and dies on the way: `migrate.ts FOLDER WHERE MIGRATIONS`. `WHERE` is the number of the statement of
 * the last migration to die before, or `copying`, or `nowhere`; the migrations are JSON.
 */

import { readdirSync } from "node:fs";
import { connect } from "../../src/sqlite/connection.js";
import { prepareFolder } from "../../src/sqlite/folder.js";
import { migrate } from "../../src/sqlite/migrate.js";
import type { Migration } from "../../src/sqlite/migrations.js";

const [path = "", where = "", steps = "[]"] = process.argv.slice(2);
const migrations = JSON.parse(steps) as Migration[];
const last = migrations.pop() ?? [];
const folder = prepareFolder(path);
const connection = connect(folder.database, "process", 1000);
const die = () => {
  process.kill(process.pid, "SIGKILL");
  return null;
};
connection.db.function("die", { directOnly: true }, die);

const lookForCopy = () => {
  if (readdirSync(folder.copies).some((name) => name.endsWith(".partial"))) die();
  setImmediate(lookForCopy);
};
if (where === "copying") lookForCopy();
const deadly = /\d/.test(where) ? last.toSpliced(Number(where), 0, "select die()") : last;
await migrate(connection, [...migrations, deadly], folder);
console.log("survived");
process.exit(0);
