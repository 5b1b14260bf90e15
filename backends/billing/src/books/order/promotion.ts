/** Promotions on orders: whether one may be used now, and what it takes off. */
import Big from "big.js";
import type { Selectable } from "kysely";
import type { Context } from "../../context.js";
import type { Tables } from "../../database/tables.js";
import { type Cents, fromDefaultCurrency } from "../../money/cents.js";
import { type Client, currencyOf } from "../client.js";
import type { Price } from "./prices.js";

/** Amounts are in the currency of the client who uses it. */
export type Promotion = Selectable<Tables["promotions"]>;

/**
 * The promotion with this code when the client may use it today; with `isForced` whatever its conditions say, and for
 * every product.
 */
export async function usablePromotion(
  context: Context,
  client: Client,
  code: string,
  isForced: boolean,
): Promise<Promotion | undefined> {
  const { db } = context;
  const found = await db.selectFrom("promotions").selectAll().where("code", "=", code).executeTakeFirst();
  if (found === undefined) return undefined;
  if (!isForced && !(await isOpenTo(context, found, client))) return undefined;
  const { rate_e5: rate } = await currencyOf(db, client.id);
  const isAmount = found.type === "Fixed Amount" || found.type === "Price Override";
  const own = isAmount ? { ...found, value_e2: fromDefaultCurrency(found.value_e2, rate) } : found;
  return isForced ? { ...own, applies_to: "", cycles: "" } : own;
}

async function isOpenTo({ db, today }: Context, promotion: Promotion, client: Client): Promise<boolean> {
  const { start_date: start, expiration_date: end, max_uses: most, uses } = promotion;
  if ((start ?? today) > today || (end ?? today) < today) return false;
  if (most > 0 && uses >= most) return false;
  const orders = await db
    .selectFrom("orders")
    .select("promo_code")
    .where("client_id", "=", client.id)
    .where("status", "in", ["Active", "Pending"])
    .execute();
  if (promotion.new_signups === 1 && orders.length > 0) return false;
  if (promotion.existing_client === 1 && orders.length === 0) return false;
  return promotion.once_per_client !== 1 || orders.every(({ promo_code: code }) => code !== promotion.code);
}

/** What comes off the first payment for one of a product, never more than it is. */
export function discountOn(
  promotion: Promotion | undefined,
  productId: number,
  { cycle, price, setupFee }: Price,
): Cents {
  if (promotion === undefined || !appliesTo(promotion, productId, cycle)) return 0;
  const { type, value_e2: value } = promotion;
  switch (type) {
    case "Percentage":
      return Math.min(percentOf(price + setupFee, value), price + setupFee);
    case "Fixed Amount":
      return Math.min(value, price + setupFee);
    case "Price Override":
      return Math.max(price - value, 0);
    case "Free Setup":
      return setupFee;
  }
}

/** What comes off each payment after the first one. */
export function laterDiscountOn(promotion: Promotion | undefined, productId: number, price: Price): Cents {
  if (promotion?.recurring !== 1) return 0;
  return discountOn(promotion, productId, { ...price, price: price.recurring, setupFee: 0 });
}

function percentOf(amount: Cents, hundredths: number): Cents {
  return new Big(amount).times(hundredths).div(10_000).round(0, Big.roundHalfUp).toNumber();
}

/** Empty lists are of everything. */
function appliesTo({ applies_to: products, cycles }: Promotion, productId: number, cycle: string): boolean {
  const has = (list: string, what: string) => list === "" || list.split(",").some((each) => each.trim() === what);
  return has(products, String(productId)) && has(cycles, cycle);
}
