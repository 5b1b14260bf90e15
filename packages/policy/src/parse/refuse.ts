/** What no policy may hold, whatever the text was written in. */

import { shownKey } from "@turnpike/json";
import type { Node } from "./node.js";
import type { Report, Spot } from "./report.js";

/** The keys of one object so far. */
export type Keys = Set<string>;

/** Half of a surrogate pair, with nothing beside it to make it a character. */
const LONE_SURROGATE = /\p{Cs}/u;
const SHOWN_LITERAL = 40;

/** Reports a key that its object has already: two readers could take different values. */
export function refuseSecond(keys: Keys, key: string, spot: Spot, report: Report): void {
  if (keys.has(key)) {
    report.error(spot, "duplicate_key", `the key ${shownKey(key)} appears twice in one object`, "write each key once");
  }
  keys.add(key);
}

/** Whether the text is refused, which is reported. */
export function refuseText(text: string, spot: Spot, report: Report): boolean {
  if (!LONE_SURROGATE.test(text)) return false;
  report.error(
    spot,
    "lone_surrogate",
    "the string holds half of a surrogate pair",
    "write the character itself, or both halves of its escape",
  );
  return true;
}

/** Reports a number that no double carries. */
export function refuseNumber(literal: string, spot: Spot, report: Report): Node {
  const shown = literal.length > SHOWN_LITERAL ? `${literal.slice(0, SHOWN_LITERAL)}…` : literal;
  report.error(
    spot,
    "uncarried_number",
    `\`${shown}\` cannot be carried exactly`,
    "write a number of at most 15 significant digits, or a string",
  );
  return { ...spot, kind: "unread" };
}
