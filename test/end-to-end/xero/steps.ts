/** A step for every tool that the Xero server has. */
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Fields, Step } from "../support/step.js";
import type { Ledger } from "./ledger.js";

const listed = (answer: Fields, kind: string): readonly Fields[] => (answer[kind] ?? []) as readonly Fields[];
const only = (answer: Fields, kind: string): Fields => {
  const all = listed(answer, kind);
  expect(all).toHaveLength(1);
  return all[0] ?? {};
};

/** A name that would not survive being escaped, quoted or cut. */
const awkward = () => `O'Brien & Co <b>${randomUUID()}</b> ſ 日本`;

const paper = (unitAmount: number) => ({
  Description: "Paper & ink",
  Quantity: 2,
  UnitAmount: unitAmount,
  AccountCode: "453",
  TaxType: "NONE",
});

const signInSteps: readonly Step<Ledger>[] = [
  {
    tool: "authenticate",
    args: () => ({}),
    async check({ tenantId }, { answer }) {
      expect(answer).toMatchObject({
        status: "signed_in",
        tenants: expect.arrayContaining([{ tenantId }].map(subset)),
      });
    },
  },
  {
    tool: "list_organisations",
    args: ({ tenantId }) => ({ tenant: tenantId }),
    async check({ tenantId, rows }, { answer }) {
      const organisation = (await rows("organisations")).find(({ id }) => id === tenantId);
      expect(only(answer, "Organisations")).toMatchObject({
        OrganisationID: tenantId,
        Name: organisation?.name,
        BaseCurrency: organisation?.base_currency,
      });
    },
  },
];

function subset(fields: Fields): unknown {
  return expect.objectContaining(fields);
}

const accountSteps: readonly Step<Ledger>[] = [
  {
    tool: "list_accounts",
    args: () => ({ where: 'Type=="BANK"', order: "Code ASC" }),
    async check({ rows }, { answer }) {
      const banks = (await rows("accounts")).filter(({ type }) => type === "BANK").map(({ code }) => code);
      expect(listed(answer, "Accounts").map(({ Code }) => Code)).toEqual(banks.sort());
    },
  },
  {
    tool: "get_balance_sheet",
    args: async (ledger) => {
      await ledger.invoice("AUTHORISED");
      return { date: "2026-01-31" };
    },
    async check({ rows }, { answer }) {
      const receivable = (await rows("accounts")).find(({ system_account }) => system_account === "DEBTORS");
      const owed = (await rows("journal_lines"))
        .filter(({ account_id }) => account_id === receivable?.id)
        .reduce((sum, { amount }) => sum + Number(amount), 0);
      expect(owed).toBeGreaterThan(0);
      const text = JSON.stringify(only(answer, "Reports"));
      expect(text).toContain(`{"Value":"Accounts Receivable"`);
      expect(text).toContain(`{"Value":"${(owed / 100).toFixed(2)}"`);
    },
  },
];

const contactSteps: readonly Step<Ledger>[] = [
  {
    tool: "list_contacts",
    args: async (ledger) => {
      const Name = awkward();
      await ledger.put("Contacts", { Name });
      return { searchTerm: Name };
    },
    async check({ row }, { args, answer }) {
      const { ContactID, Name } = only(answer, "Contacts");
      expect(Name).toBe(args.searchTerm);
      expect(await row("contacts", ContactID)).toMatchObject({ name: Name });
    },
  },
  {
    tool: "create_contacts",
    args: () => ({ Contacts: [{ Name: awkward(), EmailAddress: "books@example.com" }] }),
    async check({ row }, { args, answer }) {
      const [{ Name } = { Name: "" }] = args.Contacts as readonly { Name: string }[];
      const { ContactID } = only(answer, "Contacts");
      expect(await row("contacts", ContactID)).toMatchObject({ name: Name, email: "books@example.com" });
    },
  },
];

const invoiceSteps: readonly Step<Ledger>[] = [
  {
    tool: "list_invoices",
    args: async (ledger) => ({ contactIDs: [(await ledger.invoice()).contactId], statuses: ["DRAFT"] }),
    async check({ row }, { answer }) {
      const { InvoiceID, Total, LineItems } = only(answer, "Invoices");
      expect(await row("invoices", InvoiceID)).toMatchObject({ total: 100_00, status: "DRAFT" });
      expect([Total, LineItems]).toMatchObject([100, [{ Description: "Advice" }]]);
    },
  },
  {
    tool: "get_invoice",
    args: async (ledger) => ({ invoiceID: (await ledger.invoice("AUTHORISED")).invoiceId }),
    async check({ row }, { args, answer }) {
      const stored = await row("invoices", args.invoiceID);
      expect(only(answer, "Invoices")).toMatchObject({
        InvoiceID: args.invoiceID,
        InvoiceNumber: stored?.number,
        AmountDue: 100,
        DueDate: "2026-02-10",
      });
    },
  },
  {
    tool: "update_invoice",
    args: async (ledger) => {
      const { invoiceId, lineId } = await ledger.invoice();
      const lines = [
        { LineItemID: lineId, UnitAmount: 60 },
        { ...paper(1.25), AccountCode: "200" },
      ];
      return { invoiceID: invoiceId, invoices: { Invoices: [{ Reference: "PO'7 & <b>8</b>", LineItems: lines }] } };
    },
    async check({ row, linesOf }, { args, answer }) {
      expect(only(answer, "Invoices")).toMatchObject({ InvoiceID: args.invoiceID, Total: 122.5 });
      const stored = await row("invoices", args.invoiceID);
      expect(stored).toMatchObject({ total: 122_50, status: "DRAFT", reference: "PO'7 & <b>8</b>" });
      const lines = await linesOf(args.invoiceID);
      expect(lines.map(({ line_amount }) => line_amount).sort()).toEqual([120_00, 2_50]);
    },
  },
];

const bankSteps: readonly Step<Ledger>[] = [
  {
    tool: "list_bank_transactions",
    args: async (ledger) => {
      const { contactId } = await ledger.spent();
      return { where: `Contact.ContactID==guid("${contactId}")` };
    },
    async check({ row }, { answer }) {
      const { BankTransactionID, Total } = only(answer, "BankTransactions");
      expect(Total).toBe(25.5);
      expect(await row("bank_transactions", BankTransactionID)).toMatchObject({ total: 25_50, type: "SPEND" });
    },
  },
  {
    tool: "get_bank_transaction",
    args: async (ledger) => ({ bankTransactionID: (await ledger.spent()).transactionId }),
    async check({ row }, { args, answer }) {
      const shown = only(answer, "BankTransactions");
      expect(shown).toMatchObject({ BankTransactionID: args.bankTransactionID, Total: 25.5 });
      expect(await row("bank_transactions", args.bankTransactionID)).toMatchObject({ total: 25_50 });
    },
  },
  {
    tool: "create_bank_transactions",
    args: async (ledger) => {
      const Contact = { ContactID: await ledger.contact() };
      const spent = { Type: "SPEND", Contact, BankAccount: { Code: "090" }, Date: "2026-01-15" };
      return { BankTransactions: [{ ...spent, LineItems: [paper(4.75)] }] };
    },
    async check({ row, linesOf }, { answer }) {
      const { BankTransactionID } = only(answer, "BankTransactions");
      expect(await row("bank_transactions", BankTransactionID)).toMatchObject({ total: 9_50, status: "AUTHORISED" });
      expect(await linesOf(BankTransactionID)).toMatchObject([{ description: "Paper & ink", line_amount: 9_50 }]);
    },
  },
  {
    tool: "update_bank_transaction",
    args: async (ledger) => {
      const { transactionId } = await ledger.spent();
      return { bankTransactionID: transactionId, bankTransactions: { BankTransactions: [{ Reference: "card 7" }] } };
    },
    async check({ row, linesOf }, { args }) {
      const stored = await row("bank_transactions", args.bankTransactionID);
      expect(stored).toMatchObject({ reference: "card 7", total: 25_50, status: "AUTHORISED" });
      expect(await linesOf(args.bankTransactionID)).toMatchObject([{ description: "Paper", line_amount: 25_50 }]);
    },
  },
];

const paymentAndQuoteSteps: readonly Step<Ledger>[] = [
  {
    tool: "list_payments",
    args: async (ledger) => {
      const { invoiceId } = await ledger.invoice("AUTHORISED");
      const Invoice = { InvoiceID: invoiceId };
      await ledger.put("Payments", { Invoice, Account: { Code: "090" }, Date: "2026-01-20", Amount: 40 });
      return { where: `Invoice.InvoiceID==guid("${invoiceId}")` };
    },
    async check({ row }, { answer }) {
      const { PaymentID, Amount } = only(answer, "Payments");
      expect(Amount).toBe(40);
      const payment = await row("payments", PaymentID);
      expect(payment).toMatchObject({ amount: 40_00, status: "AUTHORISED" });
      expect(await row("invoices", payment?.invoice_id)).toMatchObject({ amount_paid: 40_00, status: "AUTHORISED" });
    },
  },
  {
    tool: "list_quotes",
    args: async (ledger) => {
      const contactID = await ledger.contact();
      const line = { Description: "A site", Quantity: 1, UnitAmount: 900, AccountCode: "200", TaxType: "NONE" };
      const Contact = { ContactID: contactID };
      await ledger.put("Quotes", { Contact, Date: "2026-01-05", Status: "DRAFT", LineItems: [line] });
      return { contactID };
    },
    async check({ row }, { answer }) {
      const { QuoteID, Total } = only(answer, "Quotes");
      expect(Total).toBe(900);
      expect(await row("quotes", QuoteID)).toMatchObject({ total: 900_00, status: "DRAFT" });
    },
  },
];

export const allSteps: readonly Step<Ledger>[] = [
  ...signInSteps,
  ...accountSteps,
  ...contactSteps,
  ...invoiceSteps,
  ...bankSteps,
  ...paymentAndQuoteSteps,
];
