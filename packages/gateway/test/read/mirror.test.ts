import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeHeader } from "../../src/read/mirror.js";
import { isIdentityEncoding, readContentType } from "../../src/receive/content-type.js";

describe("a header that may be written in base64", () => {
  it("gives back every text that was written so", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const decoded = decodeHeader(`=?base64?${Buffer.from(text).toString("base64")}?=`);
        expect(decoded).toBe(text.startsWith("\ufeff") ? undefined : text);
      }),
    );
  });

  it.each([
    ["echo", "echo"],
    ["", ""],
    ["=?base64?", "=?base64?"],
    ["=?base64?=", "=?base64?="],
    ["=?base64?ZQ==", "=?base64?ZQ=="],
    ["x=?base64?ZQ==?=", "x=?base64?ZQ==?="],
    ["=?BASE64?ZQ==?=", "=?BASE64?ZQ==?="],
    ["=?base64?ZQ==?=", "e"],
    ["=?base64?ZR==?=", undefined],
    ["=?base64?ZQ?=", undefined],
    ["=?base64?ZQ===?=", undefined],
    ["=?base64?Z Q==?=", undefined],
    ["=?base64?/w==?=", undefined],
    ["=?base64?77u/ZQ==?=", undefined],
  ])("%j is %j", (value, decoded) => {
    expect(decodeHeader(value)).toBe(decoded);
  });
});

describe("a content type", () => {
  it.each([
    "application/json",
    "APPLICATION/json",
    "application/json;charset=utf-8",
    'application/json ; charset="UTF-8"',
  ])("passes as %j", (value) => {
    expect(readContentType(value)).toEqual({ ok: true });
  });

  it.each([
    undefined,
    "",
    "application/json;",
    "application/json; charset=utf8",
    "application/json; charset='utf-8'",
    'application/json; charset="utf-8',
    "application/json; charset=utf-8; charset=utf-8",
    "application/json; charset=utf-8\u00a0",
    "application /json",
    "application/json,application/json",
    "application/json charset=utf-8",
    "x application/json",
    "application/json\u0000",
  ])("is refused as %j", (value) => {
    expect(readContentType(value).ok).toBe(false);
  });
});

describe("a content encoding", () => {
  it("is none, or identity", () => {
    expect([undefined, "identity", " Identity "].map(isIdentityEncoding)).toEqual([true, true, true]);
    expect(["", "gzip", "identity, gzip", "identity;q=1"].map(isIdentityEncoding)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
