import { describe, expect, it } from "vitest";
import { decodeUtf8, foldKey, lineAndColumn, looseKey } from "../src/index.js";

describe("decodeUtf8", () => {
  it("gives the text of valid UTF-8", () => {
    expect(decodeUtf8(Buffer.from("aé€😀"))).toBe("aé€😀");
    expect(decodeUtf8(new Uint8Array())).toBe("");
  });

  it.each([
    ["a byte order mark", [0xef, 0xbb, 0xbf, 0x7b, 0x7d]],
    ["two byte order marks", [0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf]],
    ["UTF-16 little endian with its mark", [0xff, 0xfe, 0x7b, 0x00]],
    ["an overlong slash", [0xc0, 0xaf]],
    ["an overlong null", [0xc0, 0x80]],
    ["an encoded surrogate", [0xed, 0xa0, 0x80]],
    ["a sequence cut short", [0x22, 0xe2, 0x82]],
    ["a continuation without a start", [0x80]],
    ["what lies beyond U+10FFFF", [0xf4, 0x90, 0x80, 0x80]],
  ])("refuses %s", (_what, bytes) => {
    expect(decodeUtf8(Uint8Array.from(bytes))).toBeUndefined();
  });

  it("keeps a byte order mark that is not at the start", () => {
    expect(decodeUtf8(Buffer.from('"\ufeff"'))).toBe('"\ufeff"');
  });
});

describe("lineAndColumn", () => {
  it.each([
    ["abc", 0, 1, 1],
    ["abc", 3, 1, 4],
    ["a\nbc", 3, 2, 2],
    ["a\r\nbc", 3, 2, 1],
    ["a\rbc", 2, 2, 1],
    ["😀x\n😀😀x", 9, 2, 4],
    ["\n\n", 2, 3, 1],
    ["a", -5, 1, 1],
    ["a", 99, 1, 2],
  ])("of %j at %i is %i:%i", (text, offset, line, column) => {
    expect(lineAndColumn(text, offset)).toEqual({ line, column });
  });
});

describe("foldKey", () => {
  it.each([
    ["name", "name"],
    ["NaMe", "name"],
    ["param\u017F", "params"],
    ["PROGRE\u017FSTO\u212AEN", "progresstoken"],
    ["É", "É"],
    ["ＮＡＭＥ", "ＮＡＭＥ"],
    ["", ""],
  ])("of %s is %s", (key, folded) => {
    expect(foldKey(key)).toBe(folded);
    expect(foldKey(key)).toHaveLength(key.length);
  });
});

describe("looseKey", () => {
  it.each([
    ["requestState", "requeststate"],
    ["request_state", "requeststate"],
    ["REQUEST-STATE", "requeststate"],
    ["_meta", "meta"],
    ["ur\u0131", "uri"],
    ["UR\u0130", "uri"],
    ["Na\u200bme", "name"],
    ["name\u0000", "name"],
    ["\ufeff name\t", "name"],
    ["ｎａｍｅ", "name"],
    ["PARAM\u017f", "params"],
    ["TO\u212aEN", "token"],
    ["é", "é"],
    ["", ""],
  ])("of %j is %s", (key, loose) => {
    expect(looseKey(key)).toBe(loose);
  });
});
