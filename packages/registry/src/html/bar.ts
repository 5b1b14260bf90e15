/** How many tools there are of each category, as a bar of segments; the numbers stand beside it in words. */
import { CATEGORIES } from "@turnpike/catalogue";
import type { Counts } from "../document/block.js";

const width = 1000;

/** The bar with its legend. */
export function barHtml(counts: Counts): string {
  const used = CATEGORIES.filter((category) => counts[category] > 0);
  const legend = used.map(
    (category) =>
      `<li class="${category.toLowerCase()}"><strong>${counts[category].toLocaleString("en")}</strong> ${category}</li>`,
  );
  return `<div class="bar">\n${barSvg(counts)}\n<ul>${legend.join("")}</ul>\n</div>`;
}

/** The bar alone, which says nothing that does not stand beside it. */
export function barSvg(counts: Counts): string {
  const used = CATEGORIES.filter((category) => counts[category] > 0);
  const total = used.reduce((sum, category) => sum + counts[category], 0);
  let x = 0;
  const segments = used.map((category) => {
    const share = (counts[category] / total) * width;
    const segment = `<rect class="${category.toLowerCase()}" x="${x.toFixed(1)}" width="${share.toFixed(1)}" height="10"/>`;
    x += share;
    return segment;
  });
  return `<svg viewBox="0 0 ${width} 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">${segments.join("")}</svg>`;
}
