/** What a text of a server tells of what this grant may not know, as far as names can tell it. */
import { type CompiledPolicy, judge, listed, offers } from "@turnpike/policy";
import type { LiveGrant } from "../live-grants.js";
import type { Pages } from "../shown-lists.js";

const NONE: ReadonlySet<string> = new Set();
/** Shorter names are ordinary words. */
const SHORTEST_NAME = 3;
const WORD = /[\p{L}\p{N}_][\p{L}\p{N}_./:-]*/gu;
const MOST_WORDS = 20_000;

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
 * Whether a text names what the grant may not see: a word that the policy hides by name or pattern, or an entry that
 * some list of the server has shown to exist.
 */
export function namesHidden(text: string, { server, compiled }: LiveGrant, pages: Pages): boolean {
  if (compiled?.mode === "observe") {
    return false;
  }
  const words = new Set(text.match(WORD) ?? []);
  if (words.size > MOST_WORDS) {
    return true;
  }
  for (const word of words) {
    const name = word.replace(/[./:-]+$/, "");
    if (judge(compiled, { kind: "tool", name, args: undefined }).refusal?.reason === "hidden") {
      return true;
    }
  }
  for (const { kind, name } of pages.known(server.id)) {
    if (kind !== "task" && name.length >= SHORTEST_NAME && !listed(compiled, kind, name) && text.includes(name)) {
      return true;
    }
  }
  return false;
}
