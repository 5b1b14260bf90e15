/** Writes what AddOrder is asked for: services with their addons, domains, addons by themselves, renewals. */
import { addonInvalid, writeAddon } from "../../books/order/addon.js";
import { writeDomain } from "../../books/order/domain.js";
import { isDiscounted, type Ordering, type Written } from "../../books/order/ordering.js";
import {
  type Renewals,
  type Renewed,
  renewAddonLine,
  renewDomainLine,
  renewServiceLine,
} from "../../books/order/renewals.js";
import { writeService } from "../../books/order/service.js";
import type { Context } from "../../context.js";
import { BadParameter, refuse } from "../../declare/refuse.js";
import { type AddOrderInput, itemKeys, of } from "./add-order-parameters.js";

const mostYears = 10;

/** Each product a service; the addons ordered with it are in `addons`. */
export async function orderServices(context: Context, ordering: Ordering, input: AddOrderInput) {
  const services: Written[] = [];
  const addons: Written[] = [];
  for (const key of itemKeys(input)) {
    const productId = of(input.pid, key);
    if (productId === undefined) continue;
    const isUsedUp = ordering.promotion?.apply_once === 1 && services.some(isDiscounted);
    const service = await writeService(context, isUsedUp ? { ...ordering, promotion: undefined } : ordering, {
      productId,
      quantity: atLeastOne(`qty[${key}]`, of(input.qty, key)),
      cycle: of(input.billingcycle, key),
      domain: domainName(of(input.domain, key) ?? of(input.hostname, key)),
      priceOverride: notNegative(`priceoverride[${key}]`, of(input.priceoverride, key)),
      password: of(input.rootpw, key) ?? "",
      ns1: of(input.ns1prefix, key) ?? "",
      ns2: of(input.ns2prefix, key) ?? "",
      customFields: of(input.customfields, key),
      options: of(input.configoptions, key),
    });
    services.push(service);
    for (const addon of addonsOf(input, key))
      addons.push(await writeAddon(context, ordering, { ...addon, serviceId: service.id }));
  }
  return { services, addons };
}

/** `addons[0]=1,2` with `addonsqty[0]=1,3`. */
function addonsOf(input: AddOrderInput, key: string) {
  const quantities = (of(input.addonsqty, key) ?? "").split(",");
  return (of(input.addons, key) ?? "").split(",").flatMap((given, index) => {
    if (given.trim() === "") return [];
    const addonId = digits(given);
    if (addonId === undefined) throw refuse(addonInvalid);
    const quantity = (quantities[index] ?? "").trim();
    return [{ addonId, quantity: quantity === "" ? 1 : atLeastOne(`addonsqty[${key}]`, digits(quantity) ?? 0) }];
  });
}

/** Each domain that has a `domaintype`. */
export async function orderDomains(context: Context, ordering: Ordering, input: AddOrderInput) {
  const domains: Written[] = [];
  for (const key of itemKeys(input)) {
    const [name, type] = [of(input.domain, key), of(input.domaintype, key)];
    if (name === undefined || type === undefined) continue;
    const domain = await writeDomain(context, ordering, {
      name: domainName(name),
      type: type === "register" ? "Register" : "Transfer",
      years: years(`regperiod[${key}]`, of(input.regperiod, key) ?? 1),
      eppCode: of(input.eppcode, key) ?? "",
      idnLanguage: of(input.idnlanguage, key) ?? "",
      dnsManagement: of(input.dnsmanagement, key) === true,
      emailForwarding: of(input.emailforwarding, key) === true,
      idProtection: of(input.idprotection, key) === true,
      registryFields: JSON.stringify(Object.fromEntries(of(input.domainfields, key) ?? [])),
      priceOverride: notNegative(`domainpriceoverride[${key}]`, of(input.domainpriceoverride, key)),
      renewalOverride: notNegative(`domainrenewoverride[${key}]`, of(input.domainrenewoverride, key)),
    });
    domains.push(domain);
  }
  return domains;
}

/** Addons for services that are there: one by `addonid`, several by `addonids`. */
export async function orderAddons(context: Context, ordering: Ordering, input: AddOrderInput) {
  const { addonid, serviceid = 0, addonidqty, addonids = [], serviceids = [], addonidsqty = [] } = input;
  const one = addonid === undefined ? [] : [{ addonId: addonid, serviceId: serviceid, quantity: addonidqty }];
  const several = addonids.map((addonId, index) => ({
    addonId,
    serviceId: serviceids[index] ?? 0,
    quantity: addonidsqty[index],
  }));
  const addons: Written[] = [];
  for (const addon of [...one, ...several]) {
    const quantity = atLeastOne("addonidqty", addon.quantity);
    addons.push(await writeAddon(context, ordering, { ...addon, quantity }));
  }
  return addons;
}

/** What is renewed, with the lines for it. */
export async function orderRenewals(context: Context, { client }: Ordering, input: AddOrderInput) {
  const domains = [];
  for (const [name, term] of input.domainrenewals ?? []) {
    const given = years(`domainrenewals[${name}]`, term);
    domains.push({ ...(await renewDomainLine(context, client, domainName(name), given)), years: given });
  }
  const services = [];
  for (const id of input.servicerenewals ?? []) services.push(await renewServiceLine(context, client, id));
  const addons = [];
  for (const id of input.addonrenewals ?? []) addons.push(await renewAddonLine(context, client, id));
  const renewals: Renewals = {
    domains: domains.map((each) => ({ ...renewed(each), years: each.years })),
    services: services.map(renewed),
    addons: addons.map(renewed),
  };
  return { renewals, written: [...domains, ...services, ...addons] as readonly Written[] };
}

function renewed({ id, lines }: Written): Renewed {
  return { id, amount: lines.reduce((sum, { amount }) => sum + amount, 0) };
}

const domainName = (given = ""): string => given.trim().toLowerCase();

function digits(given: string): number | undefined {
  return /^\d{1,15}$/.test(given.trim()) ? Number(given) : undefined;
}

function atLeastOne(name: string, given = 1): number {
  if (given < 1) throw new BadParameter(`${name} must be a whole number from 1`);
  return given;
}

function years(name: string, given: number): number {
  if (given < 1 || given > mostYears) throw new BadParameter(`${name} must be 1 to ${mostYears} years`);
  return given;
}

function notNegative(name: string, given: number | undefined): number | undefined {
  if (given !== undefined && given < 0) throw new BadParameter(`${name} must be an amount that is not negative`);
  return given;
}
