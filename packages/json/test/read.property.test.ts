import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonCursor, type JsonNode, type JsonValue, readJson, readJsonTree, UncarriedNumber } from "../src/index.js";
import { sameDecimal, survey } from "./support/naive.js";
import { damagedText, legalText, piecesText } from "./support/texts.js";

const texts = fc.oneof(legalText, damagedText, piecesText);
const runs = { numRuns: 3000 };

describe("against JSON.parse", () => {
  it("accepts exactly what JSON.parse accepts, less duplicate keys, depth and broken keys, with equal values", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const expected = parsed(text);
        const read = readJson(text);
        const { duplicate, depth, loneKey } = expected ? survey(text) : { duplicate: true, depth: 0, loneKey: true };
        expect(read.ok).toBe(expected !== undefined && !duplicate && depth <= 64 && !loneKey);
        if (read.ok) expect(plain(read.value)).toBe(JSON.stringify(expected?.value));
      }),
      runs,
    );
  });

  it("says of every accepted text whether a string in it is broken", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const read = readJson(text);
        if (read.ok) expect(read.loneSurrogates).toBe(/"[^"]*\\ud[89a-f]/i.test(plain(read.value)));
      }),
      runs,
    );
  });

  it("gives the tree and the cursor the same verdict on the grammar as the reader", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const grammatical = parsed(text) !== undefined;
        const tree = readJsonTree(text);
        expect(tree.root !== undefined).toBe(grammatical);
        const cursor = new JsonCursor(text);
        cursor.skip();
        expect(cursor.end()).toBe(grammatical);
        if (tree.root) expect(JSON.stringify(contentOf(tree.root, text))).toBe(JSON.stringify(parsed(text)?.value));
      }),
      runs,
    );
  });

  it("never throws on any string", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(readJson(text).ok).toBe(parsed(text) !== undefined && !survey(text).duplicate);
      }),
      runs,
    );
  });
});

describe("numbers", () => {
  const digits = (most: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${most}}$`));
  const whole = digits(25).map((text) => text.replace(/^0+(?=\d)/, ""));
  const literal = fc
    .tuple(fc.boolean(), whole, fc.option(digits(25)), fc.option(fc.integer({ min: -340, max: 320 })))
    .map(([minus, a, b, e]) => `${minus ? "-" : ""}${a}${b === null ? "" : `.${b}`}${e === null ? "" : `e${e}`}`);

  it("are carried when the shortest decimal of their double has their value, and kept as literals when not", () => {
    fc.assert(
      fc.property(literal, (text) => {
        const read = readJson(text);
        const value = Number(text);
        const carried = Number.isFinite(value) && sameDecimal(text, String(value));
        expect(read).toEqual({ ok: true, value: carried ? value : new UncarriedNumber(text), loneSurrogates: false });
      }),
      { numRuns: 5000 },
    );
  });

  it("that a program prints are always carried", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = Object.is(value, -0) ? "-0" : String(value);
        expect(readJson(text)).toStrictEqual({ ok: true, value, loneSurrogates: false });
      }),
      runs,
    );
  });
});

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** The value as JSON.stringify prints what JSON.parse makes of the same text. */
function plain(value: JsonValue): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    member instanceof UncarriedNumber ? Number(member.text) : member,
  );
}

function contentOf(node: JsonNode, text: string): unknown {
  if (node.kind === "array") return node.items.map((item) => contentOf(item, text));
  if (node.kind === "object") {
    return Object.fromEntries(node.members.map((member) => [member.key, contentOf(member.value, text)]));
  }
  const value = node.value instanceof UncarriedNumber ? Number(node.value.text) : node.value;
  expect(JSON.parse(text.slice(node.start, node.end))).toBe(value);
  return value;
}
