/** Domains: registering, transferring, renewing, nameservers, lock and prices. */

import { z } from "zod";
import type { Reply } from "../api/reply.js";
import { domainId, flag, id, text } from "../schema/input.js";
import { amounts, byName, flags, numbers, record, texts } from "../schema/output.js";
import { type Tool, tool } from "../tool.js";

const nameservers = "ns1 ns2 ns3 ns4 ns5";
const nameserver = (which: string) => text(`The ${which} nameserver's host name, such as ns1.example.com`);
const prices = byName(z.union([z.string(), z.number()]));
const contact = record(texts("First_Name Last_Name Organisation_Name Job_Title Email Phone"));
const contacts = "Registrant Admin Tech";

// Registrars' modules give each contact as an object or as JSON in a text.
function contactsRead(reply: Reply): Reply {
  const read = (value: unknown): unknown => {
    try {
      return typeof value === "string" ? JSON.parse(value) : value;
    } catch {
      return { text: value };
    }
  };
  const roles = contacts.split(" ").filter((role) => role in reply);
  return { ...reply, ...Object.fromEntries(roles.map((role) => [role, read(reply[role])])) };
}

export const domainTools: readonly Tool[] = [
  tool({
    name: "whmcs_register_domain",
    title: "Register Domain",
    description:
      "Orders a domain from the registrar at once, for the years it was ordered for. The registrar charges our account, whether or not the client has paid, and a registration cannot be returned. The domain must be in WHMCS already (an order puts it there). Give domainid or domain.",
    effect: "adds",
    action: "DomainRegister",
    asksOthers: true,
    seenIn: "whmcs_get_client_domains, status and expiry date",
    input: { domainid: domainId.optional(), domain: text("The domain name, where there is no domainid").optional() },
    fault: ({ domainid, domain }) => (domainid === undefined && !domain ? "give domainid or domain" : undefined),
    output: {},
  }),
  tool({
    name: "whmcs_transfer_domain",
    title: "Transfer Domain",
    description:
      "Asks the registrar to move a client's domain to us. Most registrars charge our account a year at once, and the move takes days. The domain and its authorisation code must be in WHMCS already.",
    effect: "adds",
    action: "DomainTransfer",
    asksOthers: true,
    seenIn: "whmcs_get_client_domains, status",
    input: { domainid: domainId },
    output: {},
  }),
  tool({
    name: "whmcs_renew_domain",
    title: "Renew Domain",
    description:
      "Renews a domain at the registrar at once, for the period stored with it. The registrar charges our account, whether or not the client has paid; each call renews and charges again, and none can be returned. Look at the expiry date with whmcs_get_client_domains before and after.",
    effect: "adds",
    action: "DomainRenew",
    asksOthers: true,
    seenIn: "whmcs_get_client_domains, expiry date",
    input: { domainid: domainId },
    output: {},
  }),
  tool({
    name: "whmcs_get_domain_whois",
    title: "Get Domain WHOIS",
    description:
      "Shows the contacts that the registrar has for a domain of a client: registrant, administrative, technical. It does not look up whether a domain is free. Changes nothing.",
    effect: "reads",
    action: "DomainGetWhoisInfo",
    input: { domainid: domainId },
    reshape: contactsRead,
    output: Object.fromEntries(contacts.split(" ").map((role) => [role, contact.optional()])),
  }),
  tool({
    name: "whmcs_get_domain_nameservers",
    title: "Get Domain Nameservers",
    description: "Asks the registrar for the nameservers of a client's domain. Changes nothing.",
    effect: "reads",
    action: "DomainGetNameservers",
    input: { domainid: domainId },
    output: texts(nameservers),
  }),
  tool({
    name: "whmcs_update_domain_nameservers",
    title: "Update Domain Nameservers",
    description:
      "Replaces all nameservers of a client's domain at the registrar. ns1 and ns2 are required; those left out are removed. Wrong names take the client's web site and mail off the net: note the present ones with whmcs_get_domain_nameservers first.",
    effect: "sets",
    action: "DomainUpdateNameservers",
    asksOthers: true,
    seenIn: "whmcs_get_domain_nameservers",
    input: {
      domainid: domainId,
      ns1: nameserver("first").optional(),
      ns2: nameserver("second").optional(),
      ns3: nameserver("third").optional(),
      ns4: nameserver("fourth").optional(),
      ns5: nameserver("fifth").optional(),
    },
    fault: ({ ns1, ns2 }) => (!ns1 || !ns2 ? "give ns1 and ns2: a domain needs two nameservers" : undefined),
    output: {},
  }),
  tool({
    name: "whmcs_get_domain_lock_status",
    title: "Get Domain Lock Status",
    description: "Shows whether a client's domain is locked against being transferred away. Changes nothing.",
    effect: "reads",
    action: "DomainGetLockingStatus",
    input: { domainid: domainId },
    output: texts("lockstatus"),
  }),
  tool({
    name: "whmcs_update_domain_lock_status",
    title: "Update Domain Lock Status",
    description:
      "Locks a client's domain against being transferred away, or unlocks it. An unlocked domain can be taken to another registrar. Say lockstatus: without it WHMCS unlocks.",
    effect: "sets",
    action: "DomainUpdateLockingStatus",
    asksOthers: true,
    seenIn: "whmcs_get_domain_lock_status",
    input: { domainid: domainId, lockstatus: flag("true locks, false unlocks").optional() },
    fault: ({ lockstatus }) => (lockstatus === undefined ? "give lockstatus: true locks, false unlocks" : undefined),
    output: {},
  }),
  tool({
    name: "whmcs_get_tld_pricing",
    title: "Get TLD Pricing",
    description:
      "Lists what registering, transferring and renewing a domain costs a client, by ending (without the dot) and number of years, in the currency named in the answer. Changes nothing.",
    effect: "reads",
    action: "GetTLDPricing",
    input: { currencyid: id("The currency's id: `id` in whmcs_get_currencies; the default if left out").optional() },
    output: {
      currency: record(numbers("id format"), texts("code prefix suffix"), amounts("rate")).optional(),
      pricing: byName(
        record(texts("tld group"), {
          addons: record(flags("dns email idprotect")).optional(),
          register: prices,
          transfer: prices,
          renew: prices,
        }),
      ),
    },
  }),
];
