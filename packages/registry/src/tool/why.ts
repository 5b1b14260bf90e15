/**
 * Why a tool needs a policy: why it is in its category and not in a graver one, what follows from that when an agent
 * goes wrong, and how such access is abused. Only what the tool itself shows is said of it.
 */
import type { Category, Signal, signalTexts } from "@turnpike/catalogue";
import { type Block, bullets, paragraph } from "../document/block.js";
import { type Content, code, enumerated, foreign, say } from "../document/inline.js";
import type { ServerEntry, ToolEntry } from "../entries.js";
import { howMany } from "../how-many.js";
import { graveValues, lastingSentences } from "./graver.js";

const because: Readonly<Record<Category, string>> = {
  Read: "It is Read: no ground is found, in its name, texts or arguments, that it changes anything.",
  Write:
    "It is Write: it creates or changes something, and no ground is found for a graver category: that money moves, that something runs, or that the change cannot be undone.",
  Execute:
    "It is Execute, which weighs more than Write: what it sets off does not end with a record that could be set back. No ground is found that it moves money or takes something away for good.",
  Financial:
    "It is Financial, which weighs more than Write and Execute: it moves money, or commits somebody to pay. Money that has moved is asked back, not undone.",
  Destructive:
    "It is Destructive, the gravest of the categories: it removes or ends something, and no other call brings it back.",
};

const atStake: Readonly<Record<Category, string>> = {
  Read: "One call does little. What matters is what is read, how much of it, and what else the agent can do with it.",
  Write:
    "One wrong call is soon corrected. An agent in a loop makes hundreds before somebody looks, and by then others have acted on them.",
  Execute:
    "One call is enough for an outage, a bill or a leak, and a second one may not stop what the first has begun.",
  Financial: "One call with an amount that slipped is a loss, and so is the right call made twice.",
  Destructive: "One call on the wrong object is the whole damage; a limit on the number of calls does not help.",
};

/** The paragraphs, and the ways of abuse. */
export function whyItNeedsPolicy(entry: ToolEntry, server: ServerEntry): readonly Block[] {
  const { category } = entry.classified;
  return [
    paragraph(say`${because[category]}${amountOf(entry)}`),
    ...couldWeighMore(entry),
    paragraph(say`${atStake[category]}`),
    paragraph(say`How access like this is abused:`),
    bullets([...abuses(category, server), ...entry.classified.signals.map(abuseOf)]),
  ];
}

/** An amount that does not move is still one that others act on. */
function amountOf({ recommended, classified: { category } }: ToolEntry): Content {
  if (recommended?.amount === undefined) return [];
  const path = code(recommended.amount.path);
  if (category === "Financial") return say` How much is read from ${path}.`;
  return say` It names an amount, ${path}, without moving it: a record that others bill, book or pay by. So each call has a size as well as a count.`;
}

/** The tool's own words that a reader should know before relying on a milder category. */
function couldWeighMore({ tool, classified: { category } }: ToolEntry): readonly Block[] {
  if (category === "Destructive") return [];
  const values = graveValues(tool, category).map(({ argument, values: grave }) => {
    const named = enumerated(grave.map((value) => code(JSON.stringify(value))));
    return say`${code(argument.path)} takes ${named}: a rule that looks at it keeps agents from the values that end or settle something.`;
  });
  const sentences = lastingSentences(tool).map((sentence) => say`Its texts say: “${foreign(sentence)}”`);
  const hints = [...sentences, ...values.slice(0, 3)];
  if (hints.length === 0) return [];
  return [paragraph(say`What in its own words could weigh more than ${category}:`), bullets(hints)];
}

function abuses(category: Category, { counts, name }: ServerEntry): readonly Content[] {
  const acting = counts.Write + counts.Execute + counts.Financial + counts.Destructive;
  const injected = say`Instructions that somebody has put where the agent reads (a ticket, a mail, a web page, a file) ask for this call, and it is made with the agent's rights, not with theirs.`;
  const kinds: Readonly<Record<Category, readonly Content[]>> = {
    Read: [
      say`What it returns may have been written by others and may hold instructions: a model does not tell data from orders.`,
      acting === 0
        ? say`What it returns can leave through any other server that the same agent has.`
        : say`What it returns can leave through a tool that writes or sends: ${foreign(name)} itself has ${howMany(acting, "tool")} that change something.`,
    ],
    Write: [
      injected,
      say`An answer that is lost looks like a failure: the agent tries again, and the same thing stands there twice.`,
    ],
    Execute: [injected, say`What runs is decided by arguments that a model has put together from what it has read.`],
    Financial: [
      injected,
      say`Small amounts, often: each of them passes a check of one call, and together they are the loss. Only a sum over a day sees it.`,
    ],
    Destructive: [
      injected,
      say`A model that is told to tidy up takes more than was meant, and is sure that it was asked to.`,
    ],
  };
  return kinds[category];
}

function abuseOf(signal: Signal): Content {
  const named = signal.arguments.length === 0 ? [] : say`${enumerated(signal.arguments.slice(0, 5).map(code))}: `;
  return say`${named}${signalAbuses[signal.code]}`;
}

const signalAbuses: Readonly<Record<keyof typeof signalTexts, string>> = {
  admin: "It works at admin or system level, so that one call may widen what all later calls can do.",
  takes_url: "An address to connect to can be one inside your network, or one that data is carried out to.",
  takes_code:
    "Free-form code or a query can do anything that its interpreter can, so that the category of the tool is the least it may be.",
  takes_credential:
    "A credential given as an argument has been in the model's context, and stays in the client's history.",
  unbounded_bulk: "A list without a bound makes one call as grave as thousands, and a limit on calls counts it as one.",
  many_arguments: "Many arguments are many ways to do something that was not looked at.",
};
