/** Tables of Markdown as the formatter leaves them, so that a generated page is also a formatted one. */

/** A heading and rows with their columns padded to one width. */
export function markdownTable(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heading.map((_, column) =>
    Math.max(3, ...[heading, ...rows].map((row) => (row[column] ?? "").length)),
  );
  const line = (cells: readonly string[], filler = " ") =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, filler)).join(" | ")} |`;
  const rule = line(
    heading.map(() => ""),
    "-",
  );
  return [line(heading), rule, ...rows.map((row) => line(row))].join("\n");
}
