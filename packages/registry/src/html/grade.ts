/** A grade with the sum that it comes from. */
import { visible } from "@turnpike/catalogue";
import type { Block } from "../document/block.js";
import { escaped } from "./inline.js";

/** The letter, and beside it 100 less each reason. */
export function gradeHtml({ grade, points, reasons }: Extract<Block, { readonly kind: "grade" }>): string {
  const rows = reasons.map(
    (reason) => `<tr><th scope="row">${escaped(visible(reason.says))}</th><td>− ${reason.points}</td></tr>`,
  );
  return [
    `<div class="sum">\n<p class="letter grade-${grade.toLowerCase()}"><span>Grade</span> ${grade}</p>`,
    "<table>\n<caption>How the grade comes about</caption>\n<tbody>",
    '<tr><th scope="row">Every server begins with</th><td>100</td></tr>',
    ...rows,
    `</tbody>\n<tfoot><tr><th scope="row">Points</th><td>${points}</td></tr></tfoot>\n</table>\n</div>`,
  ].join("\n");
}
