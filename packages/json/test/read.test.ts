import { describe, expect, it } from "vitest";
import { isJsonObject, type JsonValue, readJson, UncarriedNumber } from "../src/index.js";

function fault(text: string) {
  const read = readJson(text);
  return read.ok ? undefined : read.fault;
}

function value(text: string): JsonValue {
  const read = readJson(text);
  if (!read.ok) throw new Error(read.fault.message);
  return read.value;
}

describe("duplicate keys", () => {
  it.each([
    ['{"a":1,"a":2}', 7],
    ['{"a":1,"\\u0061":2}', 7],
    ['[{"x":{"a":1,"b":2,"a":1}}]', 19],
    ['{"__proto__":1,"__proto__":2}', 15],
    ['{"":1,"":1}', 6],
    ['{"1":1,"1":1}', 7],
  ])("refuses %s at the second key", (text, offset) => {
    expect(fault(text)).toMatchObject({ code: "duplicate_key", offset });
  });

  it("does not take inherited names for keys already there", () => {
    for (const key of ["toString", "constructor", "hasOwnProperty", "__proto__", "valueOf"]) {
      expect(Object.keys(value(`{"${key}":1}`) as object)).toEqual([key]);
    }
  });

  it("names the key in a message without what could disturb a log", () => {
    const long = "k".repeat(500);
    expect(fault(`{"${long}":1,"${long}":2}`)?.message).toHaveLength(
      "the key `` appears twice in one object".length + 61,
    );
    expect(fault('{"\\u001b[31m`":1,"\\u001b[31m`":2}')?.message).toBe(
      "the key `\uFFFD[31m\uFFFD` appears twice in one object",
    );
  });

  it("lets keys pass that differ in case: whether they collide is a question of the level they stand on", () => {
    expect(value('{"name":1,"Name":2}')).toEqual({ name: 1, Name: 2 });
  });
});

describe("an own key called __proto__", () => {
  it("is a member like any other and changes nothing about the object", () => {
    const object = value('{"__proto__":{"isAdmin":true},"b":1}');
    expect(Object.keys(object as object)).toEqual(["__proto__", "b"]);
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
    expect((object as Record<string, unknown>).isAdmin).toBeUndefined();
    expect(JSON.stringify(object)).toBe('{"__proto__":{"isAdmin":true},"b":1}');
  });
});

describe("depth", () => {
  it("is 64 containers, the outermost included, whatever is mixed", () => {
    const nested = (levels: number) => `${'[{"a":'.repeat(levels / 2)}0${"}]".repeat(levels / 2)}`;
    expect(fault(nested(64))).toBeUndefined();
    expect(fault(nested(66))).toMatchObject({ code: "too_deep" });
    expect(fault("[".repeat(65))).toMatchObject({ code: "too_deep", offset: 64 });
    expect(fault("[".repeat(1_000_000))).toMatchObject({ code: "too_deep" });
  });

  it("can be set, and is never so deep that reading it would fail", () => {
    expect(readJson("[[0]]", { maxDepth: 1 }).ok).toBe(false);
    expect(readJson("[[0]]", { maxDepth: 2 }).ok).toBe(true);
    expect(readJson("[".repeat(100_000), { maxDepth: 1e9 }).ok).toBe(false);
  });
});

describe("surrogates", () => {
  it("refuses half a pair in a key, written either way", () => {
    expect(fault('{"a\\ud800":1}')).toMatchObject({ code: "lone_surrogate", offset: 1 });
    expect(fault('{"\ud800":1}')).toMatchObject({ code: "lone_surrogate" });
    expect(fault('{"\\ud83d\\ude00":1}')).toBeUndefined();
  });

  it("keeps half a pair in a value and says so", () => {
    expect(readJson('["\\udc00"]')).toEqual({ ok: true, value: ["\udc00"], loneSurrogates: true });
    expect(readJson('["\\uD83D\\uDE00","😀"]')).toEqual({ ok: true, value: ["😀", "😀"], loneSurrogates: false });
    expect(readJson('{"a":"\\ud800","b":"x"}')).toMatchObject({ ok: true, loneSurrogates: true });
  });
});

describe("grammar", () => {
  it.each([
    ["", 0],
    ["  ", 2],
    ["\ufeff{}", 0],
    ["{} {}", 3],
    ["{}\u0000", 2],
    ["{}x", 2],
    ["nulll", 4],
    ["01", 0],
    ["-", 1],
    ["1.", 2],
    [".5", 0],
    ["+1", 0],
    ["1e", 2],
    ["NaN", 0],
    ["[1,]", 3],
    ["{,}", 1],
    ['{"a":1,}', 7],
    ['{"a" 1}', 5],
    ["{a:1}", 1],
    ["{'a':1}", 1],
    ['"a', 0],
    ['"a\\', 0],
    ['"\\x41"', 1],
    ['"\\u00g0"', 1],
    ['"\\u00\u00110"', 1],
    ['"a\nb"', 2],
    ['"a\u0000"', 2],
    ["[1 2]", 3],
    ["// c\n1", 0],
    ["\u00a01", 0],
    ["\u000b1", 0],
  ])("refuses %j at the place", (text, offset) => {
    expect(fault(text)).toMatchObject({ code: "syntax", offset });
  });

  it("lets DEL, U+2028 and the null escape stand in strings, as RFC 8259 does", () => {
    expect(value('"\u007f\u2028\\u0000\\/"')).toBe("\u007f\u2028\u0000/");
  });
});

describe("numbers", () => {
  it.each(["9007199254740993", "1e400", "-1e400", "1e-400", "0.1234567890123456789", "4.9e-324", "123456789012345678"])(
    "keeps %s as its literal",
    (text) => {
      expect(value(text)).toEqual(new UncarriedNumber(text));
      expect(isJsonObject(value(text))).toBe(false);
    },
  );

  it.each([
    ["0", 0],
    ["-0", -0],
    ["0e999999999999999999999", 0],
    ["9007199254740992", 9007199254740992],
    ["1e22", 1e22],
    ["100000000000000000000000", 1e23],
    ["0.1", 0.1],
    ["1.50", 1.5],
    ["5e-324", 5e-324],
    [`1${"0".repeat(300)}`, 1e300],
    [`0.${"0".repeat(300)}1e301`, 1],
  ])("carries %s", (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it("reads a literal of a million digits, where work quadratic in its length would not end", () => {
    expect(value("7".repeat(1_000_000))).toBeInstanceOf(UncarriedNumber);
    expect(value(`0.${"7".repeat(1_000_000)}`)).toBeInstanceOf(UncarriedNumber);
  });
});
