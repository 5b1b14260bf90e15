/** The examples of a Markdown page: its fenced blocks, each with the paragraph that leads to it. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** One fenced block. `file` is the last file name in backticks in the paragraph before it. */
export type Block = {
  readonly lang: string;
  readonly text: string;
  readonly line: number;
  readonly before: string;
  readonly file: string | undefined;
};

/** A line of a console block that begins with `$`, and what stands below it. */
export type Command = { readonly text: string; readonly output: string; readonly line: number };

/** The text of a page, by its path in the repository. */
export function readPage(path: string): Promise<string> {
  return readFile(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");
}

/** Every fenced block of the page, in order. */
export function blocksOf(page: string): Block[] {
  const blocks: Block[] = [];
  const lines = page.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const [, lang] = /^```(\w*)$/.exec(lines[at] ?? "") ?? [];
    if (lang === undefined) continue;
    const end = lines.indexOf("```", at + 1);
    if (end < 0) throw new Error(`the block that opens at line ${at + 1} never closes`);
    const before = paragraphAbove(lines, at);
    const file = [...before.matchAll(/`([\w.-]+\.(?:json|yaml))`/g)].at(-1)?.[1];
    blocks.push({ lang, text: `${lines.slice(at + 1, end).join("\n")}\n`, line: at + 1, before, file });
    at = end;
  }
  return blocks;
}

function paragraphAbove(lines: readonly string[], at: number): string {
  let end = at;
  while (end > 0 && lines[end - 1] === "") end--;
  let start = end;
  while (start > 0 && lines[start - 1] !== "" && !lines[start - 1]?.startsWith("```")) start--;
  return lines.slice(start, end).join(" ");
}

/** The commands of a console block with the output that it shows. */
export function commandsOf({ text, line }: Block): Command[] {
  const commands: { text: string; output: string[]; line: number }[] = [];
  for (const [index, each] of text.split("\n").entries()) {
    if (each.startsWith("$ ")) commands.push({ text: each.slice(2), output: [], line: line + 1 + index });
    else commands.at(-1)?.output.push(each);
  }
  return commands.map((command) => ({ ...command, output: command.output.join("\n").trim() }));
}

/** Commands written one a line, a backslash at the end going on with the next. */
export function commandLines(text: string, program: string): string[] {
  const whole = text.replaceAll(/ \\\n\s+/g, " ");
  return whole.split("\n").flatMap((line) => (line.trim().startsWith(`${program} `) ? [line.trim()] : []));
}
