/** Functions over a path: what it leads to is gathered first, then added up, compared or counted. */

import { isJsonObject, type JsonValue } from "@turnpike/json";
import { type Exact, sumOf, sumOfProducts } from "../decimal.js";
import type { Path, Step } from "../path.js";
import { descend, type Missing } from "./descend.js";
import { codePoints } from "./values.js";

/** What a function works on. */
export type Gathered =
  | Missing
  | { readonly kind: "numbers"; readonly numbers: readonly number[] }
  | { readonly kind: "pairs"; readonly pairs: readonly (readonly [number, number])[] }
  | { readonly kind: "size"; readonly size: number };

/** The value of a path wrapped in a function. */
export function apply(path: Path, args: JsonValue): Exact | Missing {
  return reduce(path, gather(path, args));
}

/** The function's value over what was gathered for it. */
export function reduce({ fn }: Path, gathered: Gathered): Exact | Missing {
  if (typeof gathered === "string") return gathered;
  if (gathered.kind === "size") return gathered.size;
  if (gathered.kind === "pairs") return sumOfProducts(gathered.pairs);
  const { numbers } = gathered;
  if (fn === "sum") return sumOf(numbers);
  if (numbers.length === 0) return "absent";
  return numbers.reduce((best, number) => ((fn === "min" ? number < best : number > best) ? number : best));
}

/** Everything that the function reads. */
export function gather(path: Path, args: JsonValue): Gathered {
  const first = path.steps.findIndex((step) => step.kind === "each");
  const end = first < 0 ? path.steps.length : first;
  const value = descend(args, path.steps, 0, end);
  if (value === "absent" || value === "unfit") return value;
  if (first < 0) return ofOne(path, value.found);
  const elements: JsonValue[] = [];
  return expand(value.found, path.steps, first, elements) ? ofMany(path, elements) : "unfit";
}

/** Collects what the steps lead to over every element; false when one of them is missing or of the wrong type. */
function expand(from: JsonValue, steps: readonly Step[], at: number, into: JsonValue[]): boolean {
  const next = steps.findIndex((step, index) => index >= at && step.kind === "each");
  const value = descend(from, steps, at, next < 0 ? steps.length : next);
  if (typeof value === "string") return false;
  if (next < 0) {
    into.push(value.found);
    return true;
  }
  return Array.isArray(value.found) && value.found.every((element) => expand(element, steps, next + 1, into));
}

function ofOne({ fn }: Path, value: JsonValue): Gathered {
  if (fn === "length" && typeof value === "string") return { kind: "size", size: codePoints(value) };
  if (fn === "length" || fn === "count") return Array.isArray(value) ? { kind: "size", size: value.length } : "unfit";
  return numbersIn(Array.isArray(value) ? value : [value]);
}

function ofMany({ fn, product }: Path, elements: readonly JsonValue[]): Gathered {
  if (fn === "count") return { kind: "size", size: elements.length };
  return product === undefined ? numbersIn(elements) : pairsIn(elements, product[0].key, product[1].key);
}

function numbersIn(elements: readonly JsonValue[]): Gathered {
  return elements.every((element) => typeof element === "number") ? { kind: "numbers", numbers: elements } : "unfit";
}

function pairsIn(elements: readonly JsonValue[], left: string, right: string): Gathered {
  const pairs: (readonly [number, number])[] = [];
  for (const element of elements) {
    const a = numberMember(element, left);
    const b = numberMember(element, right);
    if (a === undefined || b === undefined) return "unfit";
    pairs.push([a, b]);
  }
  return { kind: "pairs", pairs };
}

function numberMember(element: JsonValue, key: string): number | undefined {
  const value = isJsonObject(element) && Object.hasOwn(element, key) ? element[key] : undefined;
  return typeof value === "number" ? value : undefined;
}
