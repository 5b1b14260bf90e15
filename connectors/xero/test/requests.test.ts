/** What goes to Xero for each tool, on the wire. */
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Caller, callerAt, named } from "./support/calling.js";
import { documented } from "./support/documented.js";
import { tenants } from "./support/fake-access.js";
import { type RecordingApi, startRecordingApi } from "./support/recording-api.js";
import { ids } from "./support/samples.js";

let api: RecordingApi;
let caller: Caller;
beforeAll(async () => {
  api = await startRecordingApi();
  caller = callerAt(api.url);
});
afterEach(() => api.answer());
afterAll(() => api.close());

const day = "2026-03-31";
const line = { Description: "Work", Quantity: 1.5, UnitAmount: 100, AccountCode: "200" };

/** Arguments with every parameter, and the query that they make. */
const reading: readonly [tool: string, args: object, query: object][] = [
  ["list_accounts", { where: 'Type=="BANK"', order: "Code ASC" }, { where: 'Type=="BANK"', order: "Code ASC" }],
  [
    "list_contacts",
    { where: 'Name=="a+b & c"', order: "Name", page: 2, pageSize: 10, includeArchived: true, searchTerm: "ö, x" },
    {
      where: 'Name=="a+b & c"',
      order: "Name",
      page: "2",
      pageSize: "10",
      includeArchived: "true",
      searchTerm: "ö, x",
    },
  ],
  [
    "list_invoices",
    {
      where: "AmountDue>0",
      order: "Date DESC",
      contactIDs: [ids.contact, ids.account],
      invoiceNumbers: ["INV-1", "INV 2"],
      statuses: ["DRAFT", "SUBMITTED"],
      page: 3,
      pageSize: 50,
      includeArchived: false,
    },
    {
      where: "AmountDue>0",
      order: "Date DESC",
      ContactIDs: `${ids.contact},${ids.account}`,
      InvoiceNumbers: "INV-1,INV 2",
      Statuses: "DRAFT,SUBMITTED",
      page: "3",
      pageSize: "50",
      includeArchived: "false",
    },
  ],
  ["get_invoice", { invoiceID: ids.invoice, unitdp: 4 }, { unitdp: "4" }],
  [
    "list_bank_transactions",
    { where: 'Type=="SPEND"', order: "Date", page: 1, pageSize: 5 },
    { where: 'Type=="SPEND"', order: "Date", page: "1", pageSize: "5" },
  ],
  ["get_bank_transaction", { bankTransactionID: ids.transaction, unitdp: 2 }, { unitdp: "2" }],
  [
    "list_payments",
    { where: 'Status=="AUTHORISED"', order: "Date", page: 1, pageSize: 5 },
    { where: 'Status=="AUTHORISED"', order: "Date", page: "1", pageSize: "5" },
  ],
  [
    "list_quotes",
    {
      dateFrom: day,
      dateTo: day,
      expiryDateFrom: day,
      expiryDateTo: day,
      contactID: ids.contact,
      status: "SENT",
      quoteNumber: "QU-1",
      order: "Date",
      page: 4,
    },
    {
      DateFrom: day,
      DateTo: day,
      ExpiryDateFrom: day,
      ExpiryDateTo: day,
      ContactID: ids.contact,
      Status: "SENT",
      QuoteNumber: "QU-1",
      order: "Date",
      page: "4",
    },
  ],
  [
    "get_balance_sheet",
    {
      date: day,
      periods: 3,
      timeframe: "QUARTER",
      trackingOptionID1: ids.tracking,
      trackingOptionID2: ids.account,
      standardLayout: true,
      paymentsOnly: false,
    },
    {
      date: day,
      periods: "3",
      timeframe: "QUARTER",
      trackingOptionID1: ids.tracking,
      trackingOptionID2: ids.account,
      standardLayout: "true",
      paymentsOnly: "false",
    },
  ],
  ["list_organisations", {}, {}],
];

const operation = (name: string): string => documented.find((each) => each.name === name)?.http ?? "";
const pathOf = (name: string): string =>
  `/api.xro/2.0${operation(name).split(" ")[1]}`
    .replace("{InvoiceID}", ids.invoice)
    .replace("{BankTransactionID}", ids.transaction);

describe("a tool that reads", () => {
  it.each(reading)("%s sends every argument under Xero's name, and no body", async (name, args, query) => {
    const { isError, text } = await caller.call(name, { ...args, tenant: "Other & Sons" });
    expect(isError, text).toBe(false);
    const { method, path, query: sent, headers, body } = api.latest();
    expect({ method, path, query: sent, body }).toEqual({ method: "GET", path: pathOf(name), query, body: undefined });
    expect(headers).toMatchObject({ "xero-tenant-id": tenants[1].id, authorization: "Bearer token-0" });
    expect(headers["idempotency-key"]).toBeUndefined();
    expect(headers["if-modified-since"]).toBeUndefined();
  });

  it("asks for the first page when none is named, so that no answer is without end", async () => {
    for (const name of ["list_contacts", "list_invoices", "list_bank_transactions", "list_payments", "list_quotes"]) {
      await caller.call(name);
      expect(api.latest().query, name).toEqual({ page: "1" });
    }
  });

  it("asks every organisation for itself, and names them all", async () => {
    const { fields } = await caller.call("list_organisations");
    expect(fields).toMatchObject({
      Organisations: [{ tenantId: tenants[0].id }, { tenantId: tenants[1].id, tenantName: "Other & Sons" }],
      tenants: [{ tenantName: "Acme" }, { tenantName: "Other & Sons" }],
    });
  });
});

const tracking = { TrackingCategoryID: ids.tracking, TrackingOptionID: ids.account, Name: "Region", Option: "West" };
const wholeLine = {
  ...line,
  LineAmount: 150,
  ItemCode: "BOOK",
  AccountID: ids.account,
  TaxType: "OUTPUT2",
  TaxAmount: 22.5,
  Tracking: [tracking],
};
const reference = { ContactID: ids.contact, ContactNumber: "C-1", Name: "Acme" };
const sentInvoice = {
  Type: "ACCREC",
  Status: "AUTHORISED",
  Contact: reference,
  Date: day,
  DueDate: day,
  LineAmountTypes: "Inclusive",
  LineItems: [
    { ...wholeLine, DiscountRate: 10 },
    { ...wholeLine, LineItemID: ids.line, DiscountAmount: 5 },
    { LineItemID: ids.otherLine },
  ],
  InvoiceNumber: "INV-0007",
  Reference: "Tour",
  BrandingThemeID: ids.account,
  Url: "https://example.com/1",
  CurrencyCode: "NZD",
  CurrencyRate: 1.5,
  SentToContact: true,
  ExpectedPaymentDate: day,
  PlannedPaymentDate: day,
};
const sentContact = {
  Name: "Acme",
  ContactNumber: "C-1",
  AccountNumber: "A-1",
  FirstName: "Ada",
  LastName: "L",
  EmailAddress: "a@b.example",
  CompanyNumber: "1",
  ContactPersons: [{ FirstName: "B", LastName: "C", EmailAddress: "b@c.example", IncludeInEmails: false }],
  BankAccountDetails: "12-3",
  TaxNumber: "T-1",
  AccountsReceivableTaxType: "OUTPUT2",
  AccountsPayableTaxType: "INPUT2",
  Addresses: [
    {
      AddressType: "POBOX",
      AttentionTo: "x",
      AddressLine1: "1",
      AddressLine2: "2",
      AddressLine3: "3",
      AddressLine4: "4",
      City: "Bonn",
      Region: "NRW",
      PostalCode: "53111",
      Country: "Germany",
    },
  ],
  Phones: [{ PhoneType: "MOBILE", PhoneNumber: "1", PhoneAreaCode: "2", PhoneCountryCode: "49" }],
  DefaultCurrency: "EUR",
  XeroNetworkKey: "k",
  SalesDefaultAccountCode: "200",
  PurchasesDefaultAccountCode: "400",
  SalesDefaultLineAmountType: "INCLUSIVE",
  PurchasesDefaultLineAmountType: "NONE",
  SalesTrackingCategories: [{ TrackingCategoryName: "Region", TrackingOptionName: "West" }],
  PurchasesTrackingCategories: [{ TrackingCategoryName: "Region", TrackingOptionName: "East" }],
  PaymentTerms: { Bills: { Day: 15, Type: "OFCURRENTMONTH" }, Sales: { Day: 10, Type: "DAYSAFTERBILLDATE" } },
};
const sentTransaction = {
  Type: "SPEND",
  Contact: reference,
  BankAccount: { AccountID: ids.account, Code: "091" },
  IsReconciled: false,
  Date: day,
  Reference: "R",
  LineAmountTypes: "NoTax",
  CurrencyCode: "NZD",
  CurrencyRate: 1,
  Url: "https://example.com/2",
  LineItems: [wholeLine],
};

type Written = readonly [tool: string, args: object, query: object, body: object];
const writing: readonly Written[] = [
  ["create_contacts", { Contacts: [sentContact] }, { summarizeErrors: "false" }, { Contacts: [sentContact] }],
  [
    "create_bank_transactions",
    { BankTransactions: [sentTransaction], unitdp: 4 },
    { summarizeErrors: "false", unitdp: "4" },
    { BankTransactions: [sentTransaction] },
  ],
  [
    "update_invoice",
    { invoiceID: ids.invoice, invoices: { Invoices: [sentInvoice] }, unitdp: 4 },
    { unitdp: "4" },
    { Invoices: [{ ...sentInvoice, InvoiceID: ids.invoice }] },
  ],
  [
    "update_bank_transaction",
    {
      bankTransactionID: ids.transaction,
      bankTransactions: {
        BankTransactions: [
          { ...sentTransaction, Status: "AUTHORISED", LineItems: [{ ...wholeLine, LineItemID: ids.line }] },
        ],
      },
      unitdp: 4,
    },
    { unitdp: "4" },
    {
      BankTransactions: [
        {
          ...sentTransaction,
          Status: "AUTHORISED",
          LineItems: [{ ...wholeLine, LineItemID: ids.line }],
          BankTransactionID: ids.transaction,
        },
      ],
    },
  ],
];

type Schema = { readonly properties?: Readonly<Record<string, Schema>>; readonly items?: Schema };

/** The schema of the elements that the tool writes. */
function elementOf(name: string): Schema {
  const schema = named(name).input["~standard"].jsonSchema.input({ target: "draft-2020-12" }) as Schema;
  const [list = ""] = Object.keys(schema.properties ?? {}).filter(
    (key) => /^[A-Z]\w+s$/.test(key) && key !== "Warnings",
  );
  if (list !== "") return schema.properties?.[list]?.items ?? {};
  const [wrapped] = Object.entries(schema.properties ?? {}).filter(([key]) =>
    /^(invoices|bankTransactions)$/.test(key),
  );
  const [, inner] =
    Object.entries(wrapped?.[1].properties ?? {}).find(([key]) => /^(Invoices|BankTransactions)$/.test(key)) ?? [];
  return inner?.items ?? {};
}

/** The fields of a schema, down to the last, that none of `values` has. */
function untried({ properties = {} }: Schema, values: readonly unknown[], path: string): readonly string[] {
  return Object.entries(properties).flatMap(([field, schema]) => {
    const given = values.flatMap((value) => (value as Readonly<Record<string, unknown>>)[field] ?? []);
    return given.length === 0 ? [`${path}.${field}`] : untried(schema.items ?? schema, given, `${path}.${field}`);
  });
}

// A line has one of them, and update_invoice tries both.
const discounts = (name: string): readonly string[] =>
  name === "create_contacts" ? [] : [`${name}.LineItems.DiscountRate`, `${name}.LineItems.DiscountAmount`];

describe("a tool that writes", () => {
  it.each(writing)(
    "%s sends each field as it was given, with an idempotency key of its own",
    async (name, args, query, body) => {
      const { isError, text } = await caller.call(name, args);
      expect(isError, text).toBe(false);
      const { method, path, query: sent, headers, body: written } = api.latest();
      expect(`${method} ${path}`).toBe(`${operation(name).split(" ")[0]} ${pathOf(name)}`);
      expect(sent).toEqual(query);
      expect(written).toEqual(body);
      expect(headers["idempotency-key"]).toMatch(/^[\w-]{20,128}$/);
      await caller.call(name, args);
      expect(api.latest().headers["idempotency-key"]).not.toBe(headers["idempotency-key"]);
      await caller.call(name, { ...args, idempotencyKey: "mine" });
      expect(api.latest().headers["idempotency-key"]).toBe("mine");
    },
  );

  it.each(writing)("%s is tried here with every field that its schema has", (name, _, __, body) => {
    const sent = Object.values(body).flat();
    expect(untried(elementOf(name), sent, name)).toEqual(name === "update_invoice" ? [] : discounts(name));
    expect(untried(elementOf(name), [], name).length).toBeGreaterThan(10);
  });

  it("takes Xero's envelope back as Xero gave it", async () => {
    const pagination = { page: 1, pageSize: 100, pageCount: 1, itemCount: 1 };
    const Warnings = [{ Message: "m" }];
    const { isError, text } = await caller.call("create_contacts", { pagination, Warnings, Contacts: [{ Name: "a" }] });
    expect(isError, text).toBe(false);
    expect(api.latest().body).toEqual({ pagination, Warnings, Contacts: [{ Name: "a" }] });
  });
});

describe("text", () => {
  it("that anybody can write reaches Xero letter for letter, and comes back so", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }), async (written) => {
        const { fields, isError, text } = await caller.call("create_contacts", {
          Contacts: [{ Name: written, FirstName: "O'Brien & Co <b>x</b>", LastName: "/Date(0)/" }],
        });
        expect(isError, text).toBe(false);
        const sent = { Name: written, FirstName: "O'Brien & Co <b>x</b>", LastName: "/Date(0)/" };
        expect(api.latest().body).toEqual({ Contacts: [sent] });
        expect(fields.Contacts).toMatchObject([sent]);
      }),
      { numRuns: 60 },
    );
  });

  it("of a filter reaches Xero letter for letter", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }), async (where) => {
        await caller.call("list_contacts", { where, searchTerm: where });
        expect(api.latest().query).toEqual({ where, searchTerm: where, page: "1" });
      }),
      { numRuns: 60 },
    );
  });
});
