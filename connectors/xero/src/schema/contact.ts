/** Contacts: customers and suppliers. */
import { z } from "zod";
import { count, fields, filled, flag, id, oneOf, text, upTo } from "./input.js";
import { flags, list, numbers, record, texts } from "./output.js";

/** A contact that exists, or is to exist, as an invoice or a transaction names it. */
export const contactReference = fields("a contact here", {
  ContactID: id("`ContactID` in list_contacts").optional(),
  ContactNumber: text("The number that another system knows it by", 50).optional(),
  Name: text("Its exact name. A name that no contact has creates a contact", 255).optional(),
});

const address = fields("an address", {
  AddressType: oneOf(["POBOX", "STREET"], "POBOX is the postal address, which invoices show"),
  AttentionTo: text("To whose attention", 255).optional(),
  AddressLine1: upTo(500).optional(),
  AddressLine2: upTo(500).optional(),
  AddressLine3: upTo(500).optional(),
  AddressLine4: upTo(500).optional(),
  City: upTo(255).optional(),
  Region: upTo(255).optional(),
  PostalCode: upTo(50).optional(),
  Country: upTo(50).optional(),
});

const phone = fields("a phone", {
  PhoneType: oneOf(["DEFAULT", "DDI", "MOBILE", "FAX"], "Which one"),
  PhoneNumber: upTo(50).optional(),
  PhoneAreaCode: upTo(10).optional(),
  PhoneCountryCode: upTo(20).optional(),
});

const person = fields("a contact person", {
  FirstName: upTo(255).optional(),
  LastName: upTo(255).optional(),
  EmailAddress: upTo(255).optional(),
  IncludeInEmails: flag("Whether Xero mails invoices to this person too").optional(),
});

const term = fields("a payment term", {
  Day: count("So many days, or the day of the month", 31, 0).optional(),
  Type: oneOf(
    ["DAYSAFTERBILLDATE", "DAYSAFTERBILLMONTH", "OFCURRENTMONTH", "OFFOLLOWINGMONTH"],
    "What Day counts",
  ).optional(),
});

const category = fields("a tracking category", {
  TrackingCategoryName: upTo().optional(),
  TrackingOptionName: upTo().optional(),
});

const lineAmounts = ["INCLUSIVE", "EXCLUSIVE", "NONE"] as const;

/** A contact to create. */
export const newContact = fields(
  "a contact",
  {
    Name: filled("The full name of the person or company; no other contact may have it", 255),
    ContactNumber: text("The number that another system knows it by", 50).optional(),
    AccountNumber: text("The number that we know it by", 50).optional(),
    FirstName: text("The first name of the main person", 255).optional(),
    LastName: text("The last name of the main person", 255).optional(),
    EmailAddress: text("Where Xero mails invoices to", 255).optional(),
    CompanyNumber: text("The company registration number", 50).optional(),
    ContactPersons: z.array(person).max(5, "must have at most 5").optional().describe("Up to five more people"),
    BankAccountDetails: text("The bank account that we pay into: ask a person before you enter one").optional(),
    TaxNumber: text("The VAT, GST, ABN or tax number", 50).optional(),
    AccountsReceivableTaxType: text("The tax type of sales to it").optional(),
    AccountsPayableTaxType: text("The tax type of purchases from it").optional(),
    Addresses: z.array(address).optional().describe("At most one of each type"),
    Phones: z.array(phone).optional().describe("At most one of each type"),
    DefaultCurrency: text("Such as EUR", 3).optional(),
    XeroNetworkKey: upTo().optional(),
    SalesDefaultAccountCode: text("The account of sales to it").optional(),
    PurchasesDefaultAccountCode: text("The account of purchases from it").optional(),
    SalesDefaultLineAmountType: oneOf(lineAmounts, "Tax in the amounts of sales").optional(),
    PurchasesDefaultLineAmountType: oneOf(lineAmounts, "Tax in the amounts of purchases").optional(),
    SalesTrackingCategories: z.array(category).optional(),
    PurchasesTrackingCategories: z.array(category).optional(),
    PaymentTerms: fields("payment terms", { Bills: term.optional(), Sales: term.optional() })
      .optional()
      .describe("When bills from it and sales to it are due"),
  },
  {
    computed: [
      "ContactID",
      "ContactStatus",
      "IsSupplier",
      "IsCustomer",
      "Website",
      "Discount",
      "Balances",
      "UpdatedDateUTC",
      "HasAttachments",
      "ContactGroups",
      "BrandingTheme",
      "MergedToContactID",
    ],
  },
);

/** A contact as other things name it. */
export const contactName = record(texts("ContactID Name")).optional();

/** Contacts as Xero gives them. */
export const contacts = list(
  texts("ContactID Name ContactStatus ContactNumber AccountNumber FirstName LastName EmailAddress TaxNumber"),
  texts("CompanyNumber DefaultCurrency UpdatedDateUTC StatusAttributeString"),
  flags("IsSupplier IsCustomer"),
  { ValidationErrors: list(texts("Message")), Balances: record().optional() },
  { Addresses: list(texts("AddressType City")), Phones: list(texts("PhoneType PhoneNumber")) },
  numbers("Discount"),
);
