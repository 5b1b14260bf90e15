/** Running text as Markdown: what could be read as markup is escaped, and nothing of a stranger's becomes a link. */
import { visible } from "@turnpike/catalogue";
import type { Content, Inline } from "../document/inline.js";
import { relative } from "../relative.js";

/** Text with its markup escaped, and addresses that renderers would turn into links broken up. */
export function escapedMarkdown(text: string): string {
  return visible(text)
    .replace(/[\\`*_[\]<>~&$!]/g, "\\$&")
    .replaceAll("://", ":\\//")
    .replace(/\bwww\./gi, (found) => `${found.slice(0, -1)}\\.`);
}

/** Running text on one line; places in a page have no address in Markdown; `from` is the path of the page. */
export function inlineMarkdown(content: Content, from: string): string {
  return content.map((piece) => pieceMarkdown(piece, from)).join("");
}

/** The same at the beginning of a line, where a dash or a number would begin a list. */
export function lineMarkdown(content: Content, from: string): string {
  return inlineMarkdown(content, from)
    .trim()
    .replace(/^[-+=#]/, "\\$&")
    .replace(/^(\d{1,9})([.)])/, "$1\\$2");
}

function pieceMarkdown(piece: Inline, from: string): string {
  switch (piece.kind) {
    case "text":
    case "foreign":
      return escapedMarkdown(piece.text);
    case "code":
      return codeMarkdown(piece.text);
    case "strong":
      return `**${inlineMarkdown(piece.content, from)}**`;
    case "link": {
      const { to, content: words } = piece;
      if (to.kind === "page" && to.page === from) return inlineMarkdown(words, from);
      return `[${inlineMarkdown(words, from)}](${relative(from, to.kind === "file" ? to.file : `${to.page}.md`)})`;
    }
    case "risk":
      return `**${piece.risk} risk**`;
  }
}

/** Code between more ticks than it holds. */
function codeMarkdown(text: string): string {
  const plain = visible(text) || "(empty)";
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const room = /^[` ]|[` ]$/.test(plain) ? " " : "";
  return `${fence}${room}${plain}${room}${fence}`;
}
