import { expect, it } from "vitest";
import { seeded } from "../src/index.js";

it("the same seed deals the same, another seed something else, and everything in its turn", () => {
  const deal = (seed: number) => {
    const random = seeded(seed);
    return Array.from({ length: 40 }, () => random.below(6));
  };
  expect(deal(7320)).toEqual(deal(7320));
  expect(deal(7320)).not.toEqual(deal(7321));
  expect(new Set(deal(7320))).toEqual(new Set([0, 1, 2, 3, 4, 5]));
});
