/** Text of strangers as it can be shown: what has no visible form is written as its code point. */

/**
 * Characters that nobody sees: those that renderers leave out, format and control characters. Joiners belong to emoji
 * and to scripts that need them, a variation selector to the emoji before it.
 */
const unseen = new RegExp(
  [
    String.raw`(?!(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F)[\u200D\uFE0F])`,
    String.raw`(?!(?<=[0-9#*])\uFE0F\u20E3)`,
    String.raw`(?!(?<=\p{Script=Arabic}|\p{Script=Devanagari}|\p{Script=Bengali}|\p{Script=Malayalam})[\u200C\u200D])`,
    String.raw`(?![\t\n\r])[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]`,
  ].join(""),
  "gu",
);

/** Most texts are this, and need no further look. */
const plain = /^[\t\n\r\x20-\x7e]*$/;

/** The invisible characters of a text, each once, in the order met. */
export function invisibleIn(text: string): readonly string[] {
  return [...new Set(text.match(unseen) ?? [])];
}

/** `U+200B`. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** What no text file can hold, or no font can show: halves of pairs, and code points that are no characters. */
const unwritable = /[\p{Cs}\p{Noncharacter_Code_Point}]/gu;

/** Every character of a text that does not show what it is, each once: invisible, separating lines, unwritable. */
export function unshownIn(text: string): readonly string[] {
  if (plain.test(text)) return [];
  return [
    ...new Set([...invisibleIn(text), ...(text.match(/[\u2028\u2029]/g) ?? []), ...(text.match(unwritable) ?? [])]),
  ];
}

/** The text with what nobody would see written out, on one line: safe to print on a terminal. */
export function visible(text: string): string {
  if (plain.test(text)) return text.replace(/[\t\n\r]+/g, " ");
  return text
    .replace(unseen, (character) => `<${codePoint(character)}>`)
    .replace(unwritable, (character) => `<${codePoint(character)}>`)
    .replace(/[\t\n\r\u2028\u2029]+/g, " ");
}
