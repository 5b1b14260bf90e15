/** What clients and contacts have in common: name, address, which mail they get. */
import { countries, type TCountryCode } from "countries-list";
import * as param from "../declare/param.js";
import { group } from "../declare/params.js";

/** The parameters of a name and an address. */
export const profileParameters = {
  firstname: param.text("First name"),
  lastname: param.text("Last name"),
  companyname: param.text("Company"),
  email: param.text("Email address"),
  address1: param.text("Address line 1"),
  address2: param.text("Address line 2"),
  city: param.text("City"),
  state: param.text("State or region"),
  postcode: param.text("Postcode"),
  country: param.text("Country, two letters of ISO 3166"),
  phonenumber: param.text("Phone number"),
  tax_id: param.text("Tax ID"),
} as const;

export type ProfileName = keyof typeof profileParameters;
const profileNames = Object.keys(profileParameters) as readonly ProfileName[];

/** The columns of what was given. */
export function profileColumns(given: { readonly [Name in ProfileName]?: string | undefined }) {
  const columns = profileNames.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]] as const]));
  return Object.fromEntries(columns) as { [Name in ProfileName]?: string };
}

export const mailKinds = ["general", "invoice", "support", "product", "domain", "affiliate"] as const;
export type MailKind = (typeof mailKinds)[number];

export const mailPreferences = group("Which mail is sent", {
  general: param.bool("General mail"),
  product: param.bool("Mail about products"),
  domain: param.bool("Mail about domains"),
  invoice: param.bool("Mail about invoices"),
  support: param.bool("Mail about tickets"),
  affiliate: param.bool("Mail about referrals"),
});

type Preferences = { readonly [Kind in MailKind]?: boolean | undefined };

/** The columns of the preferences that were given. */
export function preferenceColumns(given: Preferences = {}) {
  const columns = mailKinds.flatMap((kind) =>
    given[kind] === undefined ? [] : [[`email_${kind}`, given[kind] ? 1 : 0] as const],
  );
  return Object.fromEntries(columns) as { [Kind in MailKind as `email_${Kind}`]?: 0 | 1 };
}

export function isEmailAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text);
}

export type Country = { readonly name: string; readonly callingCode: string };

/** Of two letters that are a country's. */
export function countryOf(code: string): Country | undefined {
  const country = Object.hasOwn(countries, code) ? countries[code as TCountryCode] : undefined;
  return country && { name: country.name, callingCode: String(country.phone[0] ?? "") };
}

/** `+44.2079460000`: the calling code, a point, the digits. Empty for no number. */
export function writePhone(number: string, country: string): string {
  if (number === "") return "";
  if (number.startsWith("+")) return number.replace(/[^\d+.]/g, "");
  return `+${countryOf(country)?.callingCode ?? ""}.${number.replace(/\D/g, "")}`;
}
