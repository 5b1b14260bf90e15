/**
 * The statements that make a table, its indexes and the triggers that keep its counts. This is SQLite's dialect; the
 * only things another one writes differently are `id` and the bodies of the triggers.
 */
import { type Column, quoted } from "./columns.js";
import type { Table } from "./table.js";

type AnyColumn = Column<unknown, unknown>;

/** Everything that makes one table, in order. */
export function tableStatements(name: string, table: Table): readonly string[] {
  return [createTable(name, table), ...createIndexes(name, table), ...countTriggers(name, table)];
}

function createTable(name: string, { columns, key, unique = [], checks = [] }: Table): string {
  const lines = [
    ...Object.entries(columns).map(([column, declared]) => columnLine(column, declared)),
    ...(key === undefined ? [] : [`primary key (${list(key)})`]),
    ...unique.map((each) => `unique (${list(each)})`),
    ...checks.map((check) => `check (${check})`),
  ];
  return `create table "${name}" (\n  ${lines.join(",\n  ")}\n)`;
}

function columnLine(name: string, { storage, nullable, fallback, check, references }: AnyColumn): string {
  if (storage === "id") return `"${name}" integer primary key autoincrement`;
  const parts = [`"${name}" ${storage === "integer" ? "bigint" : "text"}`];
  if (!nullable) parts.push("not null");
  if (fallback !== undefined) parts.push(`default ${typeof fallback === "number" ? fallback : quoted(fallback)}`);
  if (check !== undefined) parts.push(`check (${check.replaceAll("?", `"${name}"`)})`);
  if (references) parts.push(`references "${references.table}" on delete ${references.onDelete}`);
  return parts.join(" ");
}

function createIndexes(name: string, { indexes = [] }: Table): readonly string[] {
  return indexes.map((columns) => `create index "${name}_by_${columns.join("_")}" on "${name}" (${list(columns)})`);
}

function countTriggers(name: string, { counted = [] }: Table): readonly string[] {
  if (counted.length === 0) return [];
  const changing = [...new Set(counted.flat())];
  const onUpdate = counted
    .filter((columns) => columns.length > 0)
    .flatMap((columns) => [countLess(name, columns), countMore(name, columns)]);
  const triggers = [
    `create trigger "${name}_counted_in" after insert on "${name}" begin\n  ${counted
      .map((columns) => countMore(name, columns))
      .join("\n  ")}\nend`,
    `create trigger "${name}_counted_out" after delete on "${name}" begin\n  ${counted
      .map((columns) => countLess(name, columns))
      .join("\n  ")}\nend`,
  ];
  if (changing.length > 0) {
    const changed = changing.map((column) => `old."${column}" is not new."${column}"`).join(" or ");
    triggers.push(
      `create trigger "${name}_counted_over" after update of ${list(changing)} on "${name}" when ${changed} begin\n  ${onUpdate.join("\n  ")}\nend`,
    );
  }
  return triggers;
}

function countMore(name: string, columns: readonly string[]): string {
  return (
    `insert into row_counts ("list", "columns", "value", "rows") values (${quoted(name)}, ${quoted(columns.join())}, ` +
    `${keyOf("new", columns)}, 1) on conflict do update set "rows" = "rows" + 1;`
  );
}

function countLess(name: string, columns: readonly string[]): string {
  return (
    `update row_counts set "rows" = "rows" - 1 where "list" = ${quoted(name)} and "columns" = ${quoted(columns.join())} ` +
    `and "value" = ${keyOf("old", columns)};`
  );
}

function keyOf(row: "old" | "new", columns: readonly string[]): string {
  return columns.length === 0 ? "''" : columns.map((column) => `coalesce(${row}."${column}", '')`).join(" || '|' || ");
}

function list(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(", ");
}
