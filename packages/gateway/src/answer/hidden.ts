/** What a text of a server tells of what this grant may not know, as far as names can tell it. */
import { type CompiledPolicy, filters, judge, listed, offers } from "@turnpike/policy";
import type { LiveGrant } from "../live-grants.js";
import type { Pages } from "../shown-lists.js";

const NONE: ReadonlySet<string> = new Set();
const NO_POLICY = {};
const WORD = /[\p{L}\p{N}_][\p{L}\p{N}_./:-]*/gu;
/** Patterns fit ordinary words as well, which say nothing. */
const LOOKS_LIKE_A_NAME = /[_./:\d-]|\p{Ll}\p{Lu}/u;
/** A name that words are not cut into. */
const NO_WORD = /[^\p{L}\p{N}_./:-]/u;

/** Capabilities that the policy switches off; `tools` are never among them. */
export function switchedOff(policy: CompiledPolicy | undefined): ReadonlySet<string> {
  const prompts = offers(policy, "prompt");
  const resources = offers(policy, "resource") || offers(policy, "resource_template");
  if (prompts && resources) {
    return NONE;
  }
  return new Set([
    ...(prompts ? [] : ["prompts"]),
    ...(resources ? [] : ["resources"]),
    ...(prompts || resources ? [] : ["completions"]),
  ]);
}

/**
 * Whether a text names what the grant may not see: an entry that some list of the server has shown to exist, or a word
 * that looks like a tool's name and that the policy hides by name or pattern.
 */
export function namesHidden(text: string, { server, compiled }: LiveGrant, pages: Pages): boolean {
  if (!filters(compiled)) {
    return false;
  }
  const words = wordsOf(text);
  for (const word of words) {
    if (LOOKS_LIKE_A_NAME.test(word) && isHidden(compiled, word)) {
      return true;
    }
  }
  const unseen = pages.unseen(
    server.id,
    compiled ?? NO_POLICY,
    (kind, name) => kind !== "task" && listed(compiled, kind, name),
  );
  for (const name of unseen) {
    if (words.has(name) || (NO_WORD.test(name) && text.includes(name))) {
      return true;
    }
  }
  return false;
}

function isHidden(policy: CompiledPolicy | undefined, name: string): boolean {
  return judge(policy, { kind: "tool", name, args: undefined }).refusal?.reason === "hidden";
}

/** Words, and what they are made of: `files/read` is one word, and two. */
function wordsOf(text: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const [found] of text.matchAll(WORD)) {
    const word = found.replace(/[./:-]+$/, "");
    words.add(word);
    for (const part of word.split(/[./:]/)) {
      words.add(part);
    }
  }
  return words;
}
