/** Clients: who they are, what they have, adding, changing and removing them. */
import type { Reply } from "../api/reply.js";
import {
  clientId,
  domainId,
  email,
  filled,
  flag,
  id,
  noEmail,
  oneOf,
  paging,
  serviceId,
  text,
} from "../schema/input.js";
import { amounts, flags, flat, list, numbers, page, record, texts } from "../schema/output.js";
import { type Tool, tool } from "../tool.js";

const address = {
  companyname: text("The company's name").optional(),
  address2: text("The second line of the street address").optional(),
  notes: text("A note that only staff see").optional(),
  language: text("The language's full name in lower case, such as english").optional(),
};

const profile = record(
  numbers("client_id owner_user_id userid id groupid currency billingcid allowSingleSignOn"),
  texts("uuid firstname lastname fullname companyname email address1 address2 city fullstate state statecode postcode"),
  texts("countrycode country countryname phonenumber phonecc phonenumberformatted telephoneNumber tax_id notes"),
  texts("defaultgateway status language lastlogin currency_code"),
  amounts("credit"),
  flags("taxexempt latefeeoveride overideduenotices separateinvoices disableautocc emailoptout email_verified"),
  flags("marketing_emails_opt_in overrideautoclose isOptedInToMarketingEmails"),
  {
    customfields: flat(record(numbers("id"), texts("value"))),
    users: list("user", record(numbers("id"), texts("name email"), flags("is_owner"))),
    email_preferences: record(flags("general invoice support product domain affiliate")).optional(),
  },
);

const stats = record(
  numbers("numdueinvoices numoverdueinvoices numDraftInvoices numunpaidinvoices numpaidinvoices numcancelledinvoices"),
  numbers("numrefundedinvoices numcollectionsinvoices numpaymentpendinginvoices"),
  amounts("dueinvoicesbalance creditbalance grossRevenue expenses income overdueinvoicesbalance draftInvoicesBalance"),
  amounts("unpaidinvoicesamount paidinvoicesamount cancelledinvoicesamount refundedinvoicesamount"),
  amounts("collectionsinvoicesamount paymentpendinginvoicesamount"),
  numbers("productsnumactivehosting productsnumhosting productsnumactivereseller productsnumreseller"),
  numbers("productsnumactiveservers productsnumservers productsnumactiveother productsnumother productsnumactive"),
  numbers("productsnumtotal numactivedomains numdomains numacceptedquotes numquotes numtickets numactivetickets"),
  numbers("numaffiliatesignups"),
  flags("incredit isAffiliate"),
);

const service = record(
  numbers("id qty clientid orderid ordernumber pid serverid promoid diskusage disklimit bwusage bwlimit"),
  texts("regdate name translated_name groupname translated_groupname domain dedicatedip servername serverip"),
  texts("serverhostname suspensionreason paymentmethod paymentmethodname billingcycle nextduedate status username"),
  texts("password subscriptionid overidesuspenduntil ns1 ns2 assignedips notes lastupdate"),
  amounts("firstpaymentamount recurringamount"),
  flags("overideautosuspend"),
  { customfields: list("customfield", record()), configoptions: list("configoption", record()) },
);

const domain = record(
  numbers("id userid orderid regperiod promoid"),
  texts("regtype domainname registrar paymentmethod paymentmethodname regdate expirydate nextduedate status"),
  texts("subscriptionid notes"),
  amounts("firstpaymentamount recurringamount"),
  flags("dnsmanagement emailforwarding idprotection donotrenew"),
);

// The API gives the services' passwords in clear. No question that an agent answers needs one.
function withoutPasswords(reply: Reply): Reply {
  return JSON.parse(JSON.stringify(reply), (key, value) => (key === "password" && value ? "[hidden]" : value)) as Reply;
}

const ignored = (parameter: string, instead: string): string =>
  `${parameter}: WHMCS ignores it here, and nothing was sent; ${instead}`;

export const clientTools: readonly Tool[] = [
  tool({
    name: "whmcs_get_clients",
    title: "Get Clients",
    description:
      "Finds client accounts: id, name, company, e-mail address and status, a page at a time. Changes nothing. search finds beginnings only: try e-mail address, names and company before concluding that somebody is no client. Two clients may have the same name: compare e-mail address and company before writing anything to one of them.",
    effect: "reads",
    action: "GetClients",
    input: {
      ...paging,
      sorting: oneOf(["ASC", "DESC"], "Which end comes first").optional(),
      status: text("Active, Inactive or Closed; all if left out").optional(),
      search: text("The beginning of an e-mail address, first name, last name, full name or company").optional(),
      orderby: text("id, firstname, lastname, companyname, email, groupid, datecreated or status").optional(),
    },
    output: {
      ...page,
      clients: list(
        "client",
        record(numbers("id groupid"), texts("firstname lastname companyname email datecreated status")),
      ),
    },
  }),
  tool({
    name: "whmcs_get_client_details",
    title: "Get Client Details",
    description:
      "Shows one client's profile, found by clientid or e-mail address (one of them is required): `currency_code` is the currency of all amounts on this client's invoices, `credit` the money they have with us, `taxexempt` and `defaultgateway` what new invoices take over. Changes nothing.",
    effect: "reads",
    action: "GetClientsDetails",
    input: {
      clientid: clientId.optional(),
      email: text("The client's e-mail address").optional(),
      stats: flag(
        "true adds `stats`: how many invoices, services, domains and tickets, and how much is due (text with a currency sign)",
      ).optional(),
    },
    fault: ({ clientid, email: address }) =>
      clientid === undefined && !address ? "give clientid or email" : undefined,
    output: { client: profile.optional(), stats: stats.optional() },
  }),
  tool({
    name: "whmcs_add_client",
    title: "Add Client",
    description:
      "Creates a client account and a user who can log in to it, and mails them a welcome unless noemail is true. Look with whmcs_get_clients first: a second account for the same person splits their invoices and credit. The currency cannot be changed sensibly once there are invoices.",
    effect: "adds",
    action: "AddClient",
    seenIn: "whmcs_get_clients, searching the e-mail address",
    input: {
      firstname: filled("First name"),
      lastname: filled("Last name"),
      email: email("E-mail address, which is also the login; no other client may have it"),
      address1: filled("The first line of the street address"),
      city: filled("City"),
      state: filled("State or region"),
      postcode: filled("Postal code"),
      country: filled("Country as an ISO 3166-1 code of two letters, such as DE; tax rules go by it"),
      phonenumber: filled("Phone number"),
      password2: filled("The password of the new login"),
      ...address,
      currency: id("The currency's id: `id` in whmcs_get_currencies; the default currency if left out").optional(),
      groupid: id("The client group's id").optional(),
      noemail: noEmail.optional(),
    },
    output: numbers("clientid owner_id"),
  }),
  tool({
    name: "whmcs_update_client",
    title: "Update Client",
    description:
      "Changes the named fields of a client's profile and leaves the others. Country and state decide which tax new invoices carry. Status Closed only labels the account: its services and invoices go on. Balance and password cannot be changed here: credit and password2 are refused.",
    effect: "sets",
    action: "UpdateClient",
    seenIn: "whmcs_get_client_details",
    input: {
      clientid: clientId,
      firstname: filled("First name").optional(),
      lastname: filled("Last name").optional(),
      email: email("E-mail address; no other client may have it").optional(),
      address1: text("The first line of the street address").optional(),
      city: text("City").optional(),
      state: text("State or region").optional(),
      postcode: text("Postal code").optional(),
      country: text("Country as an ISO 3166-1 code of two letters, such as DE").optional(),
      phonenumber: text("Phone number").optional(),
      ...address,
      password2: text("Not used: passwords belong to users, who set them themselves. Leave it out").optional(),
      status: text("Active, Inactive or Closed").optional(),
      credit: text("Not used: no tool here changes a client's credit balance directly. Leave it out").optional(),
    },
    fault: ({ credit, password2 }) => {
      if (credit !== undefined) return ignored("credit", "the balance is changed by staff, or by whmcs_apply_credit");
      if (password2 !== undefined) return ignored("password2", "users set their passwords themselves");
      return undefined;
    },
    output: numbers("clientid"),
  }),
  tool({
    name: "whmcs_delete_client",
    title: "Delete Client",
    description:
      "Erases a client for good, with all their invoices, quotes, services, domains and tickets. This cannot be undone, and the invoices are lost to the accounts. To end a relationship, set the status with whmcs_update_client instead.",
    effect: "removes",
    action: "DeleteClient",
    seenIn: "whmcs_get_client_details",
    input: { clientid: clientId },
    output: numbers("clientid"),
  }),
  tool({
    name: "whmcs_get_client_products",
    title: "Get Client Products",
    description:
      "Lists the services that clients have bought (not the catalogue, which is whmcs_get_products), all of them or those that fit every filter, with status, price, billing cycle and next due date. `id` is the service's id, `pid` the product's. Passwords are not shown. Changes nothing.",
    effect: "reads",
    action: "GetClientsProducts",
    input: {
      clientid: clientId.optional(),
      serviceid: serviceId.optional(),
      domain: text("The service's domain name").optional(),
      pid: id("The product's id: `pid` in whmcs_get_products").optional(),
      ...paging,
    },
    reshape: withoutPasswords,
    output: { ...page, ...numbers("clientid serviceid pid"), ...texts("domain"), products: list("product", service) },
  }),
  tool({
    name: "whmcs_get_client_domains",
    title: "Get Client Domains",
    description:
      "Lists the domains that clients have with us, all of them or those that fit every filter, with status, expiry date, price and whether they renew by themselves. Changes nothing.",
    effect: "reads",
    action: "GetClientsDomains",
    input: {
      clientid: clientId.optional(),
      domainid: domainId.optional(),
      domain: text("The domain name").optional(),
      ...paging,
    },
    output: { ...page, ...numbers("clientid domainid"), domains: list("domain", domain) },
  }),
];
