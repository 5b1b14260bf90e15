/** Lists of tools and of servers. With scripts they can be searched; without they are lists. */
import { CATEGORIES, visible } from "@turnpike/catalogue";
import type { Block, ServerLine, ToolLine } from "../document/block.js";
import { howMany } from "../how-many.js";
import { barSvg } from "./bar.js";
import { addressOf, codeHtml, escaped } from "./inline.js";

type Of<Kind extends Block["kind"]> = Extract<Block, { readonly kind: Kind }>;

const findable = (label: string, find: boolean) => (find ? ` data-find="${escaped(label)}"` : "");

/** Tools, a line each. */
export function toolsHtml({ label, lines, find }: Of<"tools">, from: string): string {
  return `<ul class="tools"${findable(label, find)}>\n${lines.map((line) => toolHtml(line, from)).join("\n")}\n</ul>`;
}

function toolHtml(line: ToolLine, from: string): string {
  const { name, page, risk, category, says, server, signals, tokens } = line;
  const whose = server === undefined ? [] : [linked(server.page, visible(server.name), from)];
  const facts = [category, ...whose, ...signals.map(escaped), howMany(tokens, "token")];
  return [
    `<li data-risk="${risk}"><span class="risk ${risk.toLowerCase()}">${risk}</span>`,
    `<h3><a href="${addressOf({ kind: "page", page }, from)}">${codeHtml(name)}</a></h3>`,
    `<p>${says === "" ? "<em>no description</em>" : `<bdi>${escaped(visible(says))}</bdi>`}</p>`,
    `<p class="small">${facts.join(" · ")}</p></li>`,
  ].join("");
}

/** Servers, a line each. */
export function serversHtml({ label, lines }: Of<"servers">, from: string): string {
  const find = lines.length > 1;
  return `<ul class="servers"${findable(label, find)}>\n${lines.map((line) => serverHtml(line, from)).join("\n")}\n</ul>`;
}

function serverHtml({ name, page, grade, points, counts, findings, tokens }: ServerLine, from: string): string {
  const total = CATEGORIES.reduce((sum, category) => sum + counts[category], 0);
  const words = CATEGORIES.filter((category) => counts[category] > 0).map(
    (category) => `${counts[category].toLocaleString("en")} ${category}`,
  );
  const facts = [howMany(total, "tool"), howMany(findings, "finding"), howMany(tokens, "token"), `${points} points`];
  return [
    `<li><span class="letter grade-${grade.toLowerCase()}" role="img" aria-label="grade ${grade}">${grade}</span>`,
    `<h3>${linked(page, visible(name) || "(empty)", from)}</h3>`,
    `${total === 0 ? "" : barSvg(counts)}<p>${words.join(", ") || "no tools"}</p>`,
    `<p class="small">${facts.join(" · ")}</p></li>`,
  ].join("");
}

function linked(page: string, text: string, from: string): string {
  return `<a href="${addressOf({ kind: "page", page }, from)}"><bdi>${escaped(text)}</bdi></a>`;
}
