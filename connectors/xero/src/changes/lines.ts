/**
 * What giving or leaving out lines does to a document, found before it is sent.
 *
 * To Xero the lines that are given are all the lines: one that is not among them is deleted, without a word. And unit
 * amounts are rounded to two decimals whenever a document is written without `unitdp=4`, also those of lines that nobody
 * named.
 */
import type { ChangedLine } from "../schema/line-item.js";

/** A line that is there. */
export type PresentLine = {
  readonly LineItemID?: string | undefined;
  readonly UnitAmount?: number | undefined;
  readonly [field: string]: unknown;
};

/** A change of lines: those given, those that may go, those that are there. */
export type LineChange = {
  readonly given: readonly ChangedLine[] | undefined;
  readonly removed: readonly string[];
  readonly present: readonly PresentLine[];
  readonly unitdp: number | undefined;
};

/** What is wrong with the lines that are given, whatever is there. */
export function faultOfGivenLines({ given, removed }: Pick<LineChange, "given" | "removed">): string | undefined {
  if (given === undefined) {
    return removed.length === 0 ? undefined : "removeLineItems goes with LineItems, which has the lines that stay";
  }
  const ids = [...given.flatMap(({ LineItemID }) => LineItemID ?? []), ...removed].map(lower);
  if (new Set(ids).size < ids.length) return "a LineItemID is given twice: each line either stays, once, or is removed";
  const bare = given.findIndex((line) => line.LineItemID === undefined && !line.Description && !line.ItemCode);
  if (bare >= 0) return `LineItems[${bare}] is a new line, since it has no LineItemID, and needs a Description`;
  return undefined;
}

/** What the lines would do that nobody said. */
export function faultOfLines(change: LineChange): string | undefined {
  return change.given === undefined ? faultOfRounding(change) : (faultOfIds(change) ?? faultOfRounding(change));
}

function faultOfIds({ given = [], removed, present }: LineChange): string | undefined {
  const there = present.flatMap(({ LineItemID }) => LineItemID ?? []).map(lower);
  const kept = given.flatMap(({ LineItemID }) => LineItemID ?? []).map(lower);
  const strange = [...kept, ...removed.map(lower)].filter((id) => !there.includes(id));
  if (strange.length > 0) {
    return `${strange.length === 1 ? "a LineItemID is" : `${strange.length} LineItemIDs are`} of no line that is there; its lines are ${listed(there)}`;
  }
  const mentioned = new Set([...kept, ...removed.map(lower)]);
  const forgotten = there.filter((id) => !mentioned.has(id));
  if (forgotten.length === 0) return undefined;
  return `LineItems are all the lines that it is to have, so Xero would delete ${forgotten.length} of its ${there.length}: ${listed(forgotten)}. Give each of them in LineItems by its LineItemID to keep it, or in removeLineItems to delete it`;
}

function faultOfRounding({ given, present, removed, unitdp }: LineChange): string | undefined {
  if (unitdp === 4) return undefined;
  const gone = new Set(removed.map(lower));
  const changed = new Map((given ?? []).map((line) => [lower(line.LineItemID ?? ""), line]));
  const staying = present.filter(({ LineItemID = "" }) => !gone.has(lower(LineItemID)));
  const amounts = [
    ...(given ?? []).map(unitAmount),
    ...staying
      .filter(({ LineItemID = "" }) => changed.get(lower(LineItemID))?.UnitAmount === undefined)
      .map(unitAmount),
  ];
  if (!amounts.some(hasMoreThanCents)) return undefined;
  return "a unit amount has more than two decimals, which Xero would round, also that of a line that is not changed: give unitdp 4 to keep them";
}

/** That Xero would round the price of something new. */
export function faultOfNewLines(lines: readonly PricedLine[], unitdp: number | undefined): string | undefined {
  return unitdp !== 4 && lines.map(unitAmount).some(hasMoreThanCents)
    ? "a UnitAmount has more than two decimals, which Xero would round: give unitdp 4 to keep them"
    : undefined;
}

type PricedLine = { readonly UnitAmount?: number | undefined };
const unitAmount = ({ UnitAmount }: PricedLine): number | undefined => UnitAmount;
const lower = (id: string): string => id.toLowerCase();
const hasMoreThanCents = (amount: number | undefined): boolean => /\.\d{3}/.test(String(amount ?? 0));

const maxListed = 20;
const listed = (ids: readonly string[]): string =>
  ids.length === 0
    ? "none"
    : `${ids.slice(0, maxListed).join(", ")}${ids.length > maxListed ? ` and ${ids.length - maxListed} more` : ""}`;
