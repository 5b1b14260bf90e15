/** What the tools of a server say together: the words that all names begin with, and what the server deals in. */
import { type Domain, domainWords } from "../lexicon/domains.js";
import { verbOf } from "../lexicon/verbs.js";
import { singular, splitName } from "../text/split-name.js";
import type { ServerTools } from "../tool.js";

/** What is known of a server while its tools are judged. */
export type ServerContext = {
  readonly name: string;
  readonly domains: ReadonlySet<Domain>;
  /** Words at the beginning of names that belong to the server, not to the tool. */
  readonly prefixes: ReadonlySet<string>;
};

/** What a word speaks for, made once from the table. */
const domainsOfWord = new Map<string, readonly Domain[]>();
for (const [name, words] of Object.entries(domainWords)) {
  for (const word of words.trim().split(/\s+/))
    domainsOfWord.set(word, [...(domainsOfWord.get(word) ?? []), name as Domain]);
}

const always = ["api", "mcp", "tool", "tools", "v1", "v2", "v3"];

/** Reads a server. */
export function serverContext({ name, tools }: ServerTools): ServerContext {
  const own = splitName(name);
  const names = tools.map((tool) => splitName(tool.name));
  const prefixes = new Set([...always, ...own.filter((word) => !verbOf(word)), ...shared(names)]);
  return {
    name,
    prefixes,
    domains: domainsOf(
      own,
      names,
      prefixes,
      tools.map(({ description }) => description ?? ""),
    ),
  };
}

/** The first words that most names share, unless they are verbs that do something there. */
function shared(names: readonly (readonly string[])[]): readonly string[] {
  if (names.length < 3) return [];
  const counts = new Map<string, number>();
  for (const [first] of names) if (first !== undefined) counts.set(first, (counts.get(first) ?? 0) + 1);
  return [...counts].filter(([word, count]) => count >= names.length * 0.7 && !verbOf(word)).map(([word]) => word);
}

/** A domain counts when the server's name says it, or a quarter of its tools and at least one. */
function domainsOf(
  own: readonly string[],
  names: readonly (readonly string[])[],
  prefixes: ReadonlySet<string>,
  descriptions: readonly string[],
): ReadonlySet<Domain> {
  const hits = new Map<Domain, number>();
  for (const [at, words] of names.entries()) {
    const bag = [...words.filter((word) => !prefixes.has(word)), ...firstWords(descriptions[at] ?? "")];
    for (const domain of domainsIn(bag)) hits.set(domain, (hits.get(domain) ?? 0) + 1);
  }
  const enough = Math.max(names.length / 4, Math.min(names.length, 2));
  const said = [...own, ...prefixes].flatMap((word) => domainsOfWord.get(word) ?? []);
  return new Set([...said, ...[...hits].filter(([, count]) => count >= enough).map(([domain]) => domain)]);
}

/** The domains that the words speak for, in the singular or as they stand. */
function domainsIn(words: readonly string[]): ReadonlySet<Domain> {
  const found = new Set<Domain>();
  for (const word of words) {
    for (const domain of domainsOfWord.get(word) ?? domainsOfWord.get(singular(word)) ?? []) found.add(domain);
  }
  return found;
}

function firstWords(description: string): readonly string[] {
  return (
    description
      .slice(0, 160)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  );
}

const version = /^v\d+$/;

/** A name's words without those that belong to the server and without a version; what is nothing else is left whole. */
export function ownWords(name: string, { prefixes }: ServerContext): readonly string[] {
  const all = splitName(name);
  const words = all.length > 1 && version.test(all.at(-1) as string) ? all.slice(0, -1) : all;
  let from = 0;
  while (from < words.length - 1 && prefixes.has(words[from] as string)) from++;
  return from === 0 ? words : words.slice(from);
}
