/**
 * Commands as a reader types them. They are those of a clone, where `npx --no` runs the clone's own command and never
 * fetches one; a name that a shell could read otherwise is quoted.
 */
import { visible } from "@turnpike/catalogue";

/** `npx --no turnpike` with its words, quoted where they need it. */
export function command(...words: readonly string[]): string {
  return ["npx --no turnpike", ...words.map(quoted)].join(" ");
}

/** Whether a name can stand on a command line as it is read on the page. */
export function canBeTyped(name: string): boolean {
  return name !== "" && visible(name) === name && !name.startsWith("-");
}

function quoted(word: string): string {
  return /^[\w./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** Stands for the address of the reader's own server. */
export const exampleUrl = "https://mcp.example.com/mcp";
