/** Tools in which no English verb is found: what is left to go by. */
import { type Category, gravity } from "../category.js";
import { asking } from "../lexicon/asking.js";
import { objectClasses } from "../lexicon/objects.js";
import { type Verb, verbOf, wordSet } from "../lexicon/verbs.js";
import type { Argument } from "../schema/arguments.js";
import { singular } from "../text/split-name.js";
import type { Tool } from "../tool.js";
import { foreignVerb } from "./foreign.js";
import { type Ground, one } from "./judge-action.js";
import { isPreposition } from "./phrase.js";
import type { Described } from "./read-description.js";

/** Nouns of what ends something; in the plural they are things to look at. */
const endings = wordSet("deletion cancellation termination erasure revocation closure");
const money = wordSet("$money checkout");
const things = "user file folder invoice customer client item row message email domain member post page".split(" ");
const content = /^(?:content|value|data|body|payload|text|message)$/i;

/** Nouns that tell what an amount comes to: "calculator", "conversion". */
const reckons = /(?:or|er|tion|rate|fee|price|cost|tax)s?$/;
const amount = /^(?:amount|amt)(?:$|_|[A-Z])/;

/** Arguments that list what is to be done. */
const steps = /^(?:operations|actions|commands|requests|steps)$/i;
const endsToo = /\b(?:also|and|or|including) (?:\w+ )?(?:deletions?|deletes?|deleting|removals?)\b/i;

const named = new Set([...wordSet(Object.keys(objectClasses).join(" ")), ...things]);

/** `cancelorder`: a verb and an object that nothing separates. */
function gluedVerb(word: string): Verb | undefined {
  for (let at = word.length - 3; at >= 3; at--) {
    const verb = verbOf(word.slice(0, at));
    if (verb !== undefined && named.has(singular(word.slice(at)))) return verb;
  }
  return undefined;
}

/** A verb of another language, in the name or in a description that is not in English. */
export function foreignGround(tool: Tool, words: readonly string[], said: Described): Ground | undefined {
  const inName = foreignVerb(words.join(" "));
  const inText = said.english ? undefined : foreignVerb(tool.description ?? "");
  const found = inName && inText && gravity(inText.category) < gravity(inName.category) ? inText : (inName ?? inText);
  return found && ground(found.category, `The word "${found.word}" indicates ${one(found.category)}.`, 0.7);
}

/** A switch, money under way, an annotation, content that is handed over, an unknown verb, or else a thing to look at. */
export function wordlessGround(
  { annotations, description }: Tool,
  words: readonly string[],
  args: readonly Argument[],
  said: Described,
): Ground {
  const last = words.at(-1) ?? "";
  if (last === "on" || last === "off") return ground("Write", `The name ends in "${last}", as a switch does.`, 0.6);
  if (money.has(last) && singular(last) === last) {
    return ground("Financial", `The name is "${last}", which moves money, and says nothing of only looking.`, 0.55);
  }
  if (endings.has(last)) return ground("Destructive", `The name is that of an end: "${last}".`, 0.55);
  if (annotations?.destructiveHint === true && annotations.readOnlyHint !== true) {
    return ground("Destructive", "Nothing but the annotation destructiveHint says what it does.", 0.4);
  }
  if (annotations?.readOnlyHint === false) {
    return ground("Write", "No verb is known, and the annotation readOnlyHint says that it does more than read.", 0.4);
  }
  if (
    !reckons.test(last) &&
    !words.some(isPreposition) &&
    args.some(({ name, required }) => required && amount.test(name))
  ) {
    return ground("Financial", "No verb is known, and a required argument is an amount of money.", 0.4);
  }
  if (args.some(({ name, types }) => types.includes("array") && steps.test(name))) {
    return endsToo.test(description ?? "")
      ? ground("Destructive", "It carries out what its argument lists, also deletions.", 0.6)
      : ground("Execute", "It carries out whatever its argument lists.", 0.5);
  }
  if (args.some(({ name, required }) => required && content.test(name))) {
    return ground("Write", "No verb is known, and a required argument carries content.", 0.4);
  }
  if (said.passive !== undefined) {
    const category = /charged|refunded|paid|debited/.test(said.passive) ? "Financial" : "Destructive";
    return ground(category, `The word "${said.passive}" indicates ${one(category)}.`, 0.6);
  }
  const glued = words.length === 1 ? gluedVerb(last) : undefined;
  if (glued !== undefined) return ground(glued.otherwise, `"${last}" begins with "${glued.word}".`, 0.5);
  if (said.unknownVerb !== undefined && !asking.has(last)) {
    return ground("Write", `The word "${said.unknownVerb}" is no verb that is known, and is taken for a change.`, 0.4);
  }
  const says = "No verb is known; the name and the arguments only name things to look at.";
  return ground("Read", says, asking.has(last) ? 0.75 : 0.45);
}

function ground(category: Category, says: string, weight: number): Ground {
  return { category, says, weight };
}
