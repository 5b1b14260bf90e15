/**
 * A second opinion, written another way on purpose: tokens by one regular expression, containers on a stack. It tells
 * of a text that `JSON.parse` accepts whether some object has two equal keys, how deep it goes, and whether a key
 * holds half of a surrogate pair.
 */

const TOKEN = /[\t\n\r ]*(?:([{}[\]:,])|("(?:[^"\\]|\\.)*")|([-+.\w]+))/gy;

export type Survey = { duplicate: boolean; depth: number; loneKey: boolean };

export function survey(text: string): Survey {
  const found: Survey = { duplicate: false, depth: 0, loneKey: false };
  const stack: (Set<string> | null)[] = [];
  let previous = "";
  for (const [, mark, quoted, other] of text.matchAll(TOKEN)) {
    const keys = stack.at(-1);
    if (quoted !== undefined && keys && (previous === "{" || previous === ",")) {
      const key = JSON.parse(quoted) as string;
      if (keys.has(key)) found.duplicate = true;
      if (/\p{Surrogate}/u.test(key)) found.loneKey = true;
      keys.add(key);
    }
    if (mark === "{") stack.push(new Set());
    if (mark === "[") stack.push(null);
    if (mark === "}" || mark === "]") stack.pop();
    found.depth = Math.max(found.depth, stack.length);
    previous = mark ?? quoted ?? other ?? "";
  }
  return found;
}

/** Whether two decimal literals have the same value, by integers alone; exponents must be moderate. */
export function sameDecimal(left: string, right: string): boolean {
  const [a, b] = [scaled(left), scaled(right)];
  const least = Math.min(a.exponent, b.exponent);
  return a.mantissa * 10n ** BigInt(a.exponent - least) === b.mantissa * 10n ** BigInt(b.exponent - least);
}

function scaled(literal: string): { mantissa: bigint; exponent: number } {
  const [number = "", exponent = "0"] = literal.toLowerCase().split("e");
  const [whole = "", fraction = ""] = number.split(".");
  const digits = BigInt(`${whole}${fraction}`.replace("-", ""));
  return { mantissa: whole.startsWith("-") ? -digits : digits, exponent: Number(exponent) - fraction.length };
}
