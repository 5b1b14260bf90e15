/** A line as it goes over the wire. */
import type { Chart } from "../accounts/chart.js";
import { toTwoPlaces, writeDecimal } from "../money/decimals.js";
import type { Line } from "./line-rules.js";

/** Decimals of a unit amount, as the parameter `unitdp` asks. */
export type UnitPlaces = 2 | 4;

export function writeLine(line: Line, chart: Chart, unitPlaces: UnitPlaces) {
  const account = line.account_id === null ? undefined : chart.byId(line.account_id);
  const { unit_amount_e4: unit, quantity_e4: quantity } = line;
  return {
    LineItemID: line.id,
    ...(line.description === null ? {} : { Description: line.description }),
    ...(unit === null ? {} : { UnitAmount: writeDecimal(unitPlaces === 4 ? unit : toTwoPlaces(unit), 4) }),
    ...(quantity === null ? {} : { Quantity: writeDecimal(quantity, 4) }),
    ...(line.discount_rate_e2 === null ? {} : { DiscountRate: writeDecimal(line.discount_rate_e2, 2) }),
    ...(line.discount_amount === null ? {} : { DiscountAmount: writeDecimal(line.discount_amount, 2) }),
    LineAmount: writeDecimal(line.line_amount, 2),
    ...(line.item_code === null ? {} : { ItemCode: line.item_code }),
    ...(account === undefined ? {} : { AccountCode: account.code, AccountID: account.id }),
    ...(line.tax_type === null ? {} : { TaxType: line.tax_type }),
    TaxAmount: writeDecimal(line.tax_amount, 2),
    Tracking: JSON.parse(line.tracking) as unknown,
  };
}
