/** What one order holds: services, domains, addons and renewals, written with the lines of its invoice. */
import type { Context } from "../../context.js";
import { addYears } from "../../declare/dates.js";
import { refuse } from "../../declare/refuse.js";
import type { Cents } from "../../money/cents.js";
import type { PhpArray } from "../../protocol/php-value.js";
import type { Client } from "../client.js";
import { keepCustomValues } from "../custom-fields.js";
import type { NewLine } from "../invoice/create.js";
import { domainPrice, nextDue, type Price, priceOf } from "./prices.js";
import { discountOn, type Promotion } from "./promotion.js";

/** What is being ordered, by whom. */
export type Ordering = {
  readonly client: Client;
  readonly orderId: number;
  readonly paymentMethod: string;
  readonly promotion: Promotion | undefined;
};

export type NewService = {
  readonly productId: number;
  readonly quantity: number;
  readonly cycle: string | undefined;
  readonly domain: string;
  readonly priceOverride: Cents | undefined;
  readonly password: string;
  readonly ns1: string;
  readonly ns2: string;
  readonly customFields: PhpArray | undefined;
};

/** An item that was written: its id, and what is invoiced for it. */
export type Written = { readonly id: number; readonly lines: readonly NewLine[]; readonly first: Cents };

export const productNotFound = "Product ID $pid does not exist";

/** Writes an ordered service; its price is that of the client's currency. */
export async function writeService(context: Context, ordering: Ordering, given: NewService): Promise<Written> {
  const { db, today } = context;
  const { client, orderId, paymentMethod, promotion } = ordering;
  const product = await db.selectFrom("products").selectAll().where("id", "=", given.productId).executeTakeFirst();
  if (product === undefined) throw refuse(productNotFound.replace("$pid", String(given.productId)));
  const offered = await db
    .selectFrom("product_prices")
    .select(["cycle", "price", "setup_fee"])
    .where("product_id", "=", product.id)
    .where("currency_id", "=", client.currency_id)
    .execute();
  const price = times(overridden(priceOf(product, offered, given.cycle), given.priceOverride), given.quantity);
  const discount = discountOn(promotion, product.id, price);
  const first = price.price + price.setupFee - discount;
  const due = nextDue(price.cycle, today);
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
      first_payment: first,
      recurring: promotion?.recurring === 1 ? Math.max(price.recurring - discount, 0) : price.recurring,
      billing_cycle: price.cycle,
      next_due: due === null ? null : today,
      next_invoice: due,
      password: given.password,
      ns1: given.ns1,
      ns2: given.ns2,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await keepCustomValues(db, { type: "product", productId: product.id }, id, given.customFields);
  const name = given.domain === "" ? product.name : `${product.name} - ${given.domain}`;
  const line = (description: string, amount: Cents): NewLine => ({
    type: "Hosting",
    relatedId: id,
    description,
    amount,
    isTaxed: product.taxed === 1,
  });
  const lines = [
    line(due === null ? name : `${name} (${today} - ${due})`, price.price),
    ...(price.setupFee > 0 ? [line(`${name} Setup Fee`, price.setupFee)] : []),
    ...(discount > 0 ? [{ ...line(`Promotional Code: ${promotion?.code}`, -discount), type: "PromoHosting" }] : []),
  ];
  return { id, lines: price.cycle === "Free Account" ? [] : lines, first };
}

function overridden(price: Price, override: Cents | undefined): Price {
  if (override === undefined) return price;
  return { ...price, price: override, recurring: price.recurring === 0 ? 0 : override };
}

function times(price: Price, quantity: number): Price {
  return {
    ...price,
    price: price.price * quantity,
    setupFee: price.setupFee * quantity,
    recurring: price.recurring * quantity,
  };
}

export type NewDomain = {
  readonly name: string;
  readonly type: "Register" | "Transfer";
  readonly years: number;
  readonly eppCode: string;
  readonly idnLanguage: string;
  readonly dnsManagement: boolean;
  readonly emailForwarding: boolean;
  readonly idProtection: boolean;
  readonly priceOverride: Cents | undefined;
  readonly renewalOverride: Cents | undefined;
};

/** Writes an ordered domain. */
export async function writeDomain(context: Context, ordering: Ordering, given: NewDomain): Promise<Written> {
  const { db, today } = context;
  const { client, orderId, paymentMethod } = ordering;
  const { name, type, years } = given;
  const priced = { years, currencyId: client.currency_id };
  const operation = type === "Register" ? "register" : "transfer";
  const first = given.priceOverride ?? (await domainPrice(context, name, { ...priced, operation }));
  const renewal = given.renewalOverride ?? (await domainPrice(context, name, { ...priced, operation: "renew" }));
  const tld = await db
    .selectFrom("tlds")
    .select("registrar")
    .where("tld", "=", name.slice(name.indexOf(".") + 1))
    .executeTakeFirst();
  const { id } = await db
    .insertInto("domains")
    .values({
      client_id: client.id,
      order_id: orderId,
      type,
      domain: name,
      registrar: tld?.registrar ?? "",
      years,
      first_payment: first,
      recurring: renewal,
      payment_method: paymentMethod,
      next_due: today,
      epp_code: given.eppCode,
      idn_language: given.idnLanguage,
      dns_management: given.dnsManagement ? 1 : 0,
      email_forwarding: given.emailForwarding ? 1 : 0,
      id_protection: given.idProtection ? 1 : 0,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const what = type === "Register" ? "Registration" : "Transfer";
  const description = `Domain ${what} - ${name} - ${years} Year/s (${today} - ${addYears(today, years)})`;
  const line = { type: `Domain${type}`, relatedId: id, description, amount: first, isTaxed: false };
  return { id, lines: [line], first };
}

export const addonInvalid = "Addon ID invalid";
export const serviceNotOwned = "Service ID not owned by Client ID provided";

type NewAddon = { readonly addonId: number; readonly serviceId: number; readonly quantity: number };

/** Writes an addon ordered for a service that the client has. */
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
  const price = times(priceOf(addon, offered, undefined), given.quantity);
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
      recurring: price.recurring,
      billing_cycle: price.cycle,
      next_due: nextDue(price.cycle, today) === null ? null : today,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const first = price.price + price.setupFee;
  const line = { type: "Addon", relatedId: id, description: addon.name, amount: first, isTaxed: addon.taxed === 1 };
  return { id, lines: [line], first };
}
