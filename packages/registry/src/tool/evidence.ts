/** What a verdict rests on: the words that led to it, the signals beside it, and what the server claims against it. */
import { type Annotations, type Category, signalTexts } from "@turnpike/catalogue";
import { type Block, bullets, paragraph } from "../document/block.js";
import { type Content, code, enumerated, foreign, say } from "../document/inline.js";
import type { ToolEntry } from "../entries.js";
import { findingBlocks } from "../finding-blocks.js";

/** The evidence, quoted. */
export function evidence({ classified: { evidence: words, confidence } }: ToolEntry): readonly Block[] {
  return [
    { kind: "quote", content: [foreign(words)] },
    paragraph(say`Confidence ${confidence.toFixed(2)} of 1: ${sureness(confidence)}`),
  ];
}

function sureness(confidence: number): string {
  if (confidence >= 0.9) return "all that could be read points the same way.";
  if (confidence >= 0.7) return "clear, with one thing that speaks less plainly or that others could read differently.";
  if (confidence >= 0.5) return "likely; read the description yourself before you rely on it.";
  return "little more than a guess; read the description, or ask the server's author.";
}

/** What stands out beside the category. */
export function signals({ classified }: ToolEntry): readonly Block[] {
  if (classified.signals.length === 0) {
    return [paragraph(say`None of those that are looked for: ${Object.values(signalTexts).join("; ")}.`)];
  }
  return [
    bullets(
      classified.signals.map((signal) => {
        const where = signal.arguments.length === 0 ? [] : say`: ${enumerated(signal.arguments.map(code))}`;
        return say`${signalTexts[signal.code]}${where}`;
      }),
    ),
  ];
}

/** Findings on the tool, gravest first. */
export function findings({ findings: found }: ToolEntry): readonly Block[] {
  if (found.length === 0) return [paragraph(say`Nothing is found in its name, texts and schema.`)];
  return findingBlocks(found, () => []);
}

type Hint = Exclude<keyof Annotations, "title">;

/** What the protocol takes a hint for that is not given. */
const unsaid: Readonly<Record<Hint, boolean>> = {
  readOnlyHint: false,
  destructiveHint: true,
  idempotentHint: false,
  openWorldHint: true,
};

/** The annotations against the verdict. */
export function claims({ tool: { annotations = {} }, classified: { category } }: ToolEntry): readonly Block[] {
  const rows = (Object.keys(unsaid) as Hint[]).map((hint): readonly Content[] => {
    const said = annotations[hint];
    const claim =
      said === undefined
        ? say`not given; the protocol then assumes ${code(String(unsaid[hint]))}`
        : say`${code(String(said))}`;
    return [say`${code(hint)}`, claim, say`${verdict(hint, said, category)}`];
  });
  return [
    paragraph(say`Annotations are what the server says of itself. They are compared, never believed.`),
    { kind: "table", caption: "Claims and verdict", head: ["Annotation", "Claim", "Verdict"], rows },
  ];
}

function verdict(hint: Hint, said: boolean | undefined, category: Category): string {
  if (hint === "idempotentHint" || hint === "openWorldHint") return "cannot be told from a list";
  const is = hint === "readOnlyHint" ? category === "Read" : category === "Destructive";
  if (said === undefined) return `classified ${category}`;
  if (said === is) return `agrees with ${category}`;
  const harmless = hint === "readOnlyHint" ? said === false : said === true;
  return harmless ? `more careful than ${category}` : `contradicted: classified ${category}`;
}
