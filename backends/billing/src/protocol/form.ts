/** application/x-www-form-urlencoded and query strings, as PHP reads them. Bytes that are no UTF-8 are refused. */
import { RequestFault } from "./fault.js";
import { setVariable } from "./php-names.js";
import type { PhpArray } from "./php-value.js";

/** PHP drops what is too much without a word; an invoice must not lose lines, so here it is refused. */
export const mostFields = 20_000;

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads the pairs of a form into `into`; a later one replaces an earlier one of the same name. */
export function readForm(bytes: Uint8Array, into: PhpArray): void {
  const pairs = Buffer.from(bytes).toString("latin1").split("&");
  if (pairs.length > mostFields) throw new RequestFault(400, `more than ${mostFields} parameters`);
  for (const pair of pairs) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const name = decode(equals === -1 ? pair : pair.slice(0, equals));
    setVariable(into, name, equals === -1 ? "" : decode(pair.slice(equals + 1), name));
  }
}

/** `+` is a space, `%41` a byte; a `%` without two hexadecimal digits stands for itself. */
function decode(latin1: string, name?: string): string {
  const bytes = latin1.replaceAll("+", " ").replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => {
    return String.fromCharCode(Number.parseInt(hex, 16));
  });
  return decodeUtf8(Buffer.from(bytes, "latin1"), name);
}

/** The text of UTF-8 bytes; anything else is refused, naming the parameter. */
export function decodeUtf8(bytes: Uint8Array, name?: string): string {
  try {
    return strict.decode(bytes);
  } catch {
    const where = name === undefined ? "the name of a parameter" : `the parameter ${name.slice(0, 64)}`;
    throw new RequestFault(400, `Malformed UTF-8 characters, possibly incorrectly encoded, in ${where}`);
  }
}
