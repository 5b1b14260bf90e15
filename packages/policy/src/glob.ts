/**
 * Names and globs. `*` stands for any run of characters, the empty one too; everything else is itself, code point by
 * code point. Documents hold whole characters only, so comparing UTF-16 units compares code points.
 */

/** A glob cut at its stars: what a name begins with, holds in this order, and ends with. */
export type Glob = { readonly first: string; readonly middle: readonly string[]; readonly last: string };

/** Whether the text is a glob rather than a name. */
export function isGlob(text: string): boolean {
  return text.includes("*");
}

/** Cuts a glob for matching. */
export function compileGlob(glob: string): Glob {
  const parts = glob.split("*");
  const middle = parts.slice(1, -1).filter((part) => part !== "");
  return { first: parts[0] ?? "", middle, last: parts.at(-1) ?? "" };
}

/** Whether the name fits the cut glob; linear in the name for each part. */
export function matchesGlob({ first, middle, last }: Glob, name: string): boolean {
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
  const end = name.length - last.length;
  let at = first.length;
  for (const part of middle) {
    const found = name.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

/** Whether the name is, or fits, the name or glob. */
export function globMatches(nameOrGlob: string, name: string): boolean {
  return isGlob(nameOrGlob) ? matchesGlob(compileGlob(nameOrGlob), name) : nameOrGlob === name;
}

/** Orders texts by code points; UTF-16 units would put U+FFFF behind characters beyond it. */
export function byCodePoint(left: string, right: string): number {
  const end = Math.min(left.length, right.length);
  for (let at = 0; at < end; at++) {
    const difference = rank(left.charCodeAt(at)) - rank(right.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Surrogates stand for code points above all others. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
