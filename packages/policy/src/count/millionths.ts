/**
 * Amounts are counted in millionths, as integers without bound: what is added a thousand times is exact, and no store
 * ever sees a fraction.
 */

import { decimalOf, type Exact, wholeMillionths } from "../decimal.js";

const ONE = 1_000_000n;
const DECIMALS = 6;
/** The first amount that has more than fifteen digits before the point. */
const TOO_MANY = 10n ** 15n * ONE;

/** The amount in millionths; undefined when it is negative, has over 15 digits before or over 6 after the point. */
export function toMillionths(value: Exact): bigint | undefined {
  const quick = typeof value === "number" ? wholeMillionths(value) : undefined;
  if (quick !== undefined) return accepted(BigInt(quick));
  const { digits, exponent } = typeof value === "number" ? decimalOf(value) : value;
  const shift = exponent + DECIMALS;
  if (shift > 30) return digits === 0n ? 0n : undefined;
  if (shift >= 0) return accepted(digits * 10n ** BigInt(shift));
  const divisor = 10n ** BigInt(-shift);
  return digits % divisor === 0n ? accepted(digits / divisor) : undefined;
}

function accepted(millionths: bigint): bigint | undefined {
  return millionths >= 0n && millionths < TOO_MANY ? millionths : undefined;
}

/** The most that fits under a `max` of zero or more: its millionths, rounded down. */
export function floorToMillionths(max: number): bigint {
  const { digits, exponent } = decimalOf(max);
  const shift = exponent + DECIMALS;
  return shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
}

/** A count as it is shown: a number when it is a safe integer, else a decimal string. */
export function printMillionths(millionths: bigint): number | string {
  const quick = Number(millionths);
  if (quick <= Number.MAX_SAFE_INTEGER && quick % 1_000_000 === 0) return quick / 1_000_000;
  const whole = millionths / ONE;
  const rest = millionths % ONE;
  if (rest === 0n) return whole <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(whole) : String(whole);
  return `${whole}.${String(rest).padStart(DECIMALS, "0").replace(/0+$/, "")}`;
}
