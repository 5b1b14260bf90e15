/**
 * The parameters of AddOrder. Those under `perItem` are arrays whose keys say what belongs together: `pid[1]`, `domain[1]`
 * and `regperiod[1]` speak of the same item.
 */
import type { InputOf } from "../../declare/param.js";
import * as param from "../../declare/param.js";
import { type Each, each, list, map, packed } from "../../declare/params.js";

export const clientNotFound = "Client ID Not Found";

const perItem = {
  pid: each(param.int("The products to order, each as a service")),
  qty: each(param.count("How many of each product (default: 1)")),
  domain: each(param.text("The domain of each service, or to be registered or transferred")),
  billingcycle: each(
    param.text("How often each product is paid, such as monthly (default: the shortest cycle offered)"),
  ),
  domaintype: each(param.choice("register or transfer: also orders the domain", ["register", "transfer"])),
  regperiod: each(param.int("For how many years each domain (default: 1)")),
  idnlanguage: each(param.text("The language of each domain that is not in ASCII")),
  eppcode: each(param.text("The code with which the old registrar lets each domain go")),
  customfields: each(packed("The values of custom fields by their ids, base64 of a serialized array")),
  configoptions: each(packed("What is chosen by the ids of configurable options, base64 of a serialized array")),
  priceoverride: each(param.money("The price of each product, instead of its own")),
  addons: each(param.text("The IDs of addons for each service, separated by commas")),
  addonsqty: each(param.text("How many of each of these addons, separated by commas")),
  hostname: each(param.text("The host name of each server, where it has no domain")),
  ns1prefix: each(param.text("What stands before the first nameserver of each server")),
  ns2prefix: each(param.text("What stands before the second one")),
  rootpw: each(param.text("The root password of each server")),
  dnsmanagement: each(param.bool("Whether DNS is managed for each domain")),
  domainfields: each(packed("What the registry of each domain asks for, base64 of a serialized array")),
  emailforwarding: each(param.bool("Whether mail to each domain is forwarded")),
  idprotection: each(param.bool("Whether the owner of each domain is hidden")),
  domainpriceoverride: each(param.money("The price of each domain, instead of the one of its ending")),
  domainrenewoverride: each(param.money("What a renewal of each domain costs, instead of the price of its ending")),
};

const addonOnly = {
  addonid: param.int("An addon to order for a service that is there"),
  addonidqty: param.count("How many of it (default: 1)"),
  serviceid: param.int("The service that it is for"),
  addonids: list(param.int("Several addons to order for services that are there")),
  addonidsqty: list(param.count("How many of each (default: 1)")),
  serviceids: list(param.int("The service that each is for")),
};

const renewals = {
  domainrenewals: map(param.int("Domains to renew: the years by the name")),
  servicerenewals: list(param.int("Services to renew for one more cycle")),
  addonrenewals: list(param.int("Addons of services to renew for one more cycle")),
};

export const addOrderParameters = {
  clientid: param.required(param.id("The client who orders", clientNotFound), clientNotFound),
  paymentmethod: { ...param.text("The payment method in system format"), required: true },
  ...perItem,
  nameserver1: param.text("The first nameserver of the domains"),
  nameserver2: param.text("The second nameserver"),
  nameserver3: param.text("The third nameserver"),
  nameserver4: param.text("The fourth nameserver"),
  nameserver5: param.text("The fifth nameserver"),
  promocode: param.text("A promotion; one that may not be used is left out, with a warning"),
  promooverride: param.bool("Whether the promotion holds whatever its conditions say"),
  affid: param.int("The affiliate who brought the order"),
  noinvoice: param.bool("Whether no invoice is made"),
  noinvoiceemail: param.bool("Whether the client is not sent the invoice"),
  noemail: param.bool("Whether the client is not sent the order confirmation"),
  contactid: param.int("The contact of the client who orders"),
  clientip: param.text("The address it was ordered from"),
  ...addonOnly,
  ...renewals,
};

export type AddOrderInput = InputOf<typeof addOrderParameters>;

/** The items by their keys: each is a product, a domain, or both. */
export function itemKeys({ pid, domain }: AddOrderInput): readonly string[] {
  return [...new Set([...(pid?.values.keys() ?? []), ...(domain?.values.keys() ?? [])])];
}

/** What a parameter says of an item; a value without a key is said of the only item. */
export function of<T>(given: Each<T> | undefined, key: string): T | undefined {
  return given?.isAlone ? [...given.values.values()][0] : given?.values.get(key);
}

/** The parameter, if any, that came as one value though there are several items. */
export function aloneAmongSeveral(input: AddOrderInput): string | undefined {
  if (itemKeys(input).length < 2) return undefined;
  return Object.keys(perItem).find((name) => input[name as keyof typeof perItem]?.isAlone === true);
}
