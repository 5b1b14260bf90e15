/** Why a text was not accepted, with the place: the caller turns the offset into a line and column when people read it. */

export type JsonFaultCode = "syntax" | "duplicate_key" | "too_deep" | "lone_surrogate";

/** One fault; `offset` counts UTF-16 units from the start of the text. Messages name keys, never values. */
export type JsonFault = { readonly code: JsonFaultCode; readonly message: string; readonly offset: number };

/** Containers within containers that are read unless the caller says otherwise; the outermost counts as one. */
export const DEFAULT_MAX_DEPTH = 64;

const SHOWN_KEY_UNITS = 60;

/** A key as it may stand in a message: in backticks, short, with nothing that disturbs a terminal or a log. */
export function shownKey(key: string): string {
  const cut = key.length > SHOWN_KEY_UNITS ? `${key.slice(0, SHOWN_KEY_UNITS)}…` : key;
  return `\`${cut.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}`]/gu, "\uFFFD")}\``;
}
