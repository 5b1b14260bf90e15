/** How much of the machine others used: on a busy machine the figures are too high, and ratios too. */
import type { CellResult } from "../load/cell.js";
import { median } from "./figures.js";

/** A line that says it. */
export function quietness(cells: readonly Pick<CellResult, "otherShare">[]): string {
  const shares = cells.map((cell) => cell.otherShare).filter((share) => share !== undefined);
  if (shares.length === 0) {
    return "no /proc here: CPU time was not measured";
  }
  const usual = median(shares) * 100;
  const disturbed = shares.filter((share) => share > 0.1).length;
  const text = `of the machine's CPU time ${usual.toFixed(1)} % went elsewhere (median over ${shares.length} cells)`;
  return usual < 5 && disturbed < shares.length / 10
    ? text
    : `${text}, over 10 % in ${disturbed}: THE MACHINE WAS NOT QUIET, repeat on a quiet one`;
}
