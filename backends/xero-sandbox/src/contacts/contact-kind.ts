/** A contact as it is sent. */
import { flag, guid, integer, list, object, type Sent, text, word } from "../http/shape.js";

const terms = object({
  Day: integer,
  Type: word(["DAYSAFTERBILLDATE", "DAYSAFTERBILLMONTH", "OFCURRENTMONTH", "OFFOLLOWINGMONTH"]),
});
const amountTypes = word(["INCLUSIVE", "EXCLUSIVE", "NONE"]);
const tracking = list(object({ TrackingCategoryName: text, TrackingOptionName: text }));

/** What nothing is looked up by: kept as it is sent. */
const detailShape = {
  CompanyNumber: text,
  BankAccountDetails: text,
  TaxNumber: text,
  TaxNumberType: word(["SSN", "EIN", "ITIN", "ATIN"]),
  AccountsReceivableTaxType: text,
  AccountsPayableTaxType: text,
  ContactPersons: list(object({ FirstName: text, LastName: text, EmailAddress: text, IncludeInEmails: flag })),
  Addresses: list(
    object({
      AddressType: word(["POBOX", "STREET"]),
      AddressLine1: text,
      AddressLine2: text,
      AddressLine3: text,
      AddressLine4: text,
      City: text,
      Region: text,
      PostalCode: text,
      Country: text,
      AttentionTo: text,
    }),
  ),
  Phones: list(
    object({
      PhoneType: word(["DEFAULT", "DDI", "MOBILE", "FAX", "OFFICE"]),
      PhoneNumber: text,
      PhoneAreaCode: text,
      PhoneCountryCode: text,
    }),
  ),
  SalesDefaultLineAmountType: amountTypes,
  PurchasesDefaultLineAmountType: amountTypes,
  DefaultCurrency: text,
  XeroNetworkKey: text,
  SalesDefaultAccountCode: text,
  PurchasesDefaultAccountCode: text,
  SalesTrackingCategories: tracking,
  PurchasesTrackingCategories: tracking,
  PaymentTerms: object({ Bills: terms, Sales: terms }),
};

const contactShape = {
  ContactID: guid,
  ContactNumber: text,
  AccountNumber: text,
  ContactStatus: word(["ACTIVE", "ARCHIVED", "GDPRREQUEST"]),
  Name: text,
  FirstName: text,
  LastName: text,
  EmailAddress: text,
  ...detailShape,
};

export type SentContact = Sent<typeof contactShape>;
export const contact = object(contactShape);

/** A contact as a document names it. */
export const contactReference = object({ ContactID: guid, ContactNumber: text, Name: text, EmailAddress: text });
export type ContactReference = ReturnType<typeof contactReference.read>;

/** What was sent of the details, by their names. */
export function detailsIn(sent: SentContact): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(sent).filter(([name]) => name in detailShape));
}

/** How long texts may be. */
export const contactLengths: Readonly<Record<string, number>> = {
  Name: 255,
  FirstName: 255,
  LastName: 255,
  EmailAddress: 255,
  ContactNumber: 50,
  AccountNumber: 50,
  CompanyNumber: 50,
  TaxNumber: 50,
};
