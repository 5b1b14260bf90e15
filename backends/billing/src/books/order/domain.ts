/** Writes an ordered domain: one to be registered, or to be transferred. */
import type { Context } from "../../context.js";
import { addDays, addYears } from "../../declare/dates.js";
import { refuse } from "../../declare/refuse.js";
import type { Cents } from "../../money/cents.js";
import { endingOf, isDomainName } from "../domain/name.js";
import type { Ordering, Written } from "./ordering.js";
import { domainPrice } from "./prices.js";

export type NewDomain = {
  readonly name: string;
  readonly type: "Register" | "Transfer";
  readonly years: number;
  readonly eppCode: string;
  readonly idnLanguage: string;
  readonly dnsManagement: boolean;
  readonly emailForwarding: boolean;
  readonly idProtection: boolean;
  /** What the registry asks for, as JSON. */
  readonly registryFields: string;
  readonly priceOverride: Cents | undefined;
  readonly renewalOverride: Cents | undefined;
};

export const notADomain = "Domain not valid: $domain";
export const domainNotOffered = "The domain $domain is not offered for $years year(s)";

export async function writeDomain(context: Context, ordering: Ordering, given: NewDomain): Promise<Written> {
  const { name, type, years } = given;
  if (!isDomainName(name)) throw refuse(notADomain.replace("$domain", name));
  const priced = { years, currencyId: ordering.client.currency_id };
  const operation = type === "Register" ? "register" : "transfer";
  const first = given.priceOverride ?? (await domainPrice(context, name, { ...priced, operation }));
  if (first === undefined) throw refuse(domainNotOffered.replace("$domain", name).replace("$years", String(years)));
  const renewal = given.renewalOverride ?? (await domainPrice(context, name, { ...priced, operation: "renew" }));
  const id = await insertDomain(context, ordering, given, { first, renewal: renewal ?? 0 });
  const { today } = context;
  const what = type === "Register" ? "Registration" : "Transfer";
  const period = `${today} - ${addDays(addYears(today, years), -1)}`;
  const description = `Domain ${what} - ${name} - ${years} Year/s (${period})`;
  return { id, lines: [{ type: `Domain${type}`, relatedId: id, description, amount: first, isTaxed: false }] };
}

async function insertDomain(
  { db, today }: Context,
  { client, orderId, paymentMethod }: Ordering,
  given: NewDomain,
  { first, renewal }: { readonly first: Cents; readonly renewal: Cents },
): Promise<number> {
  const tld = await db
    .selectFrom("tlds")
    .select("registrar")
    .where("tld", "=", endingOf(given.name))
    .executeTakeFirst();
  const { id } = await db
    .insertInto("domains")
    .values({
      client_id: client.id,
      order_id: orderId,
      type: given.type,
      domain: given.name,
      registrar: tld?.registrar ?? "",
      years: given.years,
      first_payment: first,
      recurring: renewal,
      payment_method: paymentMethod,
      next_due: today,
      epp_code: given.eppCode,
      idn_language: given.idnLanguage,
      dns_management: given.dnsManagement ? 1 : 0,
      email_forwarding: given.emailForwarding ? 1 : 0,
      id_protection: given.idProtection ? 1 : 0,
      registry_fields: given.registryFields,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}
