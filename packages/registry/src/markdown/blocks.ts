/** The parts of a page as Markdown. */
import { CATEGORIES } from "@turnpike/catalogue";
import type { Block, Counts, ServerLine, ToolLine } from "../document/block.js";
import { type Content, code, link, say } from "../document/inline.js";
import { howMany } from "../how-many.js";
import { escapedMarkdown, inlineMarkdown, lineMarkdown } from "./inline.js";

/** All parts with an empty line between them; `from` is the path of their page. */
export function blocksMarkdown(blocks: readonly Block[], from: string): string {
  return blocks.flatMap((block) => blockMarkdown(block, from) ?? []).join("\n\n");
}

function blockMarkdown(block: Block, from: string): string | undefined {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level)} ${inlineMarkdown(block.content, from)}`;
    case "paragraph":
      return lineMarkdown(block.content, from);
    case "quote":
      return `> ${lineMarkdown(block.content, from)}`;
    case "list":
      return listMarkdown(block, from);
    case "facts":
      return block.items.map(({ term, value }) => `- ${term}: ${inlineMarkdown(value, from)}`).join("\n");
    case "table":
      return tableMarkdown(block, from);
    case "copied":
      return `${block.language === "console" ? "" : `${block.label}:\n\n`}${fenced(block.text, block.language)}`;
    case "folded":
      return block.twin ? blocksMarkdown(block.content, from) : undefined;
    case "finding":
      return findingMarkdown(block, from);
    case "grade":
      return gradeMarkdown(block);
    case "bar":
      return `${countsInWords(block.counts)}.`;
    case "tools":
      return block.lines.map((line) => toolMarkdown(line, from)).join("\n");
    case "servers":
      return block.lines.map((line) => serverMarkdown(line, from)).join("\n");
  }
}

type Of<Kind extends Block["kind"]> = Extract<Block, { readonly kind: Kind }>;

function listMarkdown({ ordered, items }: Of<"list">, from: string): string {
  const text = items.map((item, at) => {
    const mark = ordered ? `${at + 1}. ` : "- ";
    return mark + blocksMarkdown(item, from).replaceAll("\n", `\n${" ".repeat(mark.length)}`);
  });
  return text.join(items.some((item) => item.length > 1) ? "\n\n" : "\n").replace(/[ ]+$/gm, "");
}

function findingMarkdown({ severity, code: name, content, cases }: Of<"finding">, from: string): string {
  const items = cases.map((each) => `  - ${lineMarkdown(each, from)}`);
  return [`- **${severity}** \`${name}\`: ${inlineMarkdown(content, from)}`, ...items].join("\n");
}

/** A text between fences longer than any in it. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\n$/, "")}\n${fence}`;
}

/** A bar ends a cell, so that each is escaped, in code as well. */
function tableMarkdown({ head, rows }: Of<"table">, from: string): string {
  const cell = (content: Content) => inlineMarkdown(content, from).replaceAll("|", "\\|");
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map((row) => line(row.map(cell)))].join("\n");
}

function gradeMarkdown({ grade, points, reasons }: Of<"grade">): string {
  const taken = reasons.map((reason) => `- less ${reason.points}: ${escapedMarkdown(reason.says)}`);
  return [`Grade **${grade}**, ${points} points of 100:`, "", ...taken, `- leaves ${points}`].join("\n");
}

function countsInWords(counts: Counts): string {
  const used = CATEGORIES.filter((category) => counts[category] > 0);
  return used.map((category) => `${counts[category].toLocaleString("en")} ${category}`).join(", ") || "No tools";
}

function toolMarkdown({ name, page, category, risk, says, server, signals }: ToolLine, from: string): string {
  const whose = server === undefined ? [] : say` of ${link(server.page, server.name)}`;
  const facts = [`${risk}, ${category}`, ...signals].join("; ");
  const words = says === "" ? "no description" : says;
  return `- ${inlineMarkdown(say`${link(page, code(name))}${whose} (${facts}): ${words}`, from)}`;
}

function serverMarkdown({ name, page, grade, points, counts, findings, tokens }: ServerLine, from: string): string {
  const facts = `grade ${grade}, ${points} points; ${countsInWords(counts)}; ${howMany(findings, "finding")}; ${howMany(tokens, "token")}`;
  return `- ${inlineMarkdown(say`${link(page, name || "(empty)")}: ${facts}`, from)}`;
}
