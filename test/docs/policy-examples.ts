/** What an example of a policy page is, and whether it is what it says. */
import { importPolicy, parsePolicy, parseSuite } from "@turnpike/policy";
import type { Block } from "./markdown.js";

/** The kinds of examples that a page may show. */
export type ExampleKind = "policy" | "condition" | "test file" | "mistake" | "to import";

/** Told from the paragraph before, where it says so, else from the text. */
export function kindOf({ text, before }: Block): ExampleKind {
  if (before.includes("deliberate mistake")) return "mistake";
  if (before.includes("to import")) return "to import";
  if (/^cases:/m.test(text)) return "test file";
  return /^\{ "path"/.test(text) ? "condition" : "policy";
}

/** Why the example is not what it is shown as; undefined when it is. `files` are the other examples of the page. */
export function faultOf(block: Block, files: ReadonlyMap<string, string>): string | undefined {
  const { text } = block;
  switch (kindOf(block)) {
    case "policy":
      return errorsIn(parsePolicy(text));
    case "condition":
      return errorsIn(parsePolicy(`{"version":"1","default":"deny","tools":{"t":{"deny_if":[{"any":[${text}]}]}}}`));
    case "test file":
      return errorsIn(parseSuite(text, (name) => files.get(name)));
    case "mistake":
      return parsePolicy(text).ok ? "it is valid" : undefined;
    case "to import":
      return parsePolicy(text).ok ? "it is of version 1 already" : errorsIn(importPolicy(text));
  }
}

function errorsIn(read: { readonly ok: true } | { readonly ok: false; readonly errors: readonly object[] }) {
  return read.ok ? undefined : JSON.stringify(read.errors, undefined, 2);
}
