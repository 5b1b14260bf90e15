/** A table for the terminal: text to the left, figures to the right. */

export type TableCell = string | number | undefined;

/** Lines of a table; figures get as many decimals as the column says, undefined shows as a dash. */
export function table(
  head: readonly string[],
  rows: readonly (readonly TableCell[])[],
  decimals: readonly number[],
): string {
  const texts = rows.map((row) => row.map((cell, i) => cellText(cell, decimals[i] ?? 0)));
  const widths = head.map((name, i) => Math.max(name.length, ...texts.map((row) => row[i]?.length ?? 0)));
  const isText = head.map((_, i) => rows.every((row) => typeof row[i] === "string"));
  const line = (cells: readonly string[]) =>
    cells.map((text, i) => (isText[i] ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0))).join("  ");
  return [line(head), ...texts.map(line)].map((text) => `  ${text.trimEnd()}`).join("\n");
}

function cellText(cell: TableCell, decimals: number): string {
  if (cell === undefined || (typeof cell === "number" && Number.isNaN(cell))) {
    return "-";
  }
  return typeof cell === "string" ? cell : groupThousands(cell.toFixed(decimals));
}

function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",");
}
