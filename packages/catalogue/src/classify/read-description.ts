/**
 * What a description says is done: its first verb and those joined to it. Only what the tool does counts, so that "Call
 * this before deleting a user" and "Nothing is deleted" delete nothing.
 */
import { type VerbForm, verbFormOf } from "../lexicon/verbs.js";
import { joinPhrasal } from "../text/split-name.js";
import { type Action, around, isFiller, isJoint, isPreposition, lookups, nounPhrase } from "./phrase.js";

/** What was found, and whether the text is in English at all. */
export type Described = {
  readonly actions: readonly Action[];
  /** The text reads as English. */
  readonly english: boolean;
  /** Says that what is done cannot be taken back. */
  readonly irreversible: boolean;
  /** Says that somebody is charged for it. */
  readonly spends: boolean;
  /** A word in a verb's place that is no verb of the tables, or a participle: "Old records are deleted". */
  readonly unknownVerb?: string;
  readonly passive?: string;
};

const nothing: Described = { actions: [], english: true, irreversible: false, spends: false };

/** As much of a description as is read: what comes later explains and warns. */
const readLength = 700;
/** What is done stands at the beginning, in the first sentence and those that go on with it. */
const actionLength = 350;
const tokens = /[\p{L}\p{N}_][\p{L}\p{M}\p{N}_'’]*|[.,;:!?()\n—–"/]/gu;
const openings =
  /^[^\p{L}]*(?:(?:this|the) (?:tool|function|endpoint|method|operation|command|action)\b[^.]{0,40}? (?:will|can|is used to|lets you|allows \w+ to|allows|enables \w+ to|to|that)\s+|(?:this|the) (?:tool|function|endpoint|method|operation|command) (?!(?:is|was|has|does|accepts|takes|needs|requires|returns?) )(?=\w+s )|(?:a|an)? ?(?:[\w-]+ )?(?:tool|function|utility|helper) (?:to|for|that|which)\s+|use this(?: tool)? (?:to|for|when you (?:want|need) to)\s+|(?:allows|lets|enables|permits)(?: \w+){1,2}? to\s+|(?:allows|lets|enables)\s+|(?:used|able|ability|provides (?:the|an) ability|provides a way|attempts?|tries) to\s+)/iu;
const manner = /^(?:\w+ly|then|also|first|just|now|please|to|will|can|may|it|you)$/;
const irrevocable =
  /(?:can(?:not|'t|’t| not| never) be (?:undone|reversed|recovered|restored|reverted)|irreversibl|is final\b|(?:will|are|is|be|gets?) (?:permanently |irrevocably )?(?:lost|destroyed|erased|wiped)|ceases? to exist|can(?:not|'t|’t| not| never) be (?:brought|got) back|no longer be (?:used|restored)|(?:不可|无法|不能)(?:恢复|撤销|逆)|元に戻せ|unwiderruflich|irréversibl|definitivamente|no (?:way back|undo)|unrecoverabl|permanently (?:delet|remov|eras|destroy|purg|clos|end))/i;
/** "The ride is charged by the minute", "which is paid for"; what is charged to customers later is another matter. */
const spending =
  /(?:\b(?:is|will be|gets) (?:\w+ly )?(?:charged|billed|debited)\b|\bis paid (?:for|automatically)\b|\bautomatically (?:paid|pays)\b)/i;
const unspent = /\b(?:no|not|never|nothing|nobody|none|if|when|until|unless|before|whether|how|what|without|once)\b/i;

/** One that stands in a clause which neither denies it nor makes it depend. */
function isSpending(text: string): boolean {
  const clauses = text.slice(0, actionLength);
  return (
    spending.test(clauses) && clauses.split(/[.;!?\n]/).some((clause) => spending.test(clause) && !unspent.test(clause))
  );
}

const stopwords = new Set(
  "the of to and in for is with by from on or an be this that are as its it at all which what how".split(" "),
);

const denied = /\b(?:not|never|rather than|instead of|without)(?: \w+){0,2} $/;

/** "rather than being permanently deleted" says the contrary. */
function isIrreversible(text: string): boolean {
  const found = irrevocable.exec(text);
  return found !== null && !denied.test(text.slice(Math.max(0, found.index - 40), found.index));
}

/** Markup and headings that stand before the first sentence: `<use_case>`, `**Purpose:**`. */
const headings = /^(?:\s*<[^<>]{1,40}>\s*)+|^\W*(?:purpose|description|summary|overview)\W+/iu;

/** "Execute an INSERT or DELETE statement" names statements, not what is done. */
const keyword = /^(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|PUT|POST|PATCH|GET|TRUNCATE|DDL|DML)$/;

/** Reads a description; the tool's own name at its beginning says nothing. */
export function readDescription(description: string | undefined, name: string): Described {
  if (description === undefined || description.trim() === "") return nothing;
  const text = withoutOpening(description.slice(0, readLength), name);
  const words = joinPhrasal(
    (text.slice(0, actionLength).match(tokens) ?? []).map((word) => (keyword.test(word) ? "sql" : word.toLowerCase())),
  );
  const actions = actionsOf(words);
  const english = actions.length > 0 || words.some((word) => stopwords.has(word));
  const unknownVerb = english && actions.length === 0 ? unknownLead(words) : undefined;
  const passive = actions.length === 0 ? passives.exec(text)?.[1]?.toLowerCase() : undefined;
  return {
    actions,
    english,
    irreversible: isIrreversible(text),
    spends: isSpending(text),
    ...(unknownVerb && { unknownVerb }),
    ...(passive && { passive }),
  };
}

/** Words that stand where a verb may and only say what is given. */
const notDone = new Set(
  "gives offers supplies contains holds covers lists both only not if just even about here".split(" "),
);

const passives =
  /^(?:(?!\b(?:no|not|never|nothing|none|that|which|who|whose|if|when|where)\b)[^.;:!?,]){1,60}?\b(?:is|are|gets?|will be|be) (?:\w+ly )?(deleted|removed|purged|erased|wiped|destroyed|cancelled|canceled|terminated|revoked|charged|refunded|paid|debited)\b/i;

/** "Exercises a held option": a first word before an article is a verb, known or not. */
function unknownLead([first = "", next = ""]: readonly string[]): string | undefined {
  if (!/^(?:an?|the|all|your|this|every|its?)$/.test(next) || verbFormOf(first) !== undefined) return undefined;
  return stopwords.has(first) || isFiller(first) || isPreposition(first) || notDone.has(first) ? undefined : first;
}

function withoutOpening(text: string, name: string): string {
  let rest = text.trimStart();
  if (rest.startsWith(name)) rest = rest.slice(name.length).replace(/^[\s:`'"—–-]+/, "");
  return rest.replace(headings, "").replace(openings, "");
}

function actionsOf(words: readonly string[]): readonly Action[] {
  const lead = leadAt(words);
  if (lead === undefined) return [];
  const first = verbFormOf(words[lead] as string);
  if (first === undefined) return [];
  const actions = [actionAt(words, lead)];
  for (let at = lead + 1; at < words.length - 1; at++) {
    if (/[.!?\n]/.test(words[at] as string) && !followsOn(words, at + 1)) break;
    const next = joined(words, at);
    if (next === undefined) continue;
    const found = verbFormOf(words[next] as string);
    if (found?.form !== first.form || hypothetical(words, at)) continue;
    if (!found.verb.homograph || hasObject(words, next)) actions.push(actionAt(words, next));
  }
  return actions;
}

/** "Permanently", "then"; not "apply" and "reply", which end alike. */
const isAdverb = (word: string): boolean => manner.test(word) && verbFormOf(word) === undefined;

/** Verbs even where no article follows: "and pays what it costs". */
const certain = new Set(["pays", "buys", "kills", "bans"]);
const pronouns = new Set(["it", "them", "old", "him", "her", "everything"]);

/** "empties it", "charges the card": a verb for certain. "credits them the bonus" only tells what follows for somebody. */
function hasObject(words: readonly string[], at: number): boolean {
  if (certain.has(words[at] as string)) return true;
  const next = words[at + 1] ?? "";
  return isFiller(next) || (pronouns.has(next) && !isFiller(words[at + 2] ?? ""));
}

/** A second sentence goes on with the first when it begins with its verb: "Also deletes …", "Then purges …". */
function followsOn(words: readonly string[], at: number): boolean {
  return words[at] === "also" || words[at] === "then" || words[at] === "afterwards";
}

/** Where a verb may stand that is joined to the first: after "and", "or", "then", "also", a comma and a semicolon. */
function joined(words: readonly string[], at: number): number | undefined {
  const word = words[at] as string;
  if (word !== "and" && word !== "or" && word !== "then" && word !== "also" && word !== "," && word !== ";")
    return undefined;
  let next = at + 1;
  while (next < words.length && (isAdverb(words[next] as string) || words[next] === "and" || words[next] === "or"))
    next++;
  return next < words.length ? next : undefined;
}

/** "… to be used when creating or updating": a verb behind a preposition in its clause is not what is done. */
function hypothetical(words: readonly string[], at: number): boolean {
  for (let back = at - 1; back >= 0 && back > at - 8; back--) {
    const word = words[back] as string;
    if (word === "." || word === "not" || word === "without") return word !== ".";
    if (word === "when" || word === "before" || word === "if" || word === "how" || word === "without") return true;
  }
  return false;
}

/** After these a plural stands, not a verb: "Answers given to a form", "Orders that are open". */
const afterNoun = new Set("that which whose who by made given taken sent placed".split(" "));

function leadAt(words: readonly string[]): number | undefined {
  let at = 0;
  while (at < words.length && at < 4 && (isAdverb(words[at] as string) || isJoint(words[at] as string))) at++;
  const found = verbFormOf(words[at] ?? "");
  if (found === undefined) return undefined;
  if (found.verb.word === "use") return usedTo(words, at);
  const next = words[at + 1] ?? "";
  // "Log of a task" and "Opens, clicks and bounces" begin with nouns; "List, create or close" is a list of verbs.
  const noun = found.verb.homograph || found.form === "third";
  const listed = next === "," && found.form === "base" && verbFormOf(words[at + 2] ?? "")?.form === "base";
  if (noun && !listed && (next === "of" || next === "," || (next === "for" && found.verb.homograph))) return undefined;
  if (found.verb.homograph && found.form === "third" && afterNoun.has(next)) return undefined;
  return at;
}

/** "Use the resolver to analyze …": what it is used for is what is done. */
function usedTo(words: readonly string[], at: number): number | undefined {
  const to = words.indexOf("to", at);
  return to !== -1 && to < at + 8 && verbFormOf(words[to + 1] ?? "")?.form === "base" ? to + 1 : undefined;
}

function actionAt(words: readonly string[], at: number): Action {
  const word = words[at] as string;
  const { verb, form } = verbFormOf(word) as VerbForm;
  const after = nounPhrase(words, at + 1);
  const objects = after.length > 0 ? lookups(after) : secondObject(words, at);
  const doubtful = (verb.homograph || form === "gerund") && !isFiller(words[at + 1] ?? "");
  return { verb, word, objects, around: around(words, at + 1), group: [], doubtful };
}

/** "Get or update the scale": what the next verb is about. */
function secondObject(words: readonly string[], at: number): readonly string[] {
  const next = words[at + 1] ?? "";
  return next === "and" || next === "or" ? lookups(nounPhrase(words, at + 3)) : [];
}
