/**
 * What the lines of a document become when it is changed. Lines that are not sent at all stay; lines that are sent
 * replace all there were: one with the id of a line changes it, one without is new, and what is not mentioned goes. New
 * lines come before those that stay.
 */
import type { SentLine } from "./line-kind.js";
import type { Line, LineRules } from "./line-rules.js";
import { priceLine, roundLine } from "./price-line.js";

const mostLines = 1000;

/** The lines, at least one; what breaks a rule is added to `problems`. */
export function mergeLines(
  sent: readonly SentLine[] | undefined,
  before: readonly Line[],
  rules: LineRules,
  problems: string[],
): readonly Line[] {
  if (sent === undefined || sent.length === 0) {
    if (before.length === 0) problems.push("One or more line items must be specified");
    return before.map((line) => roundLine(line, rules, problems));
  }
  if (sent.length > mostLines) problems.push(`A document can have at most ${mostLines} line items`);
  const added = sent.filter(({ LineItemID }) => LineItemID === undefined);
  const named = sent.filter(({ LineItemID }) => LineItemID !== undefined);
  const ids = new Set(named.map(({ LineItemID }) => LineItemID));
  if (ids.size < named.length) problems.push("A LineItemID is there twice");
  return [
    ...added.map((line) => priceLine(line, undefined, rules, problems)),
    ...named.flatMap((line) => {
      const known = before.find(({ id }) => id === line.LineItemID);
      if (known === undefined) problems.push(`The LineItemID '${line.LineItemID}' is not of a line of this document`);
      return known === undefined ? [] : [priceLine(line, known, rules, problems)];
    }),
  ];
}
