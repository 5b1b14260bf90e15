/** Renewals in an order: nothing new comes into the books but the lines of the invoice, which renew when they are paid. */
import type { Context } from "../../context.js";
import { addDays } from "../../declare/dates.js";
import { refuse } from "../../declare/refuse.js";
import type { Cents } from "../../money/cents.js";
import type { Client } from "../client.js";
import { serviceNotOwned } from "./addon.js";
import { domainNotOffered } from "./domain.js";
import type { Written } from "./ordering.js";
import { domainPrice, nextDue } from "./prices.js";

export const domainNotOwned = "Domain not owned by Client ID provided";
export const domainNotRenewable =
  "Domain status is set to 'Pending|Cancelled|Pending Transfer|Transferred|Fraud' and cannot be renewed";
export const serviceNotRenewable = "Service ID $id can not be renewed at this time.";
export const addonNotRenewable = "Addon ID $id can not be renewed at this time.";

/** What is renewed, for how much; a domain for how many years. */
export type Renewed = { readonly id: number; readonly amount: Cents; readonly years?: number };

/** What an order renews. */
export type Renewals = {
  readonly domains: readonly Renewed[];
  readonly services: readonly Renewed[];
  readonly addons: readonly Renewed[];
};

const renewable: readonly string[] = ["Active", "Grace", "Redemption", "Expired"];

/** What an order's `renewals` say. */
export function readRenewals(json: string): Renewals {
  return { domains: [], services: [], addons: [], ...(JSON.parse(json) as Partial<Renewals>) };
}

/** So many more years of a domain. */
export async function renewDomainLine(context: Context, client: Client, name: string, years: number): Promise<Written> {
  const domain = await context.db
    .selectFrom("domains")
    .selectAll()
    .where("client_id", "=", client.id)
    .where("domain", "=", name)
    .orderBy("id", "desc")
    .executeTakeFirst();
  if (domain === undefined) throw refuse(domainNotOwned);
  if (!renewable.includes(domain.status)) throw refuse(domainNotRenewable);
  const amount = await domainPrice(context, name, { operation: "renew", years, currencyId: client.currency_id });
  if (amount === undefined) throw refuse(domainNotOffered.replace("$domain", name).replace("$years", String(years)));
  const description = `Domain Renewal - ${name} - ${years} Year/s`;
  return { id: domain.id, lines: [{ type: "Domain", relatedId: domain.id, description, amount, isTaxed: false }] };
}

/** One more cycle of a service. */
export async function renewServiceLine({ db }: Context, client: Client, id: number): Promise<Written> {
  const service = await db
    .selectFrom("services")
    .innerJoin("products", "products.id", "services.product_id")
    .selectAll("services")
    .select(["products.name", "products.taxed"])
    .where("services.id", "=", id)
    .executeTakeFirst();
  if (service?.client_id !== client.id) throw refuse(serviceNotOwned);
  const period = nextPeriod(service);
  if (period === undefined) throw refuse(serviceNotRenewable.replace("$id", String(id)));
  const name = service.domain === "" ? service.name : `${service.name} - ${service.domain}`;
  const about = { type: "Hosting", relatedId: id, description: `${name} (${period})` };
  return { id, lines: [{ ...about, amount: service.recurring, isTaxed: service.taxed === 1 }] };
}

/** One more cycle of an addon that a service has. */
export async function renewAddonLine({ db }: Context, client: Client, id: number): Promise<Written> {
  const addon = await db
    .selectFrom("service_addons")
    .innerJoin("addons", "addons.id", "service_addons.addon_id")
    .selectAll("service_addons")
    .select(["addons.name", "addons.taxed"])
    .where("service_addons.id", "=", id)
    .where("service_addons.client_id", "=", client.id)
    .executeTakeFirst();
  const period = addon && nextPeriod(addon);
  if (period === undefined) throw refuse(addonNotRenewable.replace("$id", String(id)));
  const about = { type: "Addon", relatedId: id, description: `${addon?.name} (${period})` };
  return { id, lines: [{ ...about, amount: addon?.recurring ?? 0, isTaxed: addon?.taxed === 1 }] };
}

type Running = { readonly status: string; readonly next_due: string | null; readonly billing_cycle: string };

/** The cycle after the one that is paid; nothing for what has ended or is not paid again. */
function nextPeriod({ status, next_due: from, billing_cycle: cycle }: Running): string | undefined {
  if (!["Active", "Suspended"].includes(status) || from === null) return undefined;
  const end = nextDue(cycle, from);
  return end === null ? undefined : `${from} - ${addDays(end, -1)}`;
}
