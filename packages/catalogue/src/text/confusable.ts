/** Names that look alike: letters of other scripts, and forms of the same letter. */

/** Letters that look like a Latin one. */
const posers: Readonly<Record<string, string>> = {
  A: "ΑА",
  B: "ΒВ",
  C: "С",
  E: "ΕЕ",
  H: "ΗН",
  I: "ΙІ",
  J: "Ј",
  K: "ΚК",
  M: "ΜМ",
  N: "Ν",
  O: "ΟО",
  P: "ΡР",
  S: "Ѕ",
  T: "ΤТ",
  X: "ΧХ",
  Y: "Υ",
  Z: "Ζ",
  a: "аα",
  c: "с",
  d: "ԁ",
  e: "е",
  g: "ɡ",
  h: "һ",
  i: "іιı",
  j: "ј",
  k: "κ",
  l: "ӏ",
  n: "η",
  o: "оο",
  p: "рρ",
  q: "ԛ",
  s: "ѕ",
  t: "τ",
  u: "υ",
  v: "ν",
  w: "ԝω",
  x: "х",
  y: "уγ",
};

const lookAlikes = new Map(
  Object.entries(posers).flatMap(([latin, letters]) => [...letters].map((each) => [each, latin] as const)),
);

/** What a name looks like: compatible forms made one, look-alikes made Latin. */
export function looksLike(name: string): string {
  return [...name.normalize("NFKC")].map((letter) => lookAlikes.get(letter) ?? letter).join("");
}

/** A name as a hurried reader takes it: without case and punctuation, `0` and `O`, `1` and `l` the same. */
export function readsAs(name: string): string {
  return looksLike(name)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "")
    .replaceAll("0", "o")
    .replace(/[1|]/g, "l");
}

/** Letters that pose as Latin ones in a name that is Latin otherwise. */
export function posing(name: string): readonly string[] {
  if (!/[a-z]/i.test(name)) return [];
  return [...new Set([...name].filter((letter) => lookAlikes.has(letter)))];
}
