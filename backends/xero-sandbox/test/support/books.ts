/** The books, read past the operations and through the balance sheet. */
import { sql } from "kysely";
import type { Sandbox } from "../../src/index.js";
import type { Server } from "./server.js";

/** What all postings of an organisation come to, in cents: nothing, when the books balance. */
export async function trialBalance({ db }: Sandbox, organisationId: string): Promise<number> {
  const { sum } = await db
    .selectFrom("journal_lines")
    .innerJoin("journals", "journals.id", "journal_lines.journal_id")
    .where("journals.organisation_id", "=", organisationId)
    .select(sql<number>`coalesce(sum(amount), 0)`.as("sum"))
    .executeTakeFirstOrThrow();
  return sum;
}

type Cell = { readonly Value: string };
type Row = { readonly RowType: string; readonly Cells?: readonly Cell[]; readonly Rows?: readonly Row[] };

export type Sheet = {
  /** The amounts of a line, by its title, in cents: one a column. */
  readonly lines: ReadonlyMap<string, readonly number[]>;
  readonly netAssets: readonly number[];
  readonly equity: readonly number[];
};

/** Asks for a balance sheet and reads it. */
export async function sheetOf(server: Server, query: Record<string, string> = {}, tenant?: string): Promise<Sheet> {
  const headers = tenant === undefined ? {} : { "xero-tenant-id": tenant };
  const { list } = await server.get("/Reports/BalanceSheet", { query, headers });
  const lines = new Map<string, readonly number[]>();
  const walk = (rows: readonly Row[]): void => {
    for (const { RowType, Cells = [], Rows = [] } of rows) {
      const [title, ...amounts] = Cells.map(({ Value }) => Value);
      if (RowType !== "Header" && title !== undefined) lines.set(title, amounts.map(cents));
      walk(Rows);
    }
  };
  walk((list[0]?.Rows ?? []) as readonly Row[]);
  return { lines, netAssets: lines.get("Net Assets") ?? [], equity: lines.get("Total Equity") ?? [] };
}

function cents(amount: string): number {
  return Number(amount.replace(".", ""));
}
