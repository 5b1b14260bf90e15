/**
 * What an invoice's lines come to. Pure: the same lines under the same rules always give the same cents.
 *
 * Exclusive tax is added to the lines, inclusive tax is contained in them and taken out, so that the gross never moves.
 * A second level is reckoned on the same base as the first, or, compound, on the base with the first level's tax in it,
 * before rounding. Each tax is rounded once, half away from zero: on the sum of the taxed lines, or line by line.
 */
import Big from "big.js";
import type { Cents, Percent } from "./cents.js";

export type TaxRules = {
  readonly mode: "none" | "exclusive" | "inclusive";
  readonly rate: Percent;
  readonly rate2: Percent;
  readonly isCompound: boolean;
  readonly isPerLine: boolean;
};

export type Line = { readonly amount: Cents; readonly isTaxed: boolean };
type Taxes = { readonly tax: Cents; readonly tax2: Cents };
/** `subtotal` is net of tax in either mode; subtotal + tax + tax2 is the gross. */
export type Totals = Taxes & { readonly subtotal: Cents };

/**
 * Divides to forty digits: a quotient of amounts and rates is either exactly half a cent or further from it than that,
 * so rounding what the division gives rounds what is meant.
 */
const Exact = Big();
Exact.DP = 40;

export function totalsOf(lines: readonly Line[], rules: TaxRules): Totals {
  const sum = addUp(lines.map(({ amount }) => amount));
  const taxed = rules.mode === "none" ? [] : lines.filter(({ isTaxed }) => isTaxed).map(({ amount }) => amount);
  const bases = rules.isPerLine ? taxed : [addUp(taxed)];
  const taxes = bases.map((base) => taxesOn(base, rules));
  const tax = addUp(taxes.map((each) => each.tax));
  const tax2 = addUp(taxes.map((each) => each.tax2));
  return { subtotal: rules.mode === "inclusive" ? sum - tax - tax2 : sum, tax, tax2 };
}

function taxesOn(amount: Cents, { mode, rate, rate2, isCompound }: TaxRules): Taxes {
  const first = new Exact(rate).div(100_000);
  const alone = new Exact(rate2).div(100_000);
  const second = isCompound ? alone.times(first.plus(1)) : alone;
  const net = mode === "inclusive" ? new Exact(amount).div(first.plus(second).plus(1)) : new Exact(amount);
  return { tax: rounded(net.times(first)), tax2: rounded(net.times(second)) };
}

function rounded(amount: Big): Cents {
  return amount.round(0, Big.roundHalfUp).toNumber() + 0;
}

function addUp(amounts: readonly Cents[]): Cents {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
