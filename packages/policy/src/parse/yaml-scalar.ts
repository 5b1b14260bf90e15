/**
 * What a plain YAML scalar means in the 1.2 core schema. The YAML library is asked for strings only (its failsafe
 * schema), because its numbers are doubles already, and a number that no double carries has to be seen.
 */

import { readJson, type UncarriedNumber } from "@turnpike/json";

/** `literal` is a number that JSON cannot write at all. */
export type Scalar =
  | { readonly kind: "null" }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "number"; readonly value: number | UncarriedNumber }
  | { readonly kind: "no_number"; readonly literal: string }
  | { readonly kind: "string" };

const NULL = /^(?:~|null|Null|NULL)?$/;
const TRUE = /^(?:true|True|TRUE)$/;
const FALSE = /^(?:false|False|FALSE)$/;
const OCTAL_OR_HEX = /^0(?:o[0-7]+|x[0-9a-fA-F]+)$/;
const DECIMAL = /^([-+]?)(?:0*(?=[0-9]))?([0-9]*)(?:\.([0-9]*))?((?:[eE][-+]?[0-9]+)?)$/;
const NOT_FINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/** Resolves a plain scalar. */
export function resolvePlain(text: string): Scalar {
  if (NULL.test(text)) return { kind: "null" };
  if (TRUE.test(text)) return { kind: "boolean", value: true };
  if (FALSE.test(text)) return { kind: "boolean", value: false };
  if (NOT_FINITE.test(text)) return { kind: "no_number", literal: text };
  const literal = OCTAL_OR_HEX.test(text) ? String(BigInt(text)) : decimalLiteral(text);
  return literal === undefined ? { kind: "string" } : { kind: "number", value: carriedOrNot(literal) };
}

/** The JSON literal of a YAML decimal: no plus sign, no leading zeros, digits on both sides of the point. */
function decimalLiteral(text: string): string | undefined {
  const parts = DECIMAL.exec(text);
  if (parts === null) return undefined;
  const [, sign, whole = "", fraction = "", exponent = ""] = parts;
  if (whole === "" && fraction === "") return undefined;
  return `${sign === "-" ? "-" : ""}${whole || "0"}${fraction === "" ? "" : `.${fraction}`}${exponent}`;
}

function carriedOrNot(literal: string): number | UncarriedNumber {
  const read = readJson(literal);
  if (!read.ok) throw new Error(`not a JSON number: ${literal}`);
  return read.value as number | UncarriedNumber;
}
