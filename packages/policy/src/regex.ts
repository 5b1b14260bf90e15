/** Patterns: RE2 syntax, linear time, `^` and `$` the ends of the text. */

import { RE2JS } from "re2js";

/** A compiled pattern; `test` searches anywhere in the text. */
export type Pattern = { test(text: string): boolean };

/** Compiles a pattern that a checked document holds. */
export function compilePattern(source: string): Pattern {
  return RE2JS.compile(source);
}

/** Why the pattern does not compile; undefined when it does. */
export function patternFault(source: string): string | undefined {
  try {
    RE2JS.compile(source);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.replace(/^error parsing regexp: /, "");
  }
}

type Piece = { readonly text: string; readonly at: number };

/** Escapes, quoted runs, classes and group openings as wholes; anything else by the character. */
const PIECES = /\\Q.*?(?:\\E|$)|\\[pP]\{[^}]*\}|\\.|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]|\(\?[A-Za-z<>=!:-]*|./gsu;

function piecesOf(source: string): Piece[] {
  return [...source.matchAll(PIECES)].map(({ 0: text, index }) => ({ text, at: index }));
}

/** Whether the pattern switches `^` and `$` to the ends of lines. */
export function usesLines(source: string): boolean {
  return piecesOf(source).some(({ text }) => /^\(\?[a-zA-Z]*m/.test(text));
}

/** Whether a match has to be the whole text: every alternative begins with `^` or `\A` and ends with `$` or `\z`. */
export function isAnchored(source: string): boolean {
  let depth = 0;
  const alternatives: string[][] = [[]];
  for (const { text } of piecesOf(source.replace(/^\(\?[a-zA-Z]+\)/, ""))) {
    if (text.startsWith("(")) depth++;
    if (text === ")") depth--;
    if (text === "|" && depth === 0) alternatives.push([]);
    else alternatives.at(-1)?.push(text);
  }
  return alternatives.every(
    (pieces) => /^(?:\^|\\A)$/.test(pieces[0] ?? "") && /^(?:\$|\\z)$/.test(pieces.at(-1) ?? ""),
  );
}
