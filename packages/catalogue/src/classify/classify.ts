/**
 * A tool's category from what its server says of it. The name speaks first, the description and the arguments may make
 * it graver, never milder; annotations are claims and decide only where nothing else is known.
 */
import { type Category, categoryFacts, graver, gravity, type Risk } from "../category.js";
import type { Verb } from "../lexicon/verbs.js";
import { type Argument, argumentsOf } from "../schema/arguments.js";
import { type Signal, signalsOf } from "../signals.js";
import { splitName } from "../text/split-name.js";
import type { ServerTools, Tool } from "../tool.js";
import { ownWords, type ServerContext, serverContext } from "./context.js";
import { evidenceOf } from "./evidence.js";
import { type Ground, judgeAction } from "./judge-action.js";
import { judgeArguments } from "./judge-arguments.js";
import { type Action, lookups } from "./phrase.js";
import { type Described, readDescription } from "./read-description.js";
import { readName } from "./read-name.js";
import { foreignGround, wordlessGround } from "./wordless.js";

/** What the catalogue says of a tool. */
export type Classification = {
  readonly name: string;
  readonly category: Category;
  readonly risk: Risk;
  /** 0 to 1. */
  readonly confidence: number;
  /** What led to it, in sentences that quote the words. */
  readonly evidence: string;
  readonly signals: readonly Signal[];
};

/** Classifies every tool of a server, each in the light of the others. */
export function classifyServer(server: ServerTools): readonly Classification[] {
  const context = serverContext(server);
  return server.tools.map((tool) => classifyTool(tool, context));
}

/** Classifies one tool on a server that is known. */
function classifyTool(tool: Tool, context: ServerContext): Classification {
  const args = argumentsOf(tool.inputSchema);
  const reading = read(tool, args, context);
  const category = reading.grounds.reduce<Category>((worst, { category: each }) => graver(worst, each), "Read");
  return {
    name: tool.name,
    category,
    risk: categoryFacts[category].risk,
    confidence: confidenceOf(category, reading, tool),
    evidence: evidenceOf(tool, category, reading.grounds),
    signals: signalsOf(tool, args),
  };
}

/** Verbs of at most this weight say little by themselves and leave the word to the description. */
const vague = 0.5;

type Reading = { readonly grounds: readonly Ground[]; readonly said: Described };

function read(tool: Tool, args: readonly Argument[], context: ServerContext): Reading {
  const words = ownWords(tool.name, context);
  const said = readDescription(tool.description ?? tool.title, tool.name);
  const inName = rehearses(words, said) ? readName(words, 0) : readName(words);
  const named = said.actions.length > 0 ? inName.filter((action) => !isNoun(action, context)) : inName;
  const described = descriptionGrounds(named, said, context);
  const grounds = [
    ...nameGrounds(named, said, context, () => [ownPrefix(tool.name, words), ...argumentNouns(args)]).filter(
      ({ weight }) => weight > vague || described.length === 0,
    ),
    ...described,
    ...judgeArguments(args, named[0] ?? said.actions[0], context, tool.description),
  ];
  if (grounds.every(({ weight }) => weight <= vague)) {
    const foreign = foreignGround(tool, words, said);
    if (foreign !== undefined) grounds.push(foreign);
    else if (grounds.length === 0) grounds.push(wordlessGround(tool, words, args, said));
  }
  const worst = grounds.reduce<Category>((so, { category }) => graver(so, category), "Read");
  if (said.irreversible && worst === "Write" && !sending.has((named[0] ?? said.actions[0])?.verb.word ?? "")) {
    grounds.push(lost);
  }
  if (said.spends && (worst === "Write" || worst === "Execute")) grounds.push(spent);
  return { grounds, said };
}

const rehearsals = new Set(["preview", "simulate", "estimate", "dryrun"]);

/** `preview_transaction_create`, where the description too says that it only previews. */
function rehearses([first = ""]: readonly string[], { actions }: Described): boolean {
  const lead = actions[0]?.verb;
  return (
    rehearsals.has(first) &&
    (lead?.word === first || (lead?.otherwise === "Read" && !lead.homograph) || lead?.word === "show")
  );
}

const spent: Ground = {
  category: "Financial",
  says: "The description says that somebody is charged for it.",
  weight: 0.7,
};

/** What was sent stays sent, and nothing that was there is gone. */
const sending = new Set(["send", "mail", "email", "notify", "reply", "forward"]);

const lost: Ground = {
  category: "Destructive",
  says: "The description says that what is done cannot be taken back.",
  weight: 0.8,
};

/** A noun that could be a verb, as in "network request", gives way to a description that has one. */
function isNoun(action: Action, context: ServerContext): boolean {
  return action.doubtful && judgeAction(action, context).weight < 0.8;
}

/** What the name says; a name that is only a verb borrows its object from the description. */
function nameGrounds(
  named: readonly Action[],
  said: Described,
  context: ServerContext,
  nouns: () => readonly (readonly string[])[],
): readonly Ground[] {
  return named.map((action) => {
    const objects = borrowed(action, said.actions[0]);
    if ((objects ?? action.objects).length > 0 || action.around.length > 0)
      return judgeAction(action, context, objects);
    return firstByObject(action, context, nouns);
  });
}

/** What the server's own words or the arguments make of a verb without an object: `renew` takes a domain. */
function firstByObject(action: Action, context: ServerContext, nouns: () => readonly (readonly string[])[]): Ground {
  const bare = judgeAction(action, context);
  const { otherwise, rows } = action.verb;
  if (otherwise === "Destructive" || (otherwise === "Read" && rows.length === 0)) return bare;
  for (const objects of nouns()) {
    if (objects.length === 0) continue;
    const judged = judgeAction(action, context, objects);
    if (gravity(judged.category) < gravity(bare.category)) return judged;
  }
  return bare;
}

/** The words before the tool's own, which belong to the server: `payroll_run` on a server for payrolls. */
function ownPrefix(name: string, words: readonly string[]): readonly string[] {
  const all = splitName(name);
  return lookups(all.slice(0, Math.max(0, all.length - words.length)));
}

const identity = /^(?:id|ids|uuid|name|no|number|key|type|code)$/;

/** What required arguments are about: `domain`, `orderId`. */
function argumentNouns(args: readonly Argument[]): readonly (readonly string[])[] {
  return args
    .filter(({ top, required }) => top && required)
    .slice(0, 3)
    .map(({ name }) => lookups(splitName(name).filter((word) => !identity.test(word))));
}

/** `apply` has its object in "Apply a manifest"; so has `kubectl_apply`, where the description has the same verb. */
function borrowed({ verb, objects, around, group }: Action, lead: Action | undefined): readonly string[] | undefined {
  if (lead === undefined || around.length > 0) return undefined;
  if (objects.length === 0) return lead.objects;
  const own = lookups(group);
  return lead.verb.word === verb.word && objects.every((each) => own.includes(each))
    ? [...objects, ...lead.objects]
    : undefined;
}

/** What a description does beyond the name: any verb that is graver, except where it is the name's verb over again. */
function descriptionGrounds(named: readonly Action[], said: Described, context: ServerContext): readonly Ground[] {
  const main = named[0];
  const sure = main === undefined || judgeAction(main, context).weight < 0.85 ? 0 : 0.8;
  return said.actions
    .filter(({ verb, doubtful }) => main === undefined || verb.word === main.verb.word || !(doubtful && sure > 0))
    .map((action) => ({ action, ground: judgeAction(action, context) }))
    .filter(({ action: { verb }, ground }) => verb.word !== main?.verb.word || isOfMoney(verb, ground))
    .filter(
      ({ action, ground }) => ground.weight >= sure || (action === said.actions[0] && leads(action, ground, main)),
    )
    .map(({ ground }) => ground)
    .map((ground) => ({
      ...ground,
      says: ground.says.replace("The word", "In the description the word"),
      weight: ground.weight - 0.08,
    }));
}

/** `convert_currency` "converts money between two balances": the name's verb over again, with an object that says more. */
const isOfMoney = ({ otherwise }: Verb, { category }: Ground): boolean =>
  otherwise === "Read" && category === "Financial";

/** What is made when it is asked for: `get_sharing_link` creates one. */
const handles = new Set(["link", "url"]);

/**
 * What a description says first counts against a name that sounds milder when it ends something, or when the name's
 * verb may be a noun: `search_feedback` sends feedback.
 */
function leads({ verb, doubtful, objects }: Action, { category, weight }: Ground, main: Action | undefined): boolean {
  if (weight < 0.75) return false;
  if (main?.verb.word === "get" && verb.word === "create") return objects.some((each) => handles.has(each));
  return (
    category === "Destructive" ||
    (main?.verb.homograph === true && !verb.homograph && !doubtful && verb.word !== "take")
  );
}

/** The weight of what speaks for the category, more where several agree, less where one is milder or nothing is described. */
function confidenceOf(category: Category, { grounds, said }: Reading, tool: Tool): number {
  const agreeing = grounds.filter((ground) => ground.category === category);
  const best = Math.max(0.3, ...agreeing.map(({ weight }) => weight));
  const milder = grounds.some((ground) => gravity(ground.category) > gravity(category));
  const described = said.actions.length > 0 || !said.english;
  const sure =
    best +
    (agreeing.length > 1 ? 0.07 : 0) -
    (milder ? 0.12 : 0) -
    (described || !tool.description ? 0 : 0.03) -
    (tool.description ? 0 : 0.1);
  return Math.round(Math.min(0.98, Math.max(0.2, sure)) * 100) / 100;
}
