import { expect, it } from "vitest";
import { faultsOf, writtenPitfalls } from "./pitfalls.js";

it("the cases, tests and scenarios that the table of pitfalls names are there", () => {
  const pitfalls = writtenPitfalls();
  expect(pitfalls.length).toBeGreaterThanOrEqual(20);
  expect(faultsOf(pitfalls)).toEqual([]);
});

it("a name that is not there, and a pitfall that nothing shows, are found", () => {
  const planted = [
    { pitfall: "p", suite: ["no-such-scenario"], own: ["no-such-case", "test/no-such.test.ts"] },
    { pitfall: "q", suite: [], own: [] },
  ];
  expect(faultsOf(planted)).toHaveLength(4);
});
