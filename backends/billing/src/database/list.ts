/**
 * A page of a list and how many rows the whole list has. For the combinations of filters that a table declares as
 * `counted` the number is read from `row_counts`; any other list is counted, which is for lists that are short.
 */
import { type SelectQueryBuilder, sql } from "kysely";
import { type Db, type TableName, type Tables, tables } from "./tables.js";

/** Which page: how many rows to skip and how many to give. */
export type PageRequest = { readonly limitstart?: number | undefined; readonly limitnum?: number | undefined };

export type Page<Row> = {
  readonly rows: Row[];
  readonly totalresults: number;
  readonly startnumber: number;
  readonly numreturned: number;
};

/** A filter of equalities on a table; what is undefined does not filter. */
export type Filter<Name extends TableName> = { readonly [Key in keyof Tables[Name]]?: string | number | undefined };

const pageSize = 25;

/**
 * Reads a page of `query`. `total` is the number of all its rows where it is known (`keptCount`); without it they are
 * counted.
 */
export async function page<Row>(
  db: Db,
  query: SelectQueryBuilder<Tables, TableName, Row>,
  { limitstart = 0, limitnum = pageSize }: PageRequest,
  total?: number,
): Promise<Page<Row>> {
  const rows = await query.limit(limitnum).offset(limitstart).execute();
  const totalresults = total ?? (await countOf(db, query));
  return { rows, totalresults, startnumber: limitstart, numreturned: rows.length };
}

/** How many rows of the table match, when its declaration counts this combination of columns; else undefined. */
export async function keptCount<Name extends TableName>(
  db: Db,
  name: Name,
  filter: Filter<Name> = {},
): Promise<number | undefined> {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  const { counted = [] } = tables[name] as { counted?: readonly (readonly string[])[] };
  const columns = counted.find(
    (each) => each.length === given.length && given.every(([column]) => each.includes(column)),
  );
  if (columns === undefined) return undefined;
  const value = columns.map((column) => (filter as Record<string, string | number>)[column]).join("|");
  const row = await db
    .selectFrom("row_counts")
    .select("rows")
    .where("list", "=", name)
    .where("columns", "=", columns.join())
    .where("value", "=", value)
    .executeTakeFirst();
  return row?.rows ?? 0;
}

/**
 * How many rows there are whose `columns`, which the table counts, have these first values and a last one below `limit`:
 * a sum over the kept counts, one for each value that occurs.
 */
export async function keptCountBelow<Name extends TableName>(
  db: Db,
  name: Name,
  columns: readonly (keyof Tables[Name] & string)[],
  first: readonly string[],
  limit: string,
): Promise<number> {
  const prefix = first.map((value) => `${value}|`).join("");
  const { rows } = await db
    .selectFrom("row_counts")
    .select(({ fn }) => fn.sum<number | null>("rows").as("rows"))
    .where("list", "=", name)
    .where("columns", "=", columns.join())
    .where("value", ">=", prefix)
    .where("value", "<", `${prefix}${limit}`)
    .executeTakeFirstOrThrow();
  return Number(rows ?? 0);
}

async function countOf(db: Db, query: SelectQueryBuilder<Tables, TableName, unknown>): Promise<number> {
  const whole = query.clearSelect().clearOrderBy().select(sql<number>`1`.as("one"));
  const { rows } = await db
    .selectFrom(whole.as("whole"))
    .select(({ fn }) => fn.countAll<number>().as("rows"))
    .executeTakeFirstOrThrow();
  return Number(rows);
}
