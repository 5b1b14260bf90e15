/** Writes an ordered service, at the price of the client's currency. */
import type { Selectable } from "kysely";
import type { Context } from "../../context.js";
import type { Tables } from "../../database/tables.js";
import { addDays } from "../../declare/dates.js";
import { refuse } from "../../declare/refuse.js";
import type { Cents } from "../../money/cents.js";
import type { PhpArray } from "../../protocol/php-value.js";
import { keepCustomValues } from "../custom-fields.js";
import type { NewLine } from "../invoice/create.js";
import { type Chosen, chooseOptions, keepChoices, withOptions } from "./options.js";
import type { Ordering, Written } from "./ordering.js";
import { nextDue, type Price, priceOf, times } from "./prices.js";
import { discountOn, laterDiscountOn } from "./promotion.js";

export type NewService = {
  readonly productId: number;
  readonly quantity: number;
  readonly cycle: string | undefined;
  readonly domain: string;
  /** Of one, options and all. */
  readonly priceOverride: Cents | undefined;
  readonly password: string;
  readonly ns1: string;
  readonly ns2: string;
  readonly customFields: PhpArray | undefined;
  readonly options: PhpArray | undefined;
};

type Product = Selectable<Tables["products"]>;
/** What all of them cost, and what comes off at first and later. */
type Cost = Price & { readonly discount: Cents; readonly laterDiscount: Cents };

export const productNotFound = "Product ID $pid does not exist";
export const outOfStock = "Product ID $pid is out of stock";

export async function writeService(context: Context, ordering: Ordering, given: NewService): Promise<Written> {
  const product = await takeFromStock(context, given);
  const chosen = await chooseOptions(context, product.id, given.options);
  const cost = await costOf(context, ordering, product, given, chosen);
  const id = await insertService(context, ordering, product, given, cost);
  await keepCustomValues(context.db, { type: "product", productId: product.id }, id, given.customFields);
  await keepChoices(context, id, chosen);
  const sold = {
    id,
    name: given.domain === "" ? product.name : `${product.name} - ${given.domain}`,
    options: chosen.map(({ text }) => text),
    isTaxed: product.taxed === 1,
    promoCode: ordering.promotion?.code,
  };
  return { id, lines: cost.cycle === "Free Account" ? [] : linesOf(context, sold, cost) };
}

async function takeFromStock({ db }: Context, { productId, quantity }: NewService): Promise<Product> {
  const product = await db.selectFrom("products").selectAll().where("id", "=", productId).executeTakeFirst();
  if (product === undefined) throw refuse(productNotFound.replace("$pid", String(productId)));
  if (product.stock_control === 0) return product;
  const left = product.quantity_available - quantity;
  if (left < 0) throw refuse(outOfStock.replace("$pid", String(productId)));
  await db.updateTable("products").set({ quantity_available: left }).where("id", "=", productId).execute();
  return product;
}

async function costOf(
  context: Context,
  { client, promotion }: Ordering,
  product: Product,
  { cycle, priceOverride, quantity }: NewService,
  chosen: readonly Chosen[],
): Promise<Cost> {
  const offered = await context.db
    .selectFrom("product_prices")
    .select(["cycle", "price", "setup_fee"])
    .where("product_id", "=", product.id)
    .where("currency_id", "=", client.currency_id)
    .execute();
  const listed = priceOf(product, offered, { what: `Product ID ${product.id}`, cycle });
  const full = await withOptions(context, listed, chosen, client.currency_id);
  const one = priceOverride === undefined ? full : overridden(full, priceOverride);
  return {
    ...times(one, quantity),
    discount: discountOn(promotion, product.id, one) * quantity,
    laterDiscount: laterDiscountOn(promotion, product.id, one) * quantity,
  };
}

function overridden(price: Price, override: Cents): Price {
  return { ...price, price: override, recurring: price.recurring === 0 ? 0 : override };
}

async function insertService(
  { db, today }: Context,
  { client, orderId, paymentMethod, promotion }: Ordering,
  product: Product,
  given: NewService,
  { cycle, price, setupFee, recurring, discount, laterDiscount }: Cost,
): Promise<number> {
  const due = nextDue(cycle, today);
  const { id } = await db
    .insertInto("services")
    .values({
      client_id: client.id,
      order_id: orderId,
      product_id: product.id,
      server_id: product.server_id,
      promotion_id: discount > 0 && promotion !== undefined ? promotion.id : null,
      quantity: given.quantity,
      registered: today,
      domain: given.domain,
      payment_method: paymentMethod,
      first_payment: price + setupFee - discount,
      recurring: recurring - laterDiscount,
      billing_cycle: cycle,
      next_due: due === null ? null : today,
      next_invoice: due,
      password: given.password,
      ns1: given.ns1,
      ns2: given.ns2,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

type Sold = {
  readonly id: number;
  readonly name: string;
  readonly options: readonly string[];
  readonly isTaxed: boolean;
  readonly promoCode: string | undefined;
};

function linesOf({ today }: Context, sold: Sold, { cycle, price, setupFee, discount }: Cost): readonly NewLine[] {
  const { id: relatedId, name, isTaxed } = sold;
  const due = nextDue(cycle, today);
  const period = due === null ? "" : ` (${today} - ${addDays(due, -1)})`;
  const line = (type: string, description: string, amount: Cents): NewLine => {
    return { type, relatedId, description, amount, isTaxed };
  };
  return [
    line("Hosting", [`${name}${period}`, ...sold.options].join("\n"), price),
    ...(setupFee > 0 ? [line("Setup", `${name} Setup Fee`, setupFee)] : []),
    ...(discount > 0 ? [line("PromoHosting", `Promotional Code: ${sold.promoCode}`, -discount)] : []),
  ];
}
