import { describe, expect, test } from "vitest";
import { hashToken, newId } from "../src/index.js";

describe("ids", () => {
  test("say what they are of, and sort by the time they were made", () => {
    const times = [0, 1, 31, 32, 1_000_000, Date.parse("2026-01-01"), Date.parse("2100-01-01")];
    const ids = times.map((at) => newId("server", at));
    expect(ids.toSorted()).toEqual(ids);
    for (const id of ids) expect(id).toMatch(/^srv_[0-9a-hjkmnp-tv-z]{16}$/);
  });

  test("are never the same twice", () => {
    expect(new Set(Array.from({ length: 10_000 }, () => newId("grant", 0))).size).toBe(10_000);
  });
});

test("the hash of a token is its SHA-256 in hex", () => {
  expect(hashToken("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
