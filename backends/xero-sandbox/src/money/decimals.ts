/**
 * Decimal numbers as whole numbers of their smallest part, so that sums are exact. What has to be rounded is rounded
 * half away from zero.
 */
import { Big } from "big.js";

/** An amount in hundredths of the currency. */
export type Cents = number;
/** A price or a quantity in ten-thousandths. */
export type E4 = number;

/** Enough digits that rounding a quotient of amounts and rates rounds what is meant. */
const Exact = Big();
Exact.DP = 40;

const decimal = /^-?\d{1,15}(\.\d{1,20})?$/;

/** Reads a JSON number, or text of one, as a whole number of its `places`-th decimals; undefined where it is none. */
export function readDecimal(value: unknown, places: number): number | undefined {
  if (typeof value !== "number" && typeof value !== "string") return undefined;
  if (typeof value === "number" ? !Number.isFinite(value) : !decimal.test(value)) return undefined;
  return rounded(new Exact(value).times(10 ** places));
}

/** A whole number of `places`-th decimals as the number that goes over the wire. */
export function writeDecimal(value: number, places: number): number {
  return value / 10 ** places;
}

/** Rounds prices to two decimals. */
export function toTwoPlaces(value: E4): E4 {
  return rounded(new Exact(value).div(100)) * 100;
}

/** Quantity times price, less a discount in hundredths of a percent. */
export function multiply(quantity: E4, unitAmount: E4, discountE2 = 0): Cents {
  return rounded(
    new Exact(quantity)
      .times(unitAmount)
      .times(10_000 - discountE2)
      .div(10_000_000_000),
  );
}

/** What remains when a part is known: an amount divided by a quantity, as a price. */
export function divide(amount: Cents, by: E4): E4 {
  return rounded(new Exact(amount).times(1_000_000).div(by));
}

/** Tax of so many hundredths of a percent on an amount without it. */
export function taxOn(net: Cents, rateE2: number): Cents {
  return rounded(new Exact(net).times(rateE2).div(10_000));
}

/** The tax of so many hundredths of a percent that an amount has in it. */
export function taxIn(gross: Cents, rateE2: number): Cents {
  return rounded(new Exact(gross).times(rateE2).div(10_000 + rateE2));
}

/** So much of an amount as `part` is of `whole`. */
export function share(amount: Cents, part: Cents, whole: Cents): Cents {
  return whole === 0 ? 0 : rounded(new Exact(amount).times(part).div(whole));
}

export function addUp(amounts: readonly Cents[]): Cents {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

function rounded(value: Big): number {
  return value.round(0, Big.roundHalfUp).toNumber() + 0;
}
