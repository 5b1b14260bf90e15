/** Writes an addon ordered for a service that the client has. */
import type { Context } from "../../context.js";
import { refuse } from "../../declare/refuse.js";
import type { Ordering, Written } from "./ordering.js";
import { nextDue, priceOf, times } from "./prices.js";

export const addonInvalid = "Addon ID invalid";
export const serviceNotOwned = "Service ID not owned by Client ID provided";

export type NewAddon = { readonly addonId: number; readonly serviceId: number; readonly quantity: number };

export async function writeAddon(context: Context, ordering: Ordering, given: NewAddon): Promise<Written> {
  const { db, today } = context;
  const { client, orderId, paymentMethod } = ordering;
  const addon = await db.selectFrom("addons").selectAll().where("id", "=", given.addonId).executeTakeFirst();
  if (addon === undefined) throw refuse(addonInvalid);
  const service = await db
    .selectFrom("services")
    .select("client_id")
    .where("id", "=", given.serviceId)
    .executeTakeFirst();
  if (service?.client_id !== client.id) throw refuse(serviceNotOwned);
  const offered = await db
    .selectFrom("addon_prices")
    .select(["cycle", "price", "setup_fee"])
    .where("addon_id", "=", addon.id)
    .where("currency_id", "=", client.currency_id)
    .execute();
  const price = times(priceOf(addon, offered, { what: `Addon ID ${addon.id}` }), given.quantity);
  const amount = price.price + price.setupFee;
  const { id } = await db
    .insertInto("service_addons")
    .values({
      client_id: client.id,
      service_id: given.serviceId,
      addon_id: addon.id,
      order_id: orderId,
      quantity: given.quantity,
      registered: today,
      payment_method: paymentMethod,
      setup_fee: price.setupFee,
      first_payment: amount,
      recurring: price.recurring,
      billing_cycle: price.cycle,
      next_due: nextDue(price.cycle, today) === null ? null : today,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const line = { type: "Addon", relatedId: id, description: addon.name, amount, isTaxed: addon.taxed === 1 };
  return { id, lines: addon.pay_type === "free" ? [] : [line] };
}
