/** Tools of the same server that are about the same things: those whose names share words that few others have. */
import { gravity, splitName } from "@turnpike/catalogue";
import type { ServerEntry, ToolEntry } from "../entries.js";

const most = 6;

/** Gives the tools that are closest to a tool, for all tools of a server. */
export function relatedTools({ tools }: ServerEntry): (entry: ToolEntry) => readonly ToolEntry[] {
  const words = tools.map(({ tool }) => new Set(splitName(tool.name)));
  const having = new Map<string, number[]>();
  words.forEach((each, at) => {
    for (const word of each) having.set(word, [...(having.get(word) ?? []), at]);
  });
  const places = new Map(tools.map((entry, at) => [entry, at]));
  return (entry) => {
    const own = places.get(entry) ?? -1;
    const scores = new Map<number, number>();
    for (const word of words[own] ?? []) {
      const others = having.get(word) ?? [];
      if (others.length * 2 > tools.length && tools.length > 3) continue;
      for (const at of others) if (at !== own) scores.set(at, (scores.get(at) ?? 0) + 1 / others.length);
    }
    return [...scores]
      .sort(([one, score], [other, than]) => than - score || graver(tools, one, other) || one - other)
      .slice(0, most)
      .flatMap(([at]) => tools[at] ?? []);
  };
}

function graver(tools: readonly ToolEntry[], one: number, other: number): number {
  const of = (at: number) => gravity(tools[at]?.classified.category ?? "Read");
  return of(one) - of(other);
}
