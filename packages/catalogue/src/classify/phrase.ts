/** What a name or a sentence says is done, and to what. */

import type { Verb } from "../lexicon/verbs.js";
import { singular } from "../text/split-name.js";

/** A verb with its objects. */
export type Action = {
  readonly verb: Verb;
  /** The verb as it stands in the text. */
  readonly word: string;
  /** What it is done to: the head noun alone and with the word before it, in the singular. */
  readonly objects: readonly string[];
  /** What stands after a preposition: "from cart". */
  readonly around: readonly string[];
  /** What stands before the verb: the group that a tool belongs to. */
  readonly group: readonly string[];
  /** May be a noun or a participle after all: "email templates", "provisioning servers". */
  readonly doubtful: boolean;
};

const prepositions = new Set(
  "from to for of in on by with at into onto as via per between against using within across before after without if whether that which who where when so based about over under through until since than".split(
    " ",
  ),
);
const joints = new Set(["and", "or", "then", ",", ".", ";", ":", "(", ")", "!", "?", "\n", "—", "–", "-", "/", '"']);
const fillers = new Set(
  "a an the this that these those all any each every its their his her your my our one some new existing multiple several single specific specified given current own more many list-of another single another".split(
    " ",
  ),
);

export const isPreposition = (word: string): boolean => prepositions.has(word);
export const isJoint = (word: string): boolean => joints.has(word);
export const isFiller = (word: string): boolean => fillers.has(word);

/** The noun phrase that begins at a place: its words up to a preposition, a joint or the end. */
export function nounPhrase(words: readonly string[], from: number): readonly string[] {
  const found: string[] = [];
  for (let at = from; at < words.length && found.length < 8; at++) {
    const word = words[at] as string;
    if (isPreposition(word) || isJoint(word) || (found.length > 0 && word.endsWith("ed"))) break;
    if (!isFiller(word)) found.push(word);
  }
  return found;
}

/** A noun phrase as the names it may be looked up by: "draft orders" is `draft-order` and `order`. */
export function lookups(phrase: readonly string[]): readonly string[] {
  const head = phrase.at(-1);
  if (head === undefined) return [];
  const last = singular(head);
  const before = phrase.at(-2);
  return before === undefined ? [last, head] : [`${singular(before)}-${last}`, last, head];
}

/** The nouns after each preposition from a place on. */
export function around(words: readonly string[], from: number): readonly string[] {
  const found: string[] = [];
  for (let at = from; at < words.length - 1; at++) {
    const word = words[at] as string;
    if (word === "." || word === "\n") break;
    if (word === "from" || word === "to" || word === "on" || word === "in" || word === "as" || word === "for")
      found.push(...lookups(nounPhrase(words, at + 1)));
  }
  return found;
}
