/** Verbs of other languages in a text, for tools whose name has no English verb. */
import { CATEGORIES, type Category, gravity } from "../category.js";
import { foreignCharacters, foreignStems } from "../lexicon/foreign-verbs.js";

/** What was found, and the word. */
export type Foreign = { readonly category: Category; readonly word: string };

const list = (text: string): readonly string[] => text.trim().split(/\s+/);
const stems = CATEGORIES.flatMap((category) => list(foreignStems[category]).map((stem) => ({ category, stem })));
const characters = CATEGORIES.flatMap((category) =>
  list(foreignCharacters[category]).map((stem) => ({ category, stem })),
);
const denial = /[不没無无未]|ない|ません|않|не\s/u;

/** The gravest verb among the words of a name or the first words of a sentence. */
export function foreignVerb(text: string): Foreign | undefined {
  const first = (text.split(/[.。;；!?\n]/u)[0] ?? "").toLowerCase();
  const found = /[^\p{Script=Latin}\P{L}]/u.test(first) ? inCharacters(first) : inWords(first);
  return found.reduce<Foreign | undefined>(
    (gravest, each) => (gravest === undefined || gravity(each.category) < gravity(gravest.category) ? each : gravest),
    undefined,
  );
}

/** The clause before the first comma, as long as it denies nothing. */
function inCharacters(text: string): readonly Foreign[] {
  const clause = text.split(/[，、,]/u).find((part) => !denial.test(part)) ?? "";
  return characters.filter(({ stem }) => clause.includes(stem)).map(({ category, stem }) => ({ category, word: stem }));
}

function inWords(text: string): readonly Foreign[] {
  const words = text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .split(/[^\p{L}]+/u)
    .slice(0, 12);
  const denied = words.findIndex((word) => denials.has(word));
  const found = words.slice(0, denied === -1 ? words.length : denied).flatMap((word, at) => {
    const hit = english.test(word)
      ? undefined
      : stems.find(({ stem }) => word.startsWith(stem) && word.length - stem.length <= 5);
    return hit === undefined ? [] : [{ category: hit.category, word, at }];
  });
  const asks = found.find(({ category, word, at }) => category === "Read" && asksAt(words, word, at));
  return asks === undefined ? found : found.filter(({ at }) => at === asks.at || joints.has(words[at - 1] ?? ""));
}

/** Nouns of English that begin like a verb of another language. */
const english = /^(?:cancellation|execution|modification|creation|elimination|inversion|pages?|starter)s?$/;
const denials = new Set("no ni sin nicht kein keine ohne sans ne pas nao sem non senza niet zonder nie bez".split(" "));
const joints = new Set(["y", "e", "et", "und", "en", "and", "i"]);

/** "Consulta los pagos", `zahlungen_auflisten`: a verb that asks, at the beginning or as an infinitive at the end, is what is done. */
const asksAt = (words: readonly string[], word: string, at: number): boolean =>
  at === 0 || (at === words.length - 1 && /(?:en|ar|er|ir)$/.test(word));
