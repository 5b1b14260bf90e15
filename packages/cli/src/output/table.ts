/** Rows in columns, for lists that people read. */
import type { Paint } from "./paint.js";

/** A heading and rows with their columns aligned; the last column is not padded. */
export function columns(heading: readonly string[], rows: readonly (readonly string[])[], paint: Paint): string {
  const widths = heading.map((title, column) =>
    Math.max(...[heading, ...rows].map((row) => width(row[column] ?? title))),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell + " ".repeat(column === row.length - 1 ? 0 : (widths[column] ?? 0) - width(cell)))
      .join("  ")
      .trimEnd();
  return [paint.dim(line(heading)), ...rows.map(line)].join("\n");
}

function width(text: string): number {
  return [...text].length;
}
