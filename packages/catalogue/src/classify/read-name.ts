/**
 * What a name says: the verb in its place, and its object. `create_invoice`, `s3_bucket_delete`, `BillingService.
 * VoidInvoice` and `get_or_create_label` all have a verb; `payment_status` has none, though "payment" could be paid.
 */

import { asking } from "../lexicon/asking.js";
import { type Verb, verbOf } from "../lexicon/verbs.js";
import { type Action, around, isPreposition, lookups, nounPhrase } from "./phrase.js";

/** Words that only say how a verb is done. */
const manners = new Set(
  "batch bulk multi force async safe safely permanently auto mass quick smart advanced simple custom direct full permanent permanently".split(
    " ",
  ),
);
const conjunctions = new Set(["and", "or", "then"]);
/** After these a verb is not what the tool does: `check_before_delete`. */
const hypothetical = new Set([
  "before",
  "after",
  "without",
  "if",
  "can",
  "could",
  "should",
  "whether",
  "not",
  "no",
  "never",
  "un",
]);

/** The actions of a name, the main one first; none where the name is a noun. */
export function readName(words: readonly string[], head = headVerb(words)): readonly Action[] {
  if (head === undefined) return [];
  const actions = [actionAt(words, head, isGuess(words, head))];
  const runs = verbOf(words[head + 1] ?? "");
  if (runs?.otherwise === "Execute" && !runs.homograph && head + 2 < words.length)
    actions.push(actionAt(words, head + 1, false));
  for (let at = head + 1; at < words.length - 1; at++) {
    if (!conjunctions.has(words[at] as string)) continue;
    const next = verbOf(words[at + 1] as string);
    const noun = next?.homograph && words[at] === "and" && at + 2 === words.length && !grave(next);
    if (next && !noun) actions.push(actionAt(words, at + 1, false));
  }
  return actions;
}

/** `select_and_drop`: a verb that ends something or pays is not taken for a noun where it stands last. */
function grave(verb: Verb | undefined): boolean {
  return verb?.otherwise === "Destructive" || verb?.otherwise === "Financial";
}

/** The last word, which is a noun as often, behind another that may belong to it. */
function isGuess(words: readonly string[], head: number): boolean {
  return head > 0 && head === words.length - 1 && verbOf(words[head] as string)?.homograph === true;
}

function actionAt(words: readonly string[], at: number, doubtful: boolean): Action {
  const word = words[at] as string;
  const after = nounPhrase(words, at + 1).filter((each) => !manners.has(each));
  const group = words.slice(0, at);
  const objects = after.length > 0 ? objectAfter(words, at, after) : lookups(group);
  return { verb: verbOf(word) as Verb, word, objects, around: around(words, at + 1), group, doubtful };
}

/** `create_or_update_file` creates a file too: the object of the last verb is that of all. */
function objectAfter(words: readonly string[], at: number, after: readonly string[]): readonly string[] {
  return after.length === 0 && conjunctions.has(words[at + 1] ?? "") ? lookups(words.slice(at + 2)) : lookups(after);
}

/** What "mark" makes of a thing, though the word is a verb too: `mark_email_read`. */
const markable = new Set(["read"]);

function headVerb(words: readonly string[]): number | undefined {
  const first = words.findIndex((word) => !manners.has(word));
  const last = words.length - 1;
  const plain = (at: number) => {
    const verb = verbOf(words[at] ?? "");
    return verb !== undefined && !verb.homograph && !hypothetical.has(words[at - 1] ?? "");
  };
  const opening = verbOf(words[first] ?? "");
  if (opening && !opening.homograph) return first;
  const marked = words.indexOf("mark");
  if (marked !== -1 && markable.has(words[last] as string)) return marked;
  if (opening && last === first) return first;
  if (opening && opening.otherwise !== "Read" && last > first + 1 && plain(first + 1)) return first + 1;
  if (opening && things.has(words[first] as string) && last > first + 1 && lists.has(words[first + 1] as string)) {
    return first + 1;
  }
  if (opening && last > first && things.has(words[first] as string) && words[last] === "update") return last;
  if (opening && !isPreposition(words[first + 1] ?? "") && !plain(last) && !asks(words, first)) return first;
  const middle = words.findIndex((_, at) => at > first && plain(at) && !afterPreposition(words, at));
  if (middle !== -1) return middle;
  if (opening && !asks(words, first)) return first;
  return homographInside(words, first);
}

/** `charge_status`: the last word asks, and the one before it is a noun as often as a verb. */
function asks(words: readonly string[], first: number): boolean {
  const until = words.findIndex((word, at) => at > first && isPreposition(word));
  const last = (until === -1 ? words.length : until) - 1;
  return last > first && asking.has(words[last] as string) && things.has(words[first] as string);
}

/** Homographs that stand for a thing where a question follows. */
const things = new Set(
  (
    "charge refund transfer order trade payout purchase deposit credit stake swap book process build release backup run " +
    "test snapshot block call message fund bid hold claim stream reserve mail email draft commit branch merge launch " +
    "power alert monitor leave tip bet print plan ship place record issue flag renewal wire grant burn spray"
  ).split(" "),
);

function afterPreposition(words: readonly string[], at: number): boolean {
  return words.slice(0, at).some(isPreposition);
}

const setsOff = new Set(["start", "stop", "run", "begin"]);
const lists = new Set(["list", "view", "search", "check", "count", "show", "log", "report", "query"]);

/** `database_query`, `hf_transfer_domain`: no word is a verb for certain, so the last or the one with an object is; `start_trace` starts one. */
function homographInside(words: readonly string[], first: number): number | undefined {
  const last = words.length - 1;
  if (last <= first || asking.has(words[last] as string)) return undefined;
  if (setsOff.has(words[last - 1] as string) && !lists.has(words[last] as string)) return last - 1;
  if (verbOf(words[last] as string)) return /(?:ing|ed)$/.test(words[last - 1] as string) ? undefined : last;
  const inside = words.findIndex(
    (word, at) => at > first && verbOf(word) !== undefined && !afterPreposition(words, at),
  );
  if (inside === -1) return undefined;
  const listed = inside + 1 < last && lists.has(words[inside + 1] as string) && !grave(verbOf(words[inside] as string));
  return listed ? inside + 1 : inside;
}
