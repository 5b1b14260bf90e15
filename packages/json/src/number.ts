/**
 * Number literals. A double carries a literal when the shortest decimal that names the double has the literal's value:
 * `0.1` and `1e2` are carried, `9007199254740993`, `1e400` and `1e-400` are not. Up to fifteen digits and no exponent a
 * decimal is always carried (no other decimal of as few digits names the same double), so only long ones are compared.
 */

import { UncarriedNumber } from "./value.js";

const SAFE_DIGITS = 15;
const ZERO = 48;

/** The value of a literal that is known to follow the JSON grammar. */
export function numberFrom(literal: string): number | UncarriedNumber {
  const value = Number(literal);
  if (literal.length <= SAFE_DIGITS && !hasExponent(literal)) return value;
  return carries(literal, value) ? value : new UncarriedNumber(literal);
}

function hasExponent(literal: string): boolean {
  return literal.includes("e") || literal.includes("E");
}

function carries(literal: string, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  const exact = decimal(literal);
  const shortest = decimal(String(value));
  return exact.digits === shortest.digits && (exact.digits === "" || exact.exponent === shortest.exponent);
}

/** The magnitude as digits without zeros at either end, times ten to the exponent; zero has no digits. */
function decimal(literal: string): { digits: string; exponent: number } {
  const mark = literal.search(/[eE]/);
  const mantissa = mark < 0 ? literal : literal.slice(0, mark);
  const point = mantissa.indexOf(".");
  const all = mantissa.replace(/[-.]/g, "");
  let exponent = mark < 0 ? 0 : Number(literal.slice(mark + 1));
  if (point >= 0) exponent -= mantissa.length - point - 1;
  let start = 0;
  let end = all.length;
  while (start < end && all.charCodeAt(start) === ZERO) start++;
  while (end > start && all.charCodeAt(end - 1) === ZERO) end--;
  return { digits: all.slice(start, end), exponent: exponent + (all.length - end) };
}
