/** A contact as it goes over the wire. */
import type { ContactRow } from "../database/ledger-tables.js";
import { writeMoment } from "../http/dates.js";
import { type Cents, writeDecimal } from "../money/decimals.js";

/** What a contact owes and is owed. */
export type Standing = {
  readonly receivable: Cents;
  readonly receivable_overdue: Cents;
  readonly payable: Cents;
  readonly payable_overdue: Cents;
  readonly is_customer: number;
  readonly is_supplier: number;
};

type Details = Readonly<Record<string, unknown>>;

/** The contact as others name it. */
export function writeContactReference(row: Pick<ContactRow, "id" | "name">) {
  return {
    ContactID: row.id,
    Name: row.name,
    Addresses: [],
    Phones: [],
    ContactGroups: [],
    ContactPersons: [],
    HasValidationErrors: false,
  };
}

/** The light form: no addresses, phones, terms or balances. */
export function writeContactSummary(row: ContactRow, { is_customer, is_supplier }: Standing) {
  return {
    ContactID: row.id,
    ...optional("ContactNumber", row.contact_number),
    ...optional("AccountNumber", row.account_number),
    ContactStatus: row.status,
    Name: row.name,
    ...optional("FirstName", row.first_name),
    ...optional("LastName", row.last_name),
    EmailAddress: row.email ?? "",
    IsSupplier: is_supplier === 1,
    IsCustomer: is_customer === 1,
    UpdatedDateUTC: writeMoment(row.updated_at),
    HasAttachments: false,
    HasValidationErrors: false,
  };
}

/** All of it. */
export function writeContact(row: ContactRow, standing: Standing) {
  const details = JSON.parse(row.details) as Details;
  const { Addresses, Phones, ...others } = details;
  const balances = {
    AccountsReceivable: writeBalance(standing.receivable, standing.receivable_overdue),
    AccountsPayable: writeBalance(standing.payable, standing.payable_overdue),
  };
  const hasBalance = standing.receivable !== 0 || standing.payable !== 0;
  return {
    ...writeContactSummary(row, standing),
    BankAccountDetails: "",
    SalesTrackingCategories: [],
    PurchasesTrackingCategories: [],
    ContactPersons: [],
    ...others,
    Addresses: ["STREET", "POBOX"].map((type) => ofType(Addresses, "AddressType", type, emptyAddress)),
    Phones: ["DEFAULT", "DDI", "FAX", "MOBILE"].map((type) => ofType(Phones, "PhoneType", type, emptyPhone)),
    ContactGroups: [],
    ...(hasBalance ? { Balances: balances } : {}),
  };
}

const emptyAddress = { City: "", Region: "", PostalCode: "", Country: "" };
const emptyPhone = { PhoneNumber: "", PhoneAreaCode: "", PhoneCountryCode: "" };

/** Xero shows one of each type, empty where there is none. */
function ofType(kept: unknown, name: string, type: string, empty: Details): Details {
  const found = Array.isArray(kept) ? (kept as Details[]).find((each) => each[name] === type) : undefined;
  return { [name]: type, ...empty, ...found };
}

function writeBalance(outstanding: Cents, overdue: Cents) {
  return { Outstanding: writeDecimal(outstanding, 2), Overdue: writeDecimal(overdue, 2) };
}

function optional(name: string, value: string | null): Details {
  return value === null ? {} : { [name]: value };
}
