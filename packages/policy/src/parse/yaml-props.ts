/** The parts of YAML that a policy may not use, found among the tokens, whatever the composer makes of them. */

import type { CST } from "yaml";
import type { ErrorCode } from "../problems.js";

export type Refused = {
  readonly offset: number;
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
};

const REFUSED: { readonly [type: string]: Omit<Refused, "offset"> } = {
  anchor: { code: "yaml_anchor", message: "anchors are not accepted", hint: "write the value where it is used" },
  alias: { code: "yaml_alias", message: "aliases are not accepted", hint: "write the value out; a glob needs quotes" },
  tag: { code: "yaml_tag", message: "tags are not accepted", hint: "quote a value that has to be a string" },
};

/** Anchors, aliases, tags and directives in the order of the text. */
export function refusedTokens(tokens: readonly CST.Token[]): Refused[] {
  const found: Refused[] = [];
  const open: unknown[] = [...tokens];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== "object" || next === null) continue;
    if (!Array.isArray(next)) found.push(...refusedToken(next as Partial<CST.Token>));
    for (const part of Object.values(next)) if (typeof part === "object") open.push(part);
  }
  return found.toSorted((a, b) => a.offset - b.offset);
}

function refusedToken(token: Partial<CST.Token> & { source?: string }): Refused[] {
  const { type, offset = 0, source = "" } = token;
  if (type === "directive") return /^%YAML +1\.2\s*$/.test(source) ? [] : [directive(offset)];
  const refused = type === undefined ? undefined : REFUSED[type];
  return refused === undefined ? [] : [{ offset, ...refused }];
}

function directive(offset: number): Refused {
  return {
    offset,
    code: "yaml_directive",
    message: "only the directive `%YAML 1.2` is accepted",
    hint: "leave the directive out",
  };
}
