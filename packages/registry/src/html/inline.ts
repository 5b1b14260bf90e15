/** Running text as HTML. This is the one place where text becomes markup, so that it is escaped here and nowhere else. */
import { visible } from "@turnpike/catalogue";
import type { Content, Inline, Target } from "../document/inline.js";
import { relative } from "../relative.js";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for an element or a quoted attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] as string);
}

/** Running text; `from` is the path of the page that it stands on. */
export function inlineHtml(content: Content, from: string): string {
  return content.map((piece) => pieceHtml(piece, from)).join("");
}

function pieceHtml(piece: Inline, from: string): string {
  switch (piece.kind) {
    case "text":
      return escaped(visible(piece.text));
    case "foreign":
      return `<bdi>${escaped(visible(piece.text))}</bdi>`;
    case "code":
      return codeHtml(piece.text);
    case "strong":
      return `<strong>${inlineHtml(piece.content, from)}</strong>`;
    case "link":
      return `<a href="${addressOf(piece.to, from)}"${piece.to.kind === "file" ? " download" : ""}>${inlineHtml(piece.content, from)}</a>`;
    case "risk":
      return `<span class="risk ${piece.risk.toLowerCase()}">${piece.risk} risk</span>`;
  }
}

/** A name or a path. */
export function codeHtml(text: string): string {
  return `<code>${escaped(visible(text) || "(empty)")}</code>`;
}

/** Where a link leads, from a page. */
export function addressOf(to: Target, from: string): string {
  if (to.kind === "file") return escaped(relative(from, to.file));
  const id = to.id === undefined ? "" : `#${to.id}`;
  return to.page === from && id !== "" ? escaped(id) : escaped(`${relative(from, `${to.page}.html`)}${id}`);
}
