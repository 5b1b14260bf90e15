/**
 * Amounts are whole cents in a number, rates whole thousandths of a percent. They are read from and written as decimal
 * text; nothing in between is a fraction that a double would bend. The decimal library does what needs more than adding.
 */
import Big from "big.js";

export type Cents = number;
/** Thousandths of a percent: 9.975 % is 9975. */
export type Percent = number;

/** The largest amount that is read: ten million million. A thousand of them still add up exactly. */
const largestCents = 1_000_000_000_000_00;
const decimal = /^[+-]?(\d{1,20}(\.\d{0,20})?|\.\d{1,20})$/;

/** Half away from zero, as PHP rounds. */
const halfUp = Big.roundHalfUp;

/** Reads decimal text as a whole number of its `places`-th decimals, rounding half away from zero. */
export function readDecimal(text: string, places: number): number | undefined {
  if (!decimal.test(text)) return undefined;
  const whole = new Big(text.replace(/^\+|\.$/g, "")).times(10 ** places).round(0, halfUp);
  return whole.abs().gt(largestCents) ? undefined : whole.toNumber() + 0;
}

/** Writes a whole number of `places`-th decimals: 1595 with two places is `15.95`. */
export function writeDecimal(value: number, places: number): string {
  return new Big(value).div(10 ** places).toFixed(places);
}

export const readCents = (text: string): Cents | undefined => readDecimal(text, 2);
export const writeCents = (amount: Cents): string => writeDecimal(amount, 2);

/** An amount of the default currency in one of which one default unit is so many hundred-thousandths. */
export function fromDefaultCurrency(amount: Cents, rateE5: number): Cents {
  return new Big(amount).times(rateE5).div(100_000).round(0, halfUp).toNumber();
}

/** An amount in the default currency, of one in a currency of which one default unit is so many hundred-thousandths. */
export function toDefaultCurrency(amount: Cents, rateE5: number): Cents {
  return new Big(amount).times(100_000).div(rateE5).round(0, halfUp).toNumber();
}
