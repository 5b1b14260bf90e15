import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCents, writeCents } from "../../src/money/cents.js";
import { type TaxRules, totalsOf } from "../../src/money/tax.js";

const cents = (text: string): number => readCents(text) ?? Number.NaN;
const plain: TaxRules = { mode: "exclusive", rate: 0, rate2: 0, isCompound: false, isPerLine: false };
const taxed = (...amounts: string[]) => amounts.map((amount) => ({ amount: cents(amount), isTaxed: true }));
const untaxed = (...amounts: string[]) => amounts.map((amount) => ({ amount: cents(amount), isTaxed: false }));

const vectors = [
  ["A1", taxed("3.99", "4.99", "5.99"), { rate: 21_000 }, "14.97 3.14 0.00 18.11"],
  ["A2", taxed("3.99", "4.99", "5.99"), { rate: 21_000, isPerLine: true }, "14.97 3.15 0.00 18.12"],
  ["B", [...untaxed("15.95"), ...taxed("1.00")], { rate: 10_000 }, "16.95 0.10 0.00 17.05"],
  ["C", taxed("100"), { rate: 5_000, rate2: 9_975 }, "100.00 5.00 9.98 114.98"],
  ["D", taxed("100"), { rate: 5_000, rate2: 9_975, isCompound: true }, "100.00 5.00 10.47 115.47"],
  ["E", taxed("120"), { mode: "inclusive", rate: 20_000 }, "100.00 20.00 0.00 120.00"],
  ["F", taxed("120"), { mode: "inclusive", rate: 10_000, rate2: 10_000 }, "100.00 10.00 10.00 120.00"],
  ["F2", taxed("120"), { mode: "inclusive", rate: 10_000, rate2: 10_000, isCompound: true }, "99.17 9.92 10.91 120.00"],
  ["G", taxed("10"), { mode: "inclusive", rate: 20_000 }, "8.33 1.67 0.00 10.00"],
  ["H", [...taxed("100", "-10"), ...untaxed("5")], { rate: 20_000 }, "95.00 18.00 0.00 113.00"],
] as const;

const rules = fc.record({
  mode: fc.constantFrom("none", "exclusive", "inclusive"),
  rate: fc.integer({ min: 0, max: 1_000_000 }),
  rate2: fc.integer({ min: 0, max: 1_000_000 }),
  isCompound: fc.boolean(),
  isPerLine: fc.boolean(),
});
const lines = fc.array(
  fc.record({ amount: fc.integer({ min: -10_000_000_00, max: 10_000_000_00 }), isTaxed: fc.boolean() }),
);

/** n / d rounded half away from zero, in whole numbers only. */
function dividedHalfUp(n: bigint, d: bigint): number {
  const magnitude = ((n < 0n ? -n : n) * 2n + d) / (2n * d);
  return Number(n < 0n ? -magnitude : magnitude) + 0;
}

/** The taxes on one base, in whole numbers only. */
function naiveTaxes(amount: number, { mode, rate, rate2, isCompound }: TaxRules): { tax: number; tax2: number } {
  const one = 100_000n;
  const first = BigInt(rate) * one;
  const second = isCompound ? BigInt(rate2) * (one + BigInt(rate)) : BigInt(rate2) * one;
  const whole = one * one;
  const divisor = mode === "inclusive" ? whole + first + second : whole;
  return {
    tax: dividedHalfUp(BigInt(amount) * first, divisor),
    tax2: dividedHalfUp(BigInt(amount) * second, divisor),
  };
}

describe("an invoice's totals", () => {
  it.each(vectors)("are those of the documented example %s", (_, given, special, expected) => {
    const { subtotal, tax, tax2 } = totalsOf(given, { ...plain, ...special });
    expect([subtotal, tax, tax2, subtotal + tax + tax2].map(writeCents).join(" ")).toBe(expected);
  });

  it("add up to the lines when tax is inclusive or none, and to lines and taxes when it is exclusive", () => {
    fc.assert(
      fc.property(lines, rules, (given, special) => {
        const { subtotal, tax, tax2 } = totalsOf(given, special);
        const sum = given.reduce((total, { amount }) => total + amount, 0);
        expect(special.mode === "inclusive" ? subtotal + tax + tax2 : subtotal).toBe(sum);
        if (special.mode === "none") expect([tax, tax2]).toEqual([0, 0]);
      }),
    );
  });

  it("are to the cent what whole-number arithmetic gives", () => {
    fc.assert(
      fc.property(lines, rules, (given, special) => {
        const amounts = given.filter(({ isTaxed }) => isTaxed && special.mode !== "none").map(({ amount }) => amount);
        const bases = special.isPerLine ? amounts : [amounts.reduce((sum, amount) => sum + amount, 0)];
        const naive = bases.map((base) => naiveTaxes(base, special));
        const { tax, tax2 } = totalsOf(given, special);
        expect(tax).toBe(naive.reduce((sum, each) => sum + each.tax, 0));
        expect(tax2).toBe(naive.reduce((sum, each) => sum + each.tax2, 0));
      }),
    );
  });
});

describe("an amount", () => {
  it("is read and written without a change", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e14, max: 1e14 }), (amount) => {
        expect(readCents(writeCents(amount))).toBe(amount);
      }),
    );
  });

  it.each([
    ["1", 100],
    ["1.", 100],
    [".5", 50],
    ["+1.5", 150],
    ["-0.005", -1],
    ["0.005", 1],
    ["1.005", 101],
    ["0015.95", 1595],
    ["-0", 0],
  ])("of %s is %i cents", (text, expected) => {
    expect(readCents(text)).toBe(expected);
  });

  it.each([
    "",
    " ",
    "abc",
    "1,5",
    "1e5",
    "0x10",
    "1.2.3",
    "--1",
    "Infinity",
    "NaN",
    "1 000",
    "9".repeat(30),
    "1000000000000.01",
  ])("is not read from `%s`", (text) => {
    expect(readCents(text)).toBeUndefined();
  });
});
