/** What a call adds to an amount: every number read for it has to be one that can be counted, each part of a sum too. */

import type { JsonValue } from "@turnpike/json";
import { toMillionths } from "../count/millionths.js";
import { type Exact, productOf } from "../decimal.js";
import type { Path } from "../path.js";
import { descend } from "./descend.js";
import { type Gathered, gather, reduce } from "./functions.js";

/** The amount in millionths; undefined when there is none or it cannot be counted. */
export function amountAt(path: Path, args: JsonValue): bigint | undefined {
  if (path.fn === undefined) {
    const value = descend(args, path.steps, 0, path.steps.length);
    return typeof value === "object" && typeof value.found === "number" ? toMillionths(value.found) : undefined;
  }
  const gathered = gather(path, args);
  if (!partsCount(gathered)) return undefined;
  const total = reduce(path, gathered);
  return typeof total === "string" ? undefined : toMillionths(total);
}

function partsCount(gathered: Gathered): boolean {
  if (typeof gathered === "string") return false;
  if (gathered.kind === "numbers") return gathered.numbers.every(counts);
  return (
    gathered.kind === "size" || gathered.pairs.every(([a, b]) => counts(a) && counts(b) && counts(productOf(a, b)))
  );
}

function counts(part: Exact): boolean {
  return toMillionths(part) !== undefined;
}
