/** What Xero's answers look like, small: for an API that records. */
import type { Recorded } from "./recording-api.js";

/** Ids of the samples. */
export const ids = {
  invoice: "a03ffcd2-5d91-4c7e-b483-318584e9e439",
  line: "b18f39d9-7739-4246-9288-72afe939d2d5",
  otherLine: "c28f39d9-7739-4246-9288-72afe939d2d5",
  contact: "430fa14a-f945-44d3-9f97-5df5e28441b8",
  account: "ebd06280-af70-4bed-97c6-7451a454ad85",
  transaction: "db54aab0-ad40-4ced-bcff-0940ba20db2c",
  tracking: "351953c4-8127-4009-88c3-f9cd8c9cbe9f",
};

const contact = { ContactID: ids.contact, Name: "O'Brien & Co <b>x</b>", IsCustomer: true };
const line = (LineItemID: string) => ({
  LineItemID,
  Description: "Guitars & more",
  Quantity: 2,
  UnitAmount: 10.5,
  LineAmount: 21,
  TaxAmount: 3.15,
  TaxType: "OUTPUT2",
  AccountCode: "200",
  Tracking: [],
});

/** The invoice that every test may change: a draft with two lines, unless it says otherwise. */
export const invoice = {
  InvoiceID: ids.invoice,
  Type: "ACCREC",
  Status: "DRAFT",
  InvoiceNumber: "INV-0006",
  Contact: contact,
  LineItems: [line(ids.line), line(ids.otherLine)],
  Date: "/Date(1551916800000+0000)/",
  DateString: "2019-03-07T00:00:00",
  DueDate: "/Date(1552435200000+0000)/",
  DueDateString: "2019-03-13T00:00:00",
  LineAmountTypes: "Exclusive",
  SubTotal: 42,
  TotalTax: 6.3,
  Total: 48.3,
  AmountDue: 48.3,
  AmountPaid: 0,
  AmountCredited: 0,
  CurrencyCode: "NZD",
  SentToContact: false,
  UpdatedDateUTC: "/Date(1551981568133+0000)/",
  UpdatedDateUTCString: "2019-03-07T17:59:28Z",
};

/** The bank transaction of the samples. */
export const bankTransaction = {
  BankTransactionID: ids.transaction,
  Type: "SPEND",
  Status: "AUTHORISED",
  Contact: contact,
  BankAccount: { AccountID: ids.account, Code: "091", Name: "Business Savings" },
  LineItems: [line(ids.line)],
  Date: "/Date(1551139200000+0000)/",
  IsReconciled: false,
  LineAmountTypes: "Inclusive",
  Total: 24.15,
  CurrencyCode: "NZD",
};

const pagination = { page: 1, pageSize: 100, pageCount: 1, itemCount: 1 };

const collections: Readonly<Record<string, { readonly list: readonly object[]; readonly paged?: true }>> = {
  Organisation: {
    list: [{ OrganisationID: "b2c885a9-4bb9-4a00-9b6e-6c2bf60b1a2b", Name: "Acme", APIKey: "K3YOFXERO" }],
  },
  Accounts: { list: [{ AccountID: ids.account, Code: "091", Name: "Business Savings", Type: "BANK" }] },
  Contacts: { list: [contact], paged: true },
  Invoices: { list: [invoice], paged: true },
  BankTransactions: { list: [bankTransaction], paged: true },
  Payments: {
    list: [
      { PaymentID: ids.line, Amount: 46, Date: "/Date(1543449600000+0000)/", Invoice: { InvoiceID: ids.invoice } },
    ],
    paged: true,
  },
  Quotes: { list: [{ QuoteID: ids.line, QuoteNumber: "QU-0001", Date: "/Date(1571875200000)/", Contact: contact }] },
};

const report = {
  ReportName: "Balance Sheet",
  ReportTitles: ["Balance Sheet", "Acme", "As at 30 April 2019"],
  ReportDate: "12 April 2019",
  Rows: [
    { RowType: "Header", Cells: [{ Value: "" }, { Value: "30 Apr 2019" }] },
    {
      RowType: "Section",
      Title: "Bank",
      Rows: [{ RowType: "Row", Cells: [{ Value: "Savings" }, { Value: "-1850.00" }] }],
    },
  ],
};

/** The answer to a request: what was asked for, or what was written as it would be saved. */
export function sampleAnswer({ method, path, query, body }: Recorded): object {
  const [, name = "", id] = /^\/api\.xro\/2\.0\/(\w+)(?:\/([^/]+))?$/.exec(path) ?? [];
  const envelope = { Id: "1", Status: "OK", ProviderName: "Tests", DateTimeUTC: "/Date(1551981658323)/" };
  if (name === "Reports") return { ...envelope, Reports: [report] };
  const { list, paged } = collections[name] ?? { list: [] };
  const plural = name === "Organisation" ? "Organisations" : name;
  if (method === "GET") {
    const some = paged === true && id === undefined && query.page !== undefined ? { pagination } : {};
    return { ...envelope, ...some, [plural]: list };
  }
  const sent = (body as Readonly<Record<string, readonly object[]>>)[plural] ?? [];
  return { ...envelope, [plural]: sent.map((each) => ({ ...list[0], ...each, StatusAttributeString: "OK" })) };
}
