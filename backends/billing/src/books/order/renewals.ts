/** Renewals in an order: nothing new comes into the books but the lines of the invoice, which renew when they are paid. */
import type { Context } from "../../context.js";
import { refuse } from "../../declare/refuse.js";
import type { Client } from "../client.js";
import type { NewLine } from "../invoice/create.js";
import { domainPrice, nextDue } from "./prices.js";

export const domainNotOwned = "Domain not owned by Client ID provided";
export const domainNotRenewable =
  "Domain status is set to 'Pending|Cancelled|Pending Transfer|Transferred|Fraud' and cannot be renewed";
export const serviceNotRenewable = "Service ID $id can not be renewed at this time.";

const renewable = ["Active", "Grace", "Redemption", "Expired"];

/** The line for so many more years of a domain. */
export async function domainRenewal(context: Context, client: Client, name: string, years: number): Promise<NewLine> {
  const domain = await context.db
    .selectFrom("domains")
    .selectAll()
    .where("client_id", "=", client.id)
    .where("domain", "=", name.toLowerCase())
    .executeTakeFirst();
  if (domain === undefined) throw refuse(domainNotOwned);
  if (!renewable.includes(domain.status)) throw refuse(domainNotRenewable);
  const price = await domainPrice(context, name, { operation: "renew", years, currencyId: client.currency_id });
  return {
    type: "Domain",
    relatedId: domain.id,
    description: `Domain Renewal - ${domain.domain} - ${years} Year/s`,
    amount: price,
    isTaxed: false,
  };
}

/** The line for one more cycle of a service. */
export async function serviceRenewal({ db }: Context, client: Client, id: number): Promise<NewLine> {
  const service = await db
    .selectFrom("services")
    .innerJoin("products", "products.id", "services.product_id")
    .selectAll("services")
    .select(["products.name", "products.taxed"])
    .where("services.id", "=", id)
    .where("services.client_id", "=", client.id)
    .executeTakeFirst();
  const end = service?.next_due == null ? null : nextDue(service.billing_cycle, service.next_due);
  const isRunning = service !== undefined && ["Active", "Suspended"].includes(service.status);
  if (!isRunning || end === null) throw refuse(serviceNotRenewable.replace("$id", String(id)));
  return {
    type: "Hosting",
    relatedId: service.id,
    description: `${service.name}${service.domain === "" ? "" : ` - ${service.domain}`} (${service.next_due} - ${end})`,
    amount: service.recurring,
    isTaxed: service.taxed === 1,
  };
}
