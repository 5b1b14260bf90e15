/** What an action amounts to, on a server of these domains. */
import { type Category, categoryFacts } from "../category.js";
import { amendingVerbs } from "../lexicon/objects.js";
import { rowFits, wordSet } from "../lexicon/verbs.js";
import type { ServerContext } from "./context.js";
import type { Action } from "./phrase.js";

/** One reason for a category: what was read, and how much it says. */
export type Ground = {
  readonly category: Category;
  /** A sentence that quotes what was read. */
  readonly says: string;
  /** 0 to 1. */
  readonly weight: number;
};

/** Removing from one of these takes nothing away that cannot be put back. */
const lists = new Set([
  "cart",
  "basket",
  "playlist",
  "wishlist",
  "watchlist",
  "favorite",
  "favourite",
  "bookmark",
  "sprint",
  "milestone",
  "epic",
  "collection-view",
  "shortlist",
]);

/** What is paid from credit was paid before. */
const fromCredit = new Set(["pay", "settle"]);
const credit = new Set(["credit", "account-credit", "store-credit", "credit-balance"]);

/** Judges an action by its verb, and by its object where the verb hangs on it. */
export function judgeAction(action: Action, context: ServerContext, objects = action.objects): Ground {
  const { verb, word, around, group } = action;
  if (verb.word === "remove" && around.some((each) => lists.has(each))) {
    return ground(
      "Write",
      `The word "${word}" with "${around[0]}" takes something off a list, where it can be put again.`,
      0.85,
    );
  }
  if (fromCredit.has(verb.word) && around.some((each) => credit.has(each))) {
    return ground(
      "Write",
      `The word "${word}" with "credit" uses credit that is there already: no new money moves.`,
      0.85,
    );
  }
  const candidates = objects.length === 0 || verb.word === "mark" ? [...objects, ...around] : objects;
  const row = verb.rows.find((each) => rowFits(each, candidates, context.domains));
  if (row === undefined) return ofMoney(action, candidates) ?? provisioned(action, context) ?? plain(action);
  const object = candidates.find((each) => row.of?.has(each));
  const what = object === undefined ? "" : ` with "${object.replaceAll("-", " ")}"`;
  const group_ = group.length > 0 && object === undefined ? ` after "${group.join(" ")}"` : "";
  return ground(
    row.is,
    `The word "${word}"${what}${group_} indicates ${one(row.is)}: ${row.because ?? categoryFacts[row.is].test}.`,
    0.88,
  );
}

const money = wordSet("$money");
const amending = wordSet(amendingVerbs);

/** Whatever makes, sends or completes a payment, a refund or a payout is Financial; what only amends its record is not. */
function ofMoney({ verb, word }: Action, candidates: readonly string[]): Ground | undefined {
  if ((verb.otherwise !== "Write" && verb.otherwise !== "Execute") || amending.has(verb.word)) return undefined;
  const object = candidates.find((each) => money.has(each));
  if (object === undefined) return undefined;
  const says = `The word "${word}" with "${object.replaceAll("-", " ")}" indicates a Financial: ${categoryFacts.Financial.test}.`;
  return ground("Financial", says, 0.88);
}

/** `module_change_password`: on a hosting server the module is what runs the account. */
function provisioned({ verb, word, group }: Action, { domains }: ServerContext): Ground | undefined {
  if (!domains.has("hosting") || !group.includes("module") || verb.otherwise !== "Write") return undefined;
  return ground(
    "Execute",
    `The word "${word}" after "module" acts on the provisioned service itself, beyond its record.`,
    0.8,
  );
}

function plain({ verb, word }: Action): Ground {
  const weight = verb.vague ? 0.4 : verb.rows.length > 0 ? 0.75 : 0.88;
  return ground(
    verb.otherwise,
    `The word "${word}" indicates ${one(verb.otherwise)}: ${categoryFacts[verb.otherwise].test}.`,
    weight,
  );
}

function ground(category: Category, says: string, weight: number): Ground {
  return { category, says, weight };
}

/** "a Read", "an Execute". */
export function one(category: Category): string {
  return `${category === "Execute" ? "an" : "a"} ${category}`;
}
