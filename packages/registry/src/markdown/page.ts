/** A page as a Markdown file, for programs and for people who read text. */

import { link, say } from "../document/inline.js";
import type { Page } from "../document/page.js";
import { blocksMarkdown } from "./blocks.js";
import { inlineMarkdown } from "./inline.js";

/** The text of the file. */
export function pageMarkdown({ path, crumbs, heading, body }: Page): string {
  const trail = crumbs.map(({ page, name }) => inlineMarkdown(say`${link(page, name || "(empty)")}`, path));
  return [
    ...(trail.length > 0 ? [trail.join(" / ")] : []),
    `# ${inlineMarkdown(heading, path)}`,
    blocksMarkdown(body, path),
  ]
    .join("\n\n")
    .concat("\n");
}
