/** The rows of a report, in Xero's form: everything in them is text. */
import type { Cents } from "../money/decimals.js";

type Cell = {
  readonly Value: string;
  readonly Attributes?: readonly { readonly Value: string; readonly Id: "account" }[];
};

export type Row =
  | { readonly RowType: "Header" | "Row" | "SummaryRow"; readonly Cells: readonly Cell[] }
  | { readonly RowType: "Section"; readonly Title: string; readonly Rows: readonly Row[] };

/** The days above the columns. */
export function headerRow(days: readonly string[]): Row {
  return { RowType: "Header", Cells: [{ Value: "" }, ...days.map((day) => ({ Value: writeShortDay(day) }))] };
}

export function section(title: string, rows: readonly Row[]): Row {
  return { RowType: "Section", Title: title, Rows: rows };
}

/** A line; with an account, each cell says which. */
export function row(title: string, amounts: readonly Cents[], accountId?: string): Row {
  const attributes = accountId === undefined ? {} : { Attributes: [{ Value: accountId, Id: "account" as const }] };
  const cells = [title, ...amounts.map(writeAmount)].map((Value) => ({ Value, ...attributes }));
  return { RowType: "Row", Cells: cells };
}

export function summaryRow(title: string, amounts: readonly Cents[]): Row {
  return { RowType: "SummaryRow", Cells: [title, ...amounts.map(writeAmount)].map((Value) => ({ Value })) };
}

function writeAmount(amount: Cents): string {
  return (amount / 100).toFixed(2);
}

const english = { day: "numeric", year: "numeric", timeZone: "UTC" } as const;
const long = new Intl.DateTimeFormat("en-GB", { ...english, month: "long" });

/** `30 April 2026`. */
export function writeLongDay(day: string): string {
  return long.format(new Date(day));
}

/** `30 Apr 2026`: the first three letters of every month. */
function writeShortDay(day: string): string {
  const [number = "", month = "", year = ""] = writeLongDay(day).split(" ");
  return [number, month.slice(0, 3), year].join(" ");
}
