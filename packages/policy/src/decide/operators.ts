/**
 * The eleven operators on a value that is there. Each answers true, false, or undefined for *unfit*: the type does not
 * fit, and what that counts as depends on who asks.
 */

import type { JsonValue } from "@turnpike/json";
import { compare, type Decimal, type Exact } from "../decimal.js";
import type { Op, PolicyValue } from "../document.js";
import { compilePattern } from "../regex.js";
import { equal, kindOf } from "./values.js";

export type Verdict = boolean | undefined;

/** `value` judges a JSON value, `decimal` the result of a function that no double carries. */
export type Test = { value(actual: JsonValue): Verdict; decimal(actual: Decimal): Verdict };

/** The test of an operator and a value that a checked document holds. */
export function compileTest(op: Op, value: PolicyValue): Test {
  switch (op) {
    case "eq":
      return { value: (actual) => sameKind(actual, value) && equal(actual, value), decimal: () => false };
    case "neq":
      return { value: (actual) => sameKind(actual, value) && !equal(actual, value), decimal: () => true };
    case "in":
      return listed(value as readonly PolicyValue[], true);
    case "not_in":
      return listed(value as readonly PolicyValue[], false);
    case "lt":
      return ordered((sign) => sign < 0, value as number);
    case "lte":
      return ordered((sign) => sign <= 0, value as number);
    case "gt":
      return ordered((sign) => sign > 0, value as number);
    case "gte":
      return ordered((sign) => sign >= 0, value as number);
    case "regex":
      return matching(value as string);
    case "contains":
      return { value: (actual) => contains(actual, value), decimal: () => undefined };
    case "exists":
      return { value: (actual) => (actual !== null) === value, decimal: () => value === true };
  }
}

function ordered(accepts: (sign: number) => boolean, value: number): Test {
  const judge = (actual: Exact) => accepts(compare(actual, value));
  return { value: (actual) => (typeof actual === "number" ? judge(actual) : undefined), decimal: judge };
}

function matching(source: string): Test {
  const pattern = compilePattern(source);
  return {
    value: (actual) => (typeof actual === "string" ? pattern.test(actual) : undefined),
    decimal: () => undefined,
  };
}

/** Scalars are looked up, so a list of thousands costs what a list of one does. */
function listed(list: readonly PolicyValue[], wanted: boolean): Test {
  const kinds = new Set(list.map(kindOf));
  const scalars = new Set<JsonValue>(list.filter((item) => typeof item !== "object" || item === null));
  const others = list.filter((item) => typeof item === "object" && item !== null);
  return {
    value: (actual) => {
      if (!kinds.has(kindOf(actual))) return undefined;
      return (scalars.has(actual) || others.some((item) => equal(actual, item))) === wanted;
    },
    decimal: () => (kinds.has("number") ? !wanted : undefined),
  };
}

function contains(actual: JsonValue, value: PolicyValue): Verdict {
  if (typeof actual === "string") return typeof value === "string" ? actual.includes(value) : undefined;
  return Array.isArray(actual) ? someEqual(actual, value) : undefined;
}

/** An element of another type makes the answer unfit, or `["5"]` would slip past a check for 5. */
function someEqual(elements: readonly JsonValue[], value: PolicyValue): Verdict {
  if (elements.some((element) => equal(element, value))) return true;
  const kind = kindOf(value);
  return elements.every((element) => kindOf(element) === kind) ? false : undefined;
}

function sameKind(actual: JsonValue, value: PolicyValue): true | undefined {
  return kindOf(actual) === kindOf(value) ? true : undefined;
}
