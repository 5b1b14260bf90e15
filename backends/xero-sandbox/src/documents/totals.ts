/** What the lines of a document come to, and what they mean for the ledger. */
import type { Chart } from "../accounts/chart.js";
import type { Entry } from "../ledger/post.js";
import { addUp, type Cents, multiply } from "../money/decimals.js";
import type { Line, LineRules } from "./line-rules.js";

export type Totals = {
  readonly sub_total: Cents;
  readonly total_tax: Cents;
  readonly total: Cents;
  readonly total_discount: Cents;
};

type AmountTypes = LineRules["lineAmountTypes"];

export function totalsOf(lines: readonly Line[], lineAmountTypes: AmountTypes): Totals {
  const total_tax = addUp(lines.map(({ tax_amount }) => tax_amount));
  const sub_total = addUp(lines.map((line) => netOf(line, lineAmountTypes)));
  return { sub_total, total_tax, total: sub_total + total_tax, total_discount: addUp(lines.map(discountIn)) };
}

function netOf({ line_amount, tax_amount }: Line, lineAmountTypes: AmountTypes): Cents {
  return lineAmountTypes === "Inclusive" ? line_amount - tax_amount : line_amount;
}

function discountIn(line: Line): Cents {
  const { quantity_e4, unit_amount_e4, discount_rate_e2, discount_amount, line_amount } = line;
  if ((discount_rate_e2 ?? 0) === 0) return discount_amount ?? 0;
  return multiply(quantity_e4 ?? 0, unit_amount_e4 ?? 0) - line_amount;
}

/**
 * The entries of a document whose lines are credited and whose total is debited to `control`; `direction` -1 turns them
 * around.
 */
export function entriesOf(
  lines: readonly Line[],
  lineAmountTypes: AmountTypes,
  { chart, control, direction }: { readonly chart: Chart; readonly control: string; readonly direction: 1 | -1 },
): readonly Entry[] {
  const { total, total_tax } = totalsOf(lines, lineAmountTypes);
  const credits = lines.flatMap((line) => {
    const net = netOf(line, lineAmountTypes);
    if (net !== 0 && line.account_id === null) throw new Error("a line with an amount and no account cannot be posted");
    return line.account_id === null ? [] : [{ accountId: line.account_id, amount: -net * direction }];
  });
  return [
    { accountId: control, amount: total * direction },
    ...credits,
    { accountId: chart.system("GST").id, amount: -total_tax * direction },
  ];
}
