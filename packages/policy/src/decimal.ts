/**
 * Exact decimal arithmetic. Amounts are money: 0.1 + 0.2 is 0.3 here. A number that a double carries is the shortest
 * decimal naming it, so comparing two carried numbers is comparing the doubles; only sums and products need more.
 *
 * Most of them are quick all the same. Decimals of up to fifteen digits and doubles name each other one to one; so when
 * a number times a million is a whole number of up to fifteen digits, that whole number is exact and can be added as it
 * is. Whatever is longer goes through integers without bound.
 */

/** digits × 10^exponent. */
export type Decimal = { readonly digits: bigint; readonly exponent: number };

/** A number that a double carries, or the decimal where none does. */
export type Exact = number | Decimal;

const FIFTEEN_DIGITS = 1e15;
const MILLION = 1e6;

/** The number in millionths, when these are a whole number of up to fifteen digits. */
export function wholeMillionths(value: number): number | undefined {
  const scaled = Math.round(value * MILLION);
  return Math.abs(scaled) < FIFTEEN_DIGITS && scaled / MILLION === value ? scaled : undefined;
}

/** The decimal that a carried number stands for. */
export function decimalOf(value: number): Decimal {
  const [mantissa = "0", power = "0"] = String(value).split("e");
  const point = mantissa.indexOf(".");
  if (point < 0) return { digits: BigInt(mantissa), exponent: Number(power) };
  const digits = BigInt(mantissa.slice(0, point) + mantissa.slice(point + 1));
  return { digits, exponent: Number(power) - (mantissa.length - point - 1) };
}

/** The exact sum. */
export function sumOf(values: readonly number[]): Exact {
  let total = 0;
  for (const value of values) {
    total += wholeMillionths(value) ?? Number.NaN;
    if (!(Math.abs(total) < FIFTEEN_DIGITS)) return exactSum(values.map(decimalOf));
  }
  return total === 0 ? 0 : total / MILLION;
}

/** The exact sum of the products of pairs. */
export function sumOfProducts(pairs: readonly (readonly [number, number])[]): Exact {
  let total = 0;
  for (const [left, right] of pairs) {
    total += quickProduct(left, right) ?? Number.NaN;
    if (!(Math.abs(total) < FIFTEEN_DIGITS)) return exactSum(pairs.map(([a, b]) => exactProduct(a, b)));
  }
  return total === 0 ? 0 : total / MILLION;
}

/** The exact product. */
export function productOf(left: number, right: number): Exact {
  return sumOfProducts([[left, right]]);
}

/** Negative, zero or positive as `left` is below, equal to or above `right`. */
export function compare(left: Exact, right: number): number {
  if (typeof left === "number") return left < right ? -1 : left > right ? 1 : 0;
  const other = decimalOf(right);
  const exponent = Math.min(left.exponent, other.exponent);
  const difference = scaledTo(left, exponent) - scaledTo(other, exponent);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The product in millionths, when one factor is whole and all stays within fifteen digits. */
function quickProduct(left: number, right: number): number | undefined {
  const [whole, other] = Number.isInteger(left) ? [left, right] : [right, left];
  const scaled = Number.isInteger(whole) ? wholeMillionths(other) : undefined;
  const product = whole * (scaled ?? Number.NaN);
  return Math.abs(product) < FIFTEEN_DIGITS ? product : undefined;
}

function exactProduct(left: number, right: number): Decimal {
  const a = decimalOf(left);
  const b = decimalOf(right);
  return { digits: a.digits * b.digits, exponent: a.exponent + b.exponent };
}

/** Adds within each exponent first: the cost stays linear in the count, however far apart the exponents are. */
function exactSum(parts: readonly Decimal[]): Exact {
  const byExponent = new Map<number, bigint>();
  for (const { digits, exponent } of parts) {
    if (digits !== 0n) byExponent.set(exponent, (byExponent.get(exponent) ?? 0n) + digits);
  }
  const lowest = Math.min(...byExponent.keys(), 0);
  let digits = 0n;
  for (const [exponent, subtotal] of byExponent) digits += scaledTo({ digits: subtotal, exponent }, lowest);
  return carried({ digits, exponent: lowest });
}

function scaledTo(value: Decimal, exponent: number): bigint {
  return value.digits * 10n ** BigInt(value.exponent - exponent);
}

/** The same value as a number where a double carries it. */
function carried(value: Decimal): Exact {
  const nearest = Number(`${value.digits}e${value.exponent}`);
  if (!Number.isFinite(nearest)) return value;
  return compare(value, nearest) === 0 ? (nearest === 0 ? 0 : nearest) : value;
}
