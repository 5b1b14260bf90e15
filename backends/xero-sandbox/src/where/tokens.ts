/** Cuts a filter into its tokens. */
import { badQuery } from "../http/refusal.js";

export type Token = {
  readonly kind: "name" | "text" | "number" | "sign" | "end";
  /** As it was written; of a text what is between its quotes. */
  readonly text: string;
  /** Where it begins, counted from 1. */
  readonly at: number;
};

const forms: readonly (readonly [Token["kind"] | "space", RegExp])[] = [
  ["space", /\s+/y],
  ["text", /"((?:[^"\\]|\\["\\])*)"/y],
  ["number", /-?\d+(?:\.\d+)?/y],
  ["name", /[A-Za-z][A-Za-z0-9]*/y],
  ["sign", /==|!=|<=|>=|[<>().,]/y],
];

/** The tokens of a filter, with one behind the last that says so. */
export function tokensOf(filter: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < filter.length) {
    const found = tokenAt(filter, at);
    if (found === undefined) throw notUnderstood(filter.slice(at, at + 1), at + 1);
    if (found.token.kind !== "space") tokens.push({ ...found.token, kind: found.token.kind });
    at += found.length;
  }
  return [...tokens, { kind: "end", text: "", at: filter.length + 1 }];
}

function tokenAt(filter: string, at: number) {
  for (const [kind, form] of forms) {
    form.lastIndex = at;
    const match = form.exec(filter);
    if (match === null) continue;
    const text = kind === "text" ? (match[1] ?? "").replace(/\\(["\\])/g, "$1") : match[0];
    return { token: { kind, text, at: at + 1 }, length: match[0].length };
  }
  return undefined;
}

export function notUnderstood(text: string, at: number, expected = "") {
  const what = text === "" ? "The filter ends too early" : `The filter is not understood from \`${text}\` on`;
  return badQuery(`${what}, at character ${at}${expected === "" ? "" : `: expected ${expected}`}`);
}
