/**
 * Exact decimal arithmetic. Amounts are money: 0.1 + 0.2 is 0.3 here. A number that a double carries is the shortest
 * decimal naming it, so comparing two carried numbers is comparing the doubles; only sums and products need more, and
 * those of safe integers do not.
 */

/** digits × 10^exponent. */
export type Decimal = { readonly digits: bigint; readonly exponent: number };

/** A number that a double carries, or the decimal where none does. */
export type Exact = number | Decimal;

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
  let quick = 0;
  for (const value of values) {
    if (!Number.isSafeInteger(value)) return exactSum(values.map(decimalOf));
    quick += value;
    if (!Number.isSafeInteger(quick)) return exactSum(values.map(decimalOf));
  }
  return quick === 0 ? 0 : quick;
}

/** The exact sum of the products of pairs. */
export function sumOfProducts(pairs: readonly (readonly [number, number])[]): Exact {
  let quick = 0;
  for (const [left, right] of pairs) {
    const product = left * right;
    quick += product;
    const safe = Number.isSafeInteger(left) && Number.isSafeInteger(right);
    if (!safe || !Number.isSafeInteger(product) || !Number.isSafeInteger(quick)) {
      return exactSum(pairs.map(([a, b]) => exactProduct(a, b)));
    }
  }
  return quick === 0 ? 0 : quick;
}

/** The exact product of two carried numbers. */
export function productOf(left: number, right: number): Exact {
  const quick = left * right;
  const safe = Number.isSafeInteger(left) && Number.isSafeInteger(right) && Number.isSafeInteger(quick);
  return safe ? quick : carried(exactProduct(left, right));
}

/** Negative, zero or positive as `left` is below, equal to or above `right`. */
export function compare(left: Exact, right: number): number {
  if (typeof left === "number") return left < right ? -1 : left > right ? 1 : 0;
  const other = decimalOf(right);
  const exponent = Math.min(left.exponent, other.exponent);
  const difference = scaled(left, exponent) - scaled(other, exponent);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
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
  for (const [exponent, subtotal] of byExponent) digits += scaled({ digits: subtotal, exponent }, lowest);
  return carried({ digits, exponent: lowest });
}

function scaled(value: Decimal, exponent: number): bigint {
  return value.digits * 10n ** BigInt(value.exponent - exponent);
}

/** The same value as a number where a double carries it. */
function carried(value: Decimal): Exact {
  const nearest = Number(`${value.digits}e${value.exponent}`);
  if (!Number.isFinite(nearest)) return value;
  return compare(value, nearest) === 0 ? (nearest === 0 ? 0 : nearest) : value;
}
