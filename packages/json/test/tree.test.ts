import { describe, expect, it } from "vitest";
import { readJsonTree } from "../src/index.js";

describe("the tree", () => {
  it("gives every value and every key its place", () => {
    const text = '{ "a": [1, "x"],\n "b": null, "c": false }';
    const { root, faults } = readJsonTree(text);
    expect(faults).toEqual([]);
    if (root?.kind !== "object") throw new Error("not an object");
    const shown = root.members.map(({ keyStart, keyEnd, value }) => [
      text.slice(keyStart, keyEnd),
      text.slice(value.start, value.end),
      value.kind,
    ]);
    expect(shown).toEqual([
      ['"a"', '[1, "x"]', "array"],
      ['"b"', "null", "null"],
      ['"c"', "false", "boolean"],
    ]);
    expect([root.start, root.end]).toEqual([0, text.length]);
  });

  it("collects every duplicate key and keeps the members", () => {
    const { root, faults } = readJsonTree('{"a":1,"a":2,"b":{"c":1,"c":2}}');
    expect(faults.map(({ code, offset }) => [code, offset])).toEqual([
      ["duplicate_key", 7],
      ["duplicate_key", 24],
    ]);
    expect(root?.kind === "object" && root.members.length).toBe(3);
  });

  it("stops where the grammar does not hold, and still tells the duplicates before", () => {
    const { root, faults } = readJsonTree('{"a":1,"a":2,');
    expect(root).toBeUndefined();
    expect(faults.map(({ code }) => code)).toEqual(["duplicate_key", "syntax"]);
  });

  it("goes 64 containers deep", () => {
    expect(readJsonTree("[".repeat(64) + "]".repeat(64)).faults).toEqual([]);
    expect(readJsonTree("[".repeat(65) + "]".repeat(65)).faults[0]?.code).toBe("too_deep");
  });
});
