/** A tool's name as words: snake, camel, kebab, dotted, and any mixture of them. */
import { abbreviations, phrasalVerbs } from "../lexicon/short-forms.js";

const edges = /([\p{Ll}\p{N}])(\p{Lu})|(\p{Lu}+)(\p{Lu}\p{Ll})/gu;
const openings = new Set([...phrasalVerbs.keys()].map((verb) => verb.slice(0, verb.indexOf(" "))));
const separators = /[^\p{L}\p{M}\p{N}]+/u;

/** The words in lower case, abbreviations written out, verbs of two words as one ("turn on" is `turnon`). */
export function splitName(name: string): readonly string[] {
  const words = name
    .replace(edges, (_, low?: string, up?: string, run?: string, next?: string) =>
      low === undefined ? `${run} ${next}` : `${low} ${up}`,
    )
    .toLowerCase()
    .split(separators)
    .filter((word) => word !== "")
    .map((word) => abbreviations.get(word) ?? word);
  return joinPhrasal(words);
}

/** Joins verbs of two and three words. */
export function joinPhrasal(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (let at = 0; at < words.length; at++) {
    if (!openings.has(words[at] as string)) {
      joined.push(words[at] as string);
      continue;
    }
    const two = `${words[at]} ${words[at + 1]}`;
    const three = phrasalVerbs.get(`${two} ${words[at + 2]}`);
    const verb = three ?? phrasalVerbs.get(two);
    joined.push(verb ?? (words[at] as string));
    if (verb !== undefined) at += three === undefined ? 1 : 2;
  }
  return joined;
}

/** The singular of a noun, near enough to look it up. */
export function singular(word: string): string {
  if (word.length < 4 || !word.endsWith("s") || /(ss|us|is)$/.test(word)) return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return /(ses|xes|zes|ches|shes)$/.test(word) && !/(ases|uses|oses|nses|rses)$/.test(word)
    ? word.slice(0, -2)
    : word.slice(0, -1);
}
