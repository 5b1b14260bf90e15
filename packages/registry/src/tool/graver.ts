/**
 * What in a tool's own words could weigh more than its category: sentences about what cannot be taken back, and values
 * that an argument takes. The category stands; a reader is shown where to look.
 */
import { type Argument, argumentsOf, type Category, type Tool } from "@turnpike/catalogue";

const lasting =
  /\b(?:cannot|can ?not|can't|never) be (?:undone|taken back|reversed|reverted|recovered|restored)\b|\birreversibl[ey]\b|\bpermanent(?:ly)?\b|\bfor good\b/i;
const grave =
  /^(?:deleted?|void(?:ed)?|cancel(?:l?ed)?|terminated?|refund(?:ed)?|paid|removed?|purged?|destroy(?:ed)?|closed?|banned?|fraud)$/i;
const most = 3;
const longest = 240;

/** Sentences of the description and of the arguments' that say so, as they stand there. */
export function lastingSentences({ description = "", inputSchema }: Tool): readonly string[] {
  const texts = [description, ...argumentsOf(inputSchema).map((argument) => argument.description)];
  const found = texts.flatMap((text) => text.split(/(?<=[.!?;])\s+/).filter((sentence) => lasting.test(sentence)));
  return [...new Set(found.map((sentence) => sentence.trim().replace(/;$/, "")))]
    .filter(({ length }) => length <= longest)
    .slice(0, most);
}

/** An argument with the values of it that end or settle something. */
export type GraveValues = { readonly argument: Argument; readonly values: readonly string[] };

/** Arguments whose list of values has some that weigh more than the rest; what only reads looks for them. */
export function graveValues(tool: Tool, category: Category): readonly GraveValues[] {
  if (category === "Read") return [];
  return argumentsOf(tool.inputSchema)
    .map((argument) => ({ argument, values: texts(argument).filter((value) => grave.test(value)) }))
    .filter(({ argument, values }) => values.length > 0 && values.length < argument.values.length);
}

function texts({ values }: Argument): readonly string[] {
  return values.filter((value) => typeof value === "string");
}
