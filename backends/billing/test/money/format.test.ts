import { describe, expect, it } from "vitest";
import { formatMoney } from "../../src/money/format.js";

const dollars = { prefix: "$", suffix: " USD", format: 2 };

describe("amounts in a client's currency", () => {
  it.each([
    [1, 123456, "$1234.56 USD"],
    [2, 123456, "$1,234.56 USD"],
    [3, 123456, "$1.234,56 USD"],
    [4, 123400, "$1,234 USD"],
    [2, 123456789012, "$1,234,567,890.12 USD"],
    [2, 5, "$0.05 USD"],
    [2, 0, "$0.00 USD"],
  ])("format %d writes %d cents as %s", (format, amount, text) => {
    expect(formatMoney(amount, { ...dollars, format })).toBe(text);
  });

  it("puts the sign before the currency's", () => {
    expect(formatMoney(-1500, dollars)).toBe("-$15.00 USD");
  });

  it("never rounds: a format without decimals shows cents where there are some", () => {
    expect(formatMoney(123456, { ...dollars, format: 4 })).toBe("$1,234.56 USD");
  });
});
