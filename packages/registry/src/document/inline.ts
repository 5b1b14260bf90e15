/**
 * Running text of a page, before anybody has decided whether it becomes HTML or Markdown. What a server wrote is
 * `foreign` or `code`, never markup: a page has no way to pass a string on as it is.
 */
import type { Risk } from "@turnpike/catalogue";

/** Where a link leads: a page of the site, by its path without an ending, or another file of it. */
export type Target =
  | { readonly kind: "page"; readonly page: string; readonly id?: string }
  | { readonly kind: "file"; readonly file: string };

/** A piece of running text. */
export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "foreign"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "strong"; readonly content: Content }
  | { readonly kind: "link"; readonly to: Target; readonly content: Content }
  | { readonly kind: "risk"; readonly risk: Risk };

export type Content = readonly Inline[];

/** Our own words with pieces put in: `say\`It is ${code(name)}.\``. A string put in is shown as text. */
export function say(
  words: TemplateStringsArray,
  ...pieces: readonly (Inline | Content | string | number)[]
): readonly Inline[] {
  return words.flatMap((text, at) => {
    const piece = at === 0 ? [] : asContent(pieces[at - 1]);
    return text === "" ? piece : [...piece, { kind: "text", text }];
  });
}

function asContent(piece: Inline | Content | string | number | undefined): Content {
  if (piece === undefined) return [];
  if (typeof piece === "number") return [{ kind: "text", text: piece.toLocaleString("en") }];
  if (typeof piece === "string") return [{ kind: "text", text: piece }];
  return "kind" in piece ? [piece] : piece;
}

/** Text that a server wrote. */
export const foreign = (text: string): Inline => ({ kind: "foreign", text });

/** A name, a path, a command: set apart as code. */
export const code = (text: string): Inline => ({ kind: "code", text });

/** A risk as a badge. */
export const badge = (risk: Risk): Inline => ({ kind: "risk", risk });

/** Words that weigh more. */
export const strong = (text: string): Inline => ({ kind: "strong", content: [{ kind: "text", text }] });

/** A link to a page, or to a place in it. */
export function link(page: string, content: Inline | Content | string, id?: string): Inline {
  const to: Target = id === undefined ? { kind: "page", page } : { kind: "page", page, id };
  return { kind: "link", to, content: asContent(content) };
}

/** A link to a file that is no page. */
export function fileLink(file: string, content: string): Inline {
  return { kind: "link", to: { kind: "file", file }, content: asContent(content) };
}

/** Several pieces with commas between them, and "and" before the last. */
export function enumerated(pieces: readonly (Inline | Content)[]): Content {
  return pieces.flatMap((piece, at) => {
    const before = at === 0 ? "" : at === pieces.length - 1 ? " and " : ", ";
    return [...asContent(before === "" ? [] : before), ...asContent(piece)];
  });
}
