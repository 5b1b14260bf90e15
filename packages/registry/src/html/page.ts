/**
 * A page as an HTML file. The policy in its head lets in the site's own style and script and nothing else: no request
 * leaves the site, and nothing that a server wrote can run. (`file:` is for a site that is opened from a disk, which
 * some browsers do not count as its own origin; elsewhere no page may load such an address.)
 */
import { visible } from "@turnpike/catalogue";
import { type Page, parts } from "../document/page.js";
import { relative } from "../relative.js";
import { blocksHtml } from "./blocks.js";
import { addressOf, escaped, inlineHtml } from "./inline.js";

const security = [
  "default-src 'none'",
  "style-src 'self' file:",
  "script-src 'self' file:",
  "img-src 'self' file:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const mark =
  '<svg viewBox="0 0 32 32" aria-hidden="true" focusable="false"><path d="M6 4h5v24H6z"/><path class="arm" d="M11 9h17v6H11z"/></svg>';

/** The text of the file. */
export function pageHtml(page: Page): string {
  const { path } = page;
  const file = (name: string) => escaped(relative(path, name));
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${security}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">',
    `<title>${escaped(visible(page.title))}</title>`,
    `<meta name="description" content="${escaped(visible(page.summary))}">`,
    `<link rel="alternate" type="text/markdown" href="${file(`${path}.md`)}">`,
    `<link rel="icon" type="image/svg+xml" href="${file("icon.svg")}">`,
    `<link rel="stylesheet" href="${file("style.css")}">`,
    `<script src="${file("site.js")}" defer></script>\n</head>\n<body>`,
    '<a class="skip" href="#content">Skip to the content</a>',
    header(path),
    `<main id="content">\n${trail(page)}<h1>${inlineHtml(page.heading, path)}</h1>`,
    `${contents(page)}${blocksHtml(page.body, path)}\n</main>`,
    footer(page),
    "</body>\n</html>\n",
  ].join("\n");
}

function header(path: string): string {
  const links = parts.map(({ page, name }) => {
    const here = page === path ? ' aria-current="page"' : "";
    return `<li><a href="${addressOf({ kind: "page", page }, path)}"${here}>${name}</a></li>`;
  });
  const home = addressOf({ kind: "page", page: "index" }, path);
  return `<header>\n<a class="home" href="${home}">${mark}Turnpike catalogue</a>\n<nav aria-label="Catalogue"><ul>${links.join("")}</ul></nav>\n</header>`;
}

function trail({ crumbs, path }: Page): string {
  if (crumbs.length === 0) return "";
  const links = crumbs.map(
    ({ page, name }) =>
      `<li><a href="${addressOf({ kind: "page", page }, path)}"><bdi>${escaped(visible(name) || "(empty)")}</bdi></a></li>`,
  );
  return `<nav class="trail" aria-label="Where this page is"><ol>${links.join("")}</ol></nav>\n`;
}

const worthContents = 4;

/** What the page has, beside the text where there is room. */
function contents({ body, path }: Page): string {
  const headings = body.flatMap((block) => (block.kind === "heading" && block.level === 2 ? [block] : []));
  if (headings.length < worthContents) return "";
  const links = headings.map(
    ({ id, content, short }) =>
      `<li><a href="#${id}">${short === undefined ? inlineHtml(content, path) : escaped(short)}</a></li>`,
  );
  return `<nav class="toc" aria-label="On this page"><p>On this page</p><ul>${links.join("")}</ul></nav>\n`;
}

function footer({ path }: Page): string {
  return [
    "<footer>",
    `<p>Made by <code>turnpike scan --pages</code> from what servers say of their own tools. It shows what a tool could do, as far as its name, texts and schema tell; that nothing is found does not make a server safe.</p>`,
    `<p><a href="${escaped(relative(path, `${path}.md`))}" rel="alternate" type="text/markdown">This page as Markdown</a></p>`,
    "</footer>",
  ].join("\n");
}
