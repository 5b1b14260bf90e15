/** JSON values as conditions see them: six types, and equality by value. */

import { isJsonObject, type JsonObject, type JsonValue } from "@turnpike/json";
import type { PolicyValue } from "../document.js";

export type Kind = "null" | "boolean" | "number" | "string" | "array" | "object";

/** The JSON type of a value; a number that no double carries is a number. */
export function kindOf(value: JsonValue): Kind {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value as Kind;
  if (Array.isArray(value)) return "array";
  return isJsonObject(value) ? "object" : "number";
}

/** Equal as JSON values: numbers by value, strings by code points, arrays and objects deeply. */
export function equal(left: JsonValue, right: PolicyValue): boolean {
  if (typeof right !== "object" || right === null) return left === right;
  if (isArray(right)) {
    return Array.isArray(left) && left.length === right.length && right.every((item, i) => equal(left[i], item));
  }
  return isJsonObject(left) && sameMembers(left, right);
}

function sameMembers(left: JsonObject, right: { readonly [key: string]: PolicyValue }): boolean {
  const keys = Object.keys(right);
  if (Object.keys(left).length !== keys.length) return false;
  return keys.every((key) => Object.hasOwn(left, key) && equal(left[key] as JsonValue, right[key] as PolicyValue));
}

function isArray(value: PolicyValue): value is readonly PolicyValue[] {
  return Array.isArray(value);
}

/** How many code points the text has; half of a surrogate pair counts as one. */
export function codePoints(text: string): number {
  let count = text.length;
  for (let at = 1; at < text.length; at++) {
    if ((text.charCodeAt(at) & 0xfc00) !== 0xdc00 || (text.charCodeAt(at - 1) & 0xfc00) !== 0xd800) continue;
    count--;
    at++;
  }
  return count;
}
