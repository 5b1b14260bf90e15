/** Promotions on orders: whether one may be used now, and what it takes off. */
import Big from "big.js";
import type { Selectable } from "kysely";
import type { Context } from "../../context.js";
import type { Tables } from "../../database/tables.js";
import type { Cents } from "../../money/cents.js";
import type { Price } from "./prices.js";

export type Promotion = Selectable<Tables["promotions"]>;

/** The promotion with this code when it may be used today; with `isForced` whatever its dates and uses say. */
export async function usablePromotion(
  { db, today }: Context,
  code: string | undefined,
  isForced: boolean,
): Promise<Promotion | undefined> {
  if (!code) return undefined;
  const promotion = await db.selectFrom("promotions").selectAll().where("code", "=", code).executeTakeFirst();
  if (promotion === undefined || isForced) return promotion;
  const { start_date: start, expiration_date: end, max_uses: most, uses } = promotion;
  const isRunning = (start ?? today) <= today && (end ?? today) >= today;
  return isRunning && (most === 0 || uses < most) ? promotion : undefined;
}

/** What comes off the first payment for a product, never more than it is. */
export function discountOn(
  promotion: Promotion | undefined,
  productId: number,
  { cycle, price, setupFee }: Price,
): Cents {
  if (promotion === undefined || !appliesTo(promotion, productId, cycle)) return 0;
  const value = promotion.value_e2;
  switch (promotion.type) {
    case "Percentage":
      return new Big(price + setupFee).times(value).div(10_000).round(0, Big.roundHalfUp).toNumber();
    case "Fixed Amount":
      return Math.min(value, price + setupFee);
    case "Price Override":
      return Math.max(price - value, 0);
    case "Free Setup":
      return setupFee;
  }
}

/** Empty lists are of everything. */
function appliesTo({ applies_to: products, cycles }: Promotion, productId: number, cycle: string): boolean {
  const has = (list: string, what: string) => list === "" || list.split(",").some((each) => each.trim() === what);
  return has(products, String(productId)) && has(cycles, cycle);
}
