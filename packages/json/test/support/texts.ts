/** Generators of JSON texts: written in unusual but legal ways, damaged a little, and put together from its pieces. */

import fc from "fast-check";

const keys = fc.oneof(
  fc.constantFrom("a", "A", "b", "name", "__proto__", "constructor", "toString", "0", "10", "", "ſ", "é", "😀"),
  fc.string({ unit: "binary", maxLength: 6 }),
);
const leaves = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const spaces = fc.stringMatching(/^[ \t\r\n]{0,3}$/);

/** A value as text with free white space, some characters escaped that need not be, and possibly duplicate keys. */
export const legalText: fc.Arbitrary<string> = fc.letrec<{ text: string }>((tie) => ({
  text: fc
    .tuple(
      spaces,
      fc.oneof(
        { depthSize: "medium", withCrossShrink: true },
        leaves.chain((leaf) => (typeof leaf === "string" ? spelled(leaf) : fc.constant(JSON.stringify(leaf)))),
        fc.constantFrom(
          "-0",
          "1e400",
          "1E+2",
          "9007199254740993",
          "0.10",
          "1e-400",
          "-12.5e-3",
          "12345678901234567890",
        ),
        fc.array(tie("text"), { maxLength: 4 }).map((items) => `[${items.join(",") || " "}]`),
        fc
          .array(fc.tuple(spaces, keys.chain(spelled), spaces, tie("text")), { maxLength: 4 })
          .map((members) => `{${members.map(([a, key, b, value]) => `${a}${key}${b}:${value}`).join(",")}}`),
      ),
      spaces,
    )
    .map((parts) => parts.join("")),
})).text;

/** One of the ways to write a string. */
function spelled(value: string): fc.Arbitrary<string> {
  return fc.infiniteStream(fc.nat(9)).map((stream) => {
    const units = [...JSON.stringify(value)];
    return units.map((unit) => (/^[a-z]$/i.test(unit) && units.length < 9 ? sometimes(unit, stream) : unit)).join("");
  });
}

function sometimes(unit: string, stream: Iterator<number>): string {
  const written = `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return stream.next().value === 0 ? written : unit;
}

/** A legal text with a few units taken out, put in or changed. */
export const damagedText: fc.Arbitrary<string> = fc
  .tuple(legalText, fc.array(fc.tuple(fc.nat(), fc.nat(2), pieceOf()), { minLength: 1, maxLength: 3 }))
  .map(([text, edits]) =>
    edits.reduce((now, [place, taken, put]) => {
      const at = place % (now.length + 1);
      return now.slice(0, at) + put + now.slice(at + taken);
    }, text),
  );

/** Pieces of the grammar in any order. */
export const piecesText: fc.Arbitrary<string> = fc.array(pieceOf(), { maxLength: 14 }).map((pieces) => pieces.join(""));

function pieceOf(): fc.Arbitrary<string> {
  const marks = ["{", "}", "[", "]", ":", ",", '"', '"a"', '"b"', '"a":1', '"\\u0061"', "\\", "\\u", "\\ud83d", "/"];
  const numbers = ["0", "1", "-", "+", ".", "e", "E", "01", "1.", ".5", "1e5", "-0", "0x1", "NaN", "Infinity"];
  const others = [
    "true",
    "false",
    "null",
    "nul",
    "'",
    " ",
    "\n",
    "\t",
    "\u0000",
    "\u000b",
    "\u00a0",
    "\ufeff",
    "\ud800",
  ];
  return fc.constantFrom("", ...marks, ...numbers, ...others);
}
