/** The parts of a page as HTML. */
import type { Block } from "../document/block.js";
import type { Content } from "../document/inline.js";
import { barHtml } from "./bar.js";
import { gradeHtml } from "./grade.js";
import { escaped, inlineHtml } from "./inline.js";
import { serversHtml, toolsHtml } from "./lists.js";

/** All parts, one a line; `from` is the path of their page. */
export function blocksHtml(blocks: readonly Block[], from: string): string {
  return blocks.map((block) => blockHtml(block, from)).join("\n");
}

function blockHtml(block: Block, from: string): string {
  const inline = (content: Content) => inlineHtml(content, from);
  switch (block.kind) {
    case "heading":
      return `<h${block.level} id="${block.id}">${inline(block.content)}</h${block.level}>`;
    case "paragraph":
      return `<p${block.weight === undefined ? "" : ` class="${block.weight}"`}>${inline(block.content)}</p>`;
    case "quote":
      return `<blockquote><p>${inline(block.content)}</p></blockquote>`;
    case "list":
      return listHtml(block, from);
    case "facts":
      return `<dl class="facts">\n${block.items.map(({ term, value }) => `<div><dt>${escaped(term)}</dt><dd>${inline(value)}</dd></div>`).join("\n")}\n</dl>`;
    case "table":
      return tableHtml(block, from);
    case "copied":
      return `<figure class="copied">\n<figcaption>${escaped(block.label)}</figcaption>\n<pre tabindex="0"><code>${escaped(block.text)}</code></pre>\n</figure>`;
    case "folded":
      return `<details>\n<summary>${escaped(block.summary)}</summary>\n${blocksHtml(block.content, from)}\n</details>`;
    case "finding":
      return findingHtml(block, from);
    case "grade":
      return gradeHtml(block);
    case "bar":
      return barHtml(block.counts);
    case "tools":
      return toolsHtml(block, from);
    case "servers":
      return serversHtml(block, from);
  }
}

type Of<Kind extends Block["kind"]> = Extract<Block, { readonly kind: Kind }>;

function findingHtml({ severity, code, content, cases }: Of<"finding">, from: string): string {
  const items = cases.map((each) => `<li>${inlineHtml(each, from)}</li>`).join("");
  return `<div class="finding ${severity}"><span class="severity">${severity}</span> <code>${escaped(code)}</code>\n<p>${inlineHtml(content, from)}</p>\n<ul>${items}</ul></div>`;
}

function listHtml({ ordered, items }: Of<"list">, from: string): string {
  const tag = ordered ? "ol" : "ul";
  const of = (item: readonly Block[]) => {
    const [only] = item;
    const plain = item.length === 1 && only?.kind === "paragraph" ? inlineHtml(only.content, from) : undefined;
    return `<li>${plain ?? blocksHtml(item, from)}</li>`;
  };
  return `<${tag}${ordered ? ' class="steps"' : ""}>\n${items.map(of).join("\n")}\n</${tag}>`;
}

function tableHtml({ caption, head, rows }: Of<"table">, from: string): string {
  const cells = (row: readonly Content[]) =>
    row.map((cell, at) => (at === 0 ? th(inlineHtml(cell, from)) : `<td>${inlineHtml(cell, from)}</td>`)).join("");
  const th = (text: string) => `<th scope="row">${text}</th>`;
  return [
    `<div class="scroll" role="region" tabindex="0" aria-label="${escaped(caption)}">`,
    `<table>\n<caption>${escaped(caption)}</caption>`,
    `<thead><tr>${head.map((name) => `<th scope="col">${escaped(name)}</th>`).join("")}</tr></thead>`,
    `<tbody>\n${rows.map((row) => `<tr>${cells(row)}</tr>`).join("\n")}\n</tbody>\n</table>\n</div>`,
  ].join("\n");
}
