/** All verbs by their forms: what a word means as a verb, made once from the tables. */
import { CATEGORIES, type Category } from "../category.js";
import { machineVerbs } from "./contextual/machine-verbs.js";
import { moneyVerbs } from "./contextual/money-verbs.js";
import { recordVerbs } from "./contextual/record-verbs.js";
import type { ContextualRow } from "./contextual/row.js";
import type { Domain } from "./domains.js";
import { type ObjectClass, objectClasses } from "./objects.js";
import { homographs, plainVerbs } from "./plain-verbs.js";

/** A row with its objects looked up. */
type Row = Omit<ContextualRow, "of"> & { readonly of?: ReadonlySet<string> };

/** A verb: its category, or what its object makes of it. */
export type Verb = {
  readonly word: string;
  readonly otherwise: Category;
  readonly rows: readonly Row[];
  /** Also a noun. */
  readonly homograph: boolean;
  /** Says little by itself: what else is known goes first. */
  readonly vague: boolean;
};

/** A form of a verb as it stands in a text. */
export type VerbForm = { readonly verb: Verb; readonly form: "base" | "third" | "gerund" };

const words = (text: string): readonly string[] => text.trim().split(/\s+/);
const nouns = new Set(words(homographs));
const vague = new Set(words("manage handle process perform do use control operate make"));

/** The words of a row, its classes replaced by what they hold. */
export function wordSet(text: string): ReadonlySet<string> {
  return new Set(
    words(text).flatMap((word) => (word.startsWith("$") ? words(objectClasses[word as ObjectClass]) : [word])),
  );
}

function verbs(): ReadonlyMap<string, Verb> {
  const all = new Map<string, Verb>();
  const entry = (word: string, otherwise: Category, rows: readonly Row[]) =>
    all.set(word, { word, otherwise, rows, homograph: nouns.has(word), vague: vague.has(word) });
  for (const category of CATEGORIES) for (const word of words(plainVerbs[category])) entry(word, category, []);
  for (const [word, { otherwise, rows }] of Object.entries({ ...moneyVerbs, ...machineVerbs, ...recordVerbs })) {
    entry(
      word,
      otherwise,
      rows.map(({ of, ...row }) => (of === undefined ? row : { ...row, of: wordSet(of) })),
    );
  }
  return withPrefixes(all);
}

/** "relaunch" does what "launch" does; "undrop" takes back what "drop" did, and does no more than change. */
function withPrefixes(all: Map<string, Verb>): ReadonlyMap<string, Verb> {
  for (const verb of [...all.values()].filter(({ word }) => word.length >= 4 && !/^(?:re|un)/.test(word))) {
    const again = `re${verb.word}`;
    if (!all.has(again)) all.set(again, { ...verb, word: again });
    const back = `un${verb.word}`;
    if (!all.has(back) && verb.otherwise !== "Read") all.set(back, { ...verb, ...undoing(verb), word: back });
  }
  return all;
}

const undoing = ({ otherwise }: Verb): Pick<Verb, "otherwise" | "rows"> => ({
  otherwise: otherwise === "Execute" ? "Execute" : "Write",
  rows: [],
});

const base = verbs();

function forms(): ReadonlyMap<string, VerbForm> {
  const all = new Map<string, VerbForm>();
  for (const [word, verb] of base) {
    all.set(gerund(word, false), { verb, form: "gerund" });
    all.set(gerund(word, true), { verb, form: "gerund" });
    all.set(third(word), { verb, form: "third" });
  }
  for (const [word, verb] of base) all.set(word, { verb, form: "base" });
  return all;
}

function third(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh|o)$/.test(word) ? `${word}es` : `${word}s`;
}

function gerund(word: string, doubled: boolean): string {
  if (doubled) return `${word}${word.at(-1)}ing`;
  return /[^e]e$/.test(word) ? `${word.slice(0, -1)}ing` : `${word}ing`;
}

const allForms = forms();

/** The verb that a word is in its base form. */
export function verbOf(word: string): Verb | undefined {
  return base.get(word);
}

/** The verb that a word is a form of: "deletes", "deleting". Participles ("deleted") describe and do not act. */
export function verbFormOf(word: string): VerbForm | undefined {
  return allForms.get(word);
}

/** Whether a row speaks of these objects on a server of these domains. */
export function rowFits(row: Row, objects: readonly string[], domains: ReadonlySet<Domain>): boolean {
  if (row.in !== undefined && !row.in.some((domain) => domains.has(domain))) return false;
  return row.of === undefined || objects.some((object) => row.of?.has(object));
}
