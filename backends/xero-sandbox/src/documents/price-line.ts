/** Makes a line of what was sent and of what the line was before. What breaks a rule is added to `problems`. */
import type { AccountRow } from "../database/ledger-tables.js";
import { type Cents, divide, multiply, taxIn, taxOn, toTwoPlaces, writeDecimal } from "../money/decimals.js";
import type { SentLine } from "./line-kind.js";
import { type Line, type LineRules, takesLines } from "./line-rules.js";

/** No line is worth more: ten thousand of them still add up exactly. */
const largestCents = 1e12;

export function priceLine(sent: SentLine, before: Line | undefined, rules: LineRules, problems: string[]): Line {
  const description = sent.Description ?? before?.description ?? null;
  if (description === null || description === "") problems.push("A line item must have a description");
  if ((sent.Tracking?.length ?? 0) > 2) problems.push("A line item can have at most 2 tracking categories");
  const account = accountOf(sent, before, rules, problems);
  const price = priceOf(sent, before, rules, problems);
  const tax = taxOf(sent, before, { rules, account, amount: price.line_amount }, problems);
  return {
    id: before?.id ?? rules.newId(),
    description,
    account_id: account?.id ?? null,
    item_code: sent.ItemCode ?? before?.item_code ?? null,
    tracking: sent.Tracking === undefined ? (before?.tracking ?? "[]") : JSON.stringify(sent.Tracking),
    ...price,
    ...tax,
  };
}

/** What a line that is not mentioned becomes: its unit amount is rounded, unless four decimals were asked for. */
export function roundLine(line: Line, rules: LineRules, problems: string[]): Line {
  const { unit_amount_e4 } = line;
  const isRound = unit_amount_e4 === null || rules.unitPlaces === 4 || unit_amount_e4 % 100 === 0;
  return priceLine(isRound ? {} : { UnitAmount: unit_amount_e4 }, line, rules, problems);
}

function accountOf(sent: SentLine, before: Line | undefined, rules: LineRules, problems: string[]) {
  const { chart, needsAccounts } = rules;
  const { AccountID: id, AccountCode: code } = sent;
  if (id === undefined && (code === undefined || code === "")) {
    const kept = code === "" ? undefined : before?.account_id;
    if (kept) return chart.byId(kept);
    if (needsAccounts) problems.push("Account code or ID must be specified");
    return undefined;
  }
  const account = id === undefined ? chart.byCode(code ?? "") : chart.byId(id);
  if (account !== undefined && takesLines(account)) return account;
  problems.push(
    id === undefined
      ? `Account code '${code}' is not a valid code for this document.`
      : `Account ID '${id}' is not a valid ID for this document.`,
  );
  return undefined;
}

type Price = Pick<Line, "quantity_e4" | "unit_amount_e4" | "line_amount" | "discount_rate_e2" | "discount_amount">;

function priceIn({ quantity_e4, unit_amount_e4, line_amount, discount_rate_e2, discount_amount }: Line): Price {
  return { quantity_e4, unit_amount_e4, line_amount, discount_rate_e2, discount_amount };
}

function priceOf(sent: SentLine, before: Line | undefined, rules: LineRules, problems: string[]): Price {
  const names = ["Quantity", "UnitAmount", "LineAmount", "DiscountRate", "DiscountAmount"] as const;
  if (before !== undefined && names.every((name) => sent[name] === undefined)) return priceIn(before);
  const discount = discountOf(sent, before, rules, problems);
  const quantity = sent.Quantity ?? before?.quantity_e4 ?? impliedQuantity(sent);
  const given = sent.UnitAmount ?? (sent.LineAmount === undefined ? before?.unit_amount_e4 : undefined);
  const unit = given ?? impliedUnit(sent.LineAmount, quantity, discount);
  const places = (value: number) => (rules.unitPlaces === 4 ? value : toTwoPlaces(value));
  const unitAmount = unit === null ? null : places(unit);
  const expected = amountOf(quantity, unitAmount, discount);
  if (sent.LineAmount !== undefined && given !== undefined && given !== null && sent.LineAmount !== expected) {
    const [sentTotal, total] = [sent.LineAmount, expected].map((each) => writeDecimal(each, 2).toFixed(2));
    problems.push(`The line total ${sentTotal} does not match the expected line total ${total}`);
  }
  const amount = sent.LineAmount ?? expected;
  if (Math.abs(amount) > largestCents) problems.push("The amount of a line item must be at most 10,000,000,000");
  return {
    quantity_e4: quantity,
    unit_amount_e4: unitAmount,
    line_amount: amount,
    discount_rate_e2: discount.rate ?? null,
    discount_amount: discount.amount ?? null,
  };
}

type Discount = { readonly rate?: number | undefined; readonly amount?: Cents | undefined };

/** A rate or an amount; the one that was sent ends the other. */
function discountOf(sent: SentLine, before: Line | undefined, rules: LineRules, problems: string[]): Discount {
  const isSent = sent.DiscountRate !== undefined || sent.DiscountAmount !== undefined;
  const rate = isSent ? sent.DiscountRate : (before?.discount_rate_e2 ?? undefined);
  const amount = isSent ? sent.DiscountAmount : (before?.discount_amount ?? undefined);
  const hasDiscount = (rate ?? 0) !== 0 || (amount ?? 0) !== 0;
  if (hasDiscount && !rules.allowsDiscounts) problems.push("Discounts can only be given on sales invoices and quotes");
  if (rate !== undefined && (rate < 0 || rate > 10_000)) problems.push("DiscountRate must be between 0 and 100");
  if ((amount ?? 0) < 0) problems.push("DiscountAmount must not be negative");
  // Xero sends both when it shows one: a rate says all.
  return rate === undefined ? { amount } : { rate };
}

/** A line with an amount counts one of something; a line of words counts nothing. */
function impliedQuantity({ UnitAmount, LineAmount }: SentLine): number | null {
  return UnitAmount === undefined && LineAmount === undefined ? null : 10_000;
}

function impliedUnit(amount: Cents | undefined, quantity: number | null, { rate = 0, amount: off = 0 }: Discount) {
  if (amount === undefined || quantity === null) return null;
  const divisor = (quantity * (10_000 - rate)) / 10_000;
  return divisor === 0 ? 0 : divide(amount + off, divisor);
}

function amountOf(quantity: number | null, unit: number | null, { rate, amount = 0 }: Discount): Cents {
  if (quantity === null || unit === null) return 0;
  return multiply(quantity, unit, rate) - amount;
}

type Taxed = { readonly rules: LineRules; readonly account: AccountRow | undefined; readonly amount: Cents };

function taxOf(sent: SentLine, before: Line | undefined, { rules, account, amount }: Taxed, problems: string[]) {
  const { chart, side, lineAmountTypes } = rules;
  if (lineAmountTypes === "NoTax") return { tax_type: "NONE", tax_amount: 0 };
  const changesAccount = sent.AccountCode !== undefined || sent.AccountID !== undefined;
  const kept = changesAccount ? undefined : before?.tax_type;
  const type = sent.TaxType || kept || account?.tax_type || null;
  if (type === null) return { tax_type: null, tax_amount: 0 };
  const rate = chart.taxRate(type);
  if (rate === undefined || (side === "sales" ? rate.sales : rate.purchases) === 0) {
    problems.push(`The TaxType code '${type}' does not exist or cannot be used for this type of transactions.`);
    return { tax_type: null, tax_amount: 0 };
  }
  const computed = lineAmountTypes === "Inclusive" ? taxIn(amount, rate.rate_e2) : taxOn(amount, rate.rate_e2);
  if (sent.TaxAmount !== undefined && rate.rate_e2 === 0 && sent.TaxAmount !== 0) {
    problems.push(`The tax amount must be 0 for the TaxType code '${type}'`);
  }
  const isSame = rules.keepsTax && before !== undefined && before.line_amount === amount && before.tax_type === type;
  return { tax_type: type, tax_amount: sent.TaxAmount ?? (isSame ? before.tax_amount : computed) };
}
