/** Lists in pages: the rows of one, and what the answer says about them. */
import { type RawBuilder, type SelectQueryBuilder, sql } from "kysely";
import type { Parameters } from "./parameters.js";
import { badQuery } from "./refusal.js";

/** Which page was asked for; undefined where the whole list was. */
export type Paging = { readonly page: number; readonly pageSize: number } | undefined;

export type Pagination = {
  readonly page: number;
  readonly pageSize: number;
  readonly pageCount: number;
  readonly itemCount: number;
};

export type Page<Row> = { readonly rows: readonly Row[]; readonly pagination?: Pagination };

const defaultPageSize = 100;
const largestPageSize = 1000;

/** Reads `page` and `pageSize`; either asks for pages. */
export function pagingOf(parameters: Parameters): Paging {
  const page = parameters.count("page");
  const pageSize = parameters.count("pageSize");
  if (page === undefined && pageSize === undefined) return undefined;
  if ((pageSize ?? 0) > largestPageSize) throw badQuery(`The parameter pageSize must be at most ${largestPageSize}`);
  return { page: page ?? 1, pageSize: pageSize ?? defaultPageSize };
}

/** Runs a list's query: what it is ordered by ends with `last`, which no two rows share. */
export async function pageOf<DB, TB extends keyof DB, Row>(
  query: SelectQueryBuilder<DB, TB, Row>,
  {
    order,
    last,
    paging,
  }: { readonly order: readonly RawBuilder<unknown>[]; readonly last: RawBuilder<unknown>; readonly paging: Paging },
): Promise<Page<Row>> {
  const ordered = [...order, last].reduce((so, by) => so.orderBy(by), query);
  if (paging === undefined) return { rows: await ordered.execute() };
  const { page, pageSize } = paging;
  const counted = await query.clearSelect().select(sql<number>`count(*)`.as("rows")).executeTakeFirstOrThrow();
  const itemCount = Number((counted as { readonly rows: number }).rows);
  const rows = await ordered
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  return { rows, pagination: { page, pageSize, pageCount: Math.ceil(itemCount / pageSize), itemCount } };
}
