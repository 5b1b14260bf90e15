/** A client as GetClientsDetails answers it: under `client`, and once more at the top for older callers. */
import * as field from "../declare/field.js";
import type { Client, Currency } from "./client.js";
import { countryOf, mailKinds } from "./profile.js";

const preference = (about: string) => field.text(`1 when mail about ${about} is sent, else 0`);

export const profileFields = {
  client_id: field.int("The ID of the client"),
  owner_user_id: field.idOrZero("The user who owns it"),
  userid: field.int("The ID of the client"),
  id: field.int("The ID of the client"),
  uuid: field.text("A name that is never given twice"),
  firstname: field.text("First name"),
  lastname: field.text("Last name"),
  fullname: field.text("First and last name"),
  companyname: field.text("Company"),
  email: field.text("Email address"),
  address1: field.text("Address line 1"),
  address2: field.text("Address line 2"),
  city: field.text("City"),
  fullstate: field.text("State or region"),
  state: field.text("State or region"),
  postcode: field.text("Postcode"),
  countrycode: field.text("Country, two letters"),
  country: field.text("Country, two letters"),
  phonenumber: field.text("Phone number"),
  tax_id: field.text("Tax ID"),
  email_preferences: field.object("Which mail is sent", {
    general: preference("the account"),
    invoice: preference("invoices"),
    support: preference("tickets"),
    product: preference("products"),
    domain: preference("domains"),
    affiliate: preference("referrals"),
  }),
  statecode: field.text("State or region"),
  countryname: field.text("The name of the country"),
  phonecc: field.text("The calling code of the country"),
  phonenumberformatted: field.text("Phone number with the calling code"),
  telephoneNumber: field.text("Phone number with the calling code"),
  billingcid: field.idOrZero("The contact who gets the invoices"),
  notes: field.text("Notes for administrators"),
  currency: field.int("The currency the client is billed in"),
  defaultgateway: field.text("The default payment method"),
  groupid: field.idOrZero("The client group"),
  status: field.text("Active, Inactive or Closed"),
  credit: field.money("The client's credit"),
  taxexempt: field.bool("Whether no tax is charged"),
  latefeeoveride: field.bool("Whether late fees are not charged"),
  overideduenotices: field.bool("Whether reminders are not sent"),
  separateinvoices: field.bool("Whether each service gets an invoice of its own"),
  disableautocc: field.bool("Whether cards are not charged automatically"),
  emailoptout: field.bool("Whether the client wants no marketing mail"),
  marketing_emails_opt_in: field.bool("Whether the client wants marketing mail"),
  overrideautoclose: field.bool("Whether the client is not closed for inactivity"),
  allowSingleSignOn: field.flag("Whether single sign-on is allowed"),
  email_verified: field.bool("Whether the address is verified"),
  language: field.text("The language"),
  isOptedInToMarketingEmails: field.bool("Whether the client wants marketing mail"),
  lastlogin: field.text("When somebody last logged in"),
  currency_code: field.text("The currency's code"),
  customfields: field.flatList("The values of custom fields", {
    id: field.int("The custom field"),
    value: field.text("Its value"),
  }),
  users: field.list("user", "Who can log in", {
    id: field.int("The user"),
    name: field.text("First and last name"),
    email: field.text("Email address"),
    is_owner: field.bool("Whether the user owns the client"),
  }),
} as const;

type Around = {
  readonly currency: Currency;
  readonly users: readonly {
    readonly id: number;
    readonly name: string;
    readonly email: string;
    readonly is_owner: 0 | 1;
  }[];
  readonly customfields: readonly { readonly id: number; readonly value: string }[];
};

/** The values of `profileFields`. */
export function profileOf(client: Client, { currency, users, customfields }: Around) {
  const country = countryOf(client.country);
  const preferences = mailKinds.map((kind) => [kind, String(client[`email_${kind}`])] as const);
  return {
    ...client,
    client_id: client.id,
    userid: client.id,
    owner_user_id: users.find(({ is_owner: isOwner }) => isOwner === 1)?.id ?? null,
    fullname: `${client.firstname} ${client.lastname}`,
    fullstate: client.state,
    statecode: client.state,
    countrycode: client.country,
    countryname: country?.name ?? client.country,
    email_preferences: Object.fromEntries(preferences) as { [Kind in (typeof mailKinds)[number]]: string },
    phonecc: country?.callingCode ?? "",
    phonenumber: client.phonenumber.replace(/^\+\d*\./, ""),
    phonenumberformatted: client.phonenumber,
    telephoneNumber: client.phonenumber,
    billingcid: client.billing_contact_id,
    currency: currency.id,
    currency_code: currency.code,
    defaultgateway: client.default_gateway,
    groupid: client.group_id,
    taxexempt: client.tax_exempt,
    latefeeoveride: client.late_fee_override,
    overideduenotices: client.override_due_notices,
    separateinvoices: client.separate_invoices,
    disableautocc: client.disable_auto_cc,
    emailoptout: client.marketing_opt_in === 0,
    marketing_emails_opt_in: client.marketing_opt_in,
    isOptedInToMarketingEmails: client.marketing_opt_in,
    overrideautoclose: client.override_auto_close,
    allowSingleSignOn: client.allow_single_sign_on,
    lastlogin: client.last_login ?? "No Login Logged",
    customfields,
    users,
  };
}
