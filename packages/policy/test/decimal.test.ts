import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { floorToMillionths, printMillionths, toMillionths } from "../src/count/millionths.js";
import { compare, decimalOf, type Exact, productOf, sumOf, sumOfProducts, wholeMillionths } from "../src/decimal.js";

/** Numbers as they come in calls: integers, money, and the whole range of doubles. */
const numbers = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.integer({ min: -100_000_000, max: 100_000_000 }).map((cents) => cents / 100),
  fc.integer({ min: -1e12, max: 1e12 }).map((millionths) => millionths / 1e6),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

/** The slow way: one integer over one power of ten, no shortcuts. */
function slow(value: Exact): { digits: bigint; exponent: number } {
  return typeof value === "number" ? decimalOf(value) : value;
}

function same(left: { digits: bigint; exponent: number }, right: { digits: bigint; exponent: number }): boolean {
  const lowest = Math.min(left.exponent, right.exponent);
  const scale = (value: { digits: bigint; exponent: number }) => value.digits * 10n ** BigInt(value.exponent - lowest);
  return scale(left) === scale(right);
}

function add(left: { digits: bigint; exponent: number }, right: { digits: bigint; exponent: number }) {
  const exponent = Math.min(left.exponent, right.exponent);
  const scale = (value: { digits: bigint; exponent: number }) =>
    value.digits * 10n ** BigInt(value.exponent - exponent);
  return { digits: scale(left) + scale(right), exponent };
}

describe("decimals", () => {
  it("adds as people do: 0.1 + 0.2 is 0.3", () => {
    expect(sumOf([0.1, 0.2])).toBe(0.3);
    expect(sumOf([1.1, 2.2, -3.3])).toBe(0);
    expect(sumOf([])).toBe(0);
    expect(Object.is(sumOf([0, -0]), 0)).toBe(true);
  });

  it("keeps a sum that no double carries", () => {
    const sum = sumOf([9007199254740991, 2]);
    expect(typeof sum).toBe("object");
    expect(compare(sum, 9007199254740992)).toBe(1);
    expect(compare(sum, 9007199254740994)).toBe(-1);
    expect(compare(sumOf([1e308, 1e308]), 1.7976931348623157e308)).toBe(1);
    expect(compare(sumOf([1, 1e-300]), 1)).toBe(1);
  });

  it("gives the sum of the slow way for any numbers", () => {
    fc.assert(
      fc.property(fc.array(numbers, { maxLength: 8 }), (values) => {
        const expected = values.map(decimalOf).reduce(add, { digits: 0n, exponent: 0 });
        expect(same(slow(sumOf(values)), expected)).toBe(true);
      }),
    );
  });

  it("gives the product of the slow way for any numbers", () => {
    fc.assert(
      fc.property(numbers, numbers, (left, right) => {
        const a = decimalOf(left);
        const b = decimalOf(right);
        const expected = { digits: a.digits * b.digits, exponent: a.exponent + b.exponent };
        expect(same(slow(productOf(left, right)), expected)).toBe(true);
      }),
    );
  });

  it("orders an exact sum against any number as the slow way does", () => {
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 1, maxLength: 4 }), numbers, (values, bound) => {
        const difference = add(values.map(decimalOf).reduce(add), decimalOf(-bound)).digits;
        expect(Math.sign(compare(sumOf(values), bound))).toBe(difference < 0n ? -1 : difference > 0n ? 1 : 0);
      }),
    );
  });

  it("takes whole millionths only when they are exact", () => {
    expect(wholeMillionths(0.3)).toBe(300_000);
    expect(wholeMillionths(19.99)).toBe(19_990_000);
    expect(wholeMillionths(0.1 + 0.2)).toBeUndefined();
    expect(wholeMillionths(1e-7)).toBeUndefined();
    expect(wholeMillionths(1e12)).toBeUndefined();
  });

  it("adds up many amounts far apart, where work quadratic in their number would not end", () => {
    const values = Array.from({ length: 40_000 }, (_, i) => (i % 2 === 0 ? 1e300 : 1e-300));
    expect(sumOf(values)).toBeDefined();
    expect(sumOfProducts(values.map((value) => [value, value] as const))).toBeDefined();
  });
});

describe("amounts in millionths", () => {
  it.each([
    [0, 0n],
    [1, 1_000_000n],
    [0.000001, 1n],
    [19.99, 19_990_000n],
    [999_999_999_999_999, 999_999_999_999_999_000_000n],
    [123456789.123456, 123_456_789_123_456n],
  ])("takes %s", (value, expected) => {
    expect(toMillionths(value)).toBe(expected);
  });

  it.each([-1, -0.000001, 0.0000001, 1e-300, 1e15, 1e300, 1.0000001, 0.1 + 0.2])("refuses %s", (value) => {
    expect(toMillionths(value)).toBeUndefined();
  });

  it("rounds a maximum down, never up", () => {
    expect(floorToMillionths(30)).toBe(30_000_000n);
    expect(floorToMillionths(0.0000019)).toBe(1n);
    expect(floorToMillionths(1e-300)).toBe(0n);
    expect(floorToMillionths(1e20)).toBe(10n ** 26n);
  });

  it("shows safe integers as numbers and all others as decimal strings", () => {
    expect(printMillionths(30_000_000n)).toBe(30);
    expect(printMillionths(0n)).toBe(0);
    expect(printMillionths(19_990_000n)).toBe("19.99");
    expect(printMillionths(1n)).toBe("0.000001");
    expect(printMillionths(9007199254740991n * 1_000_000n)).toBe(9007199254740991);
    expect(printMillionths(9007199254740992n * 1_000_000n)).toBe("9007199254740992");
  });
});
