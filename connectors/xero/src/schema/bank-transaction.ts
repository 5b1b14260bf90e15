/** Bank transactions: money spent and received, without an invoice. */
import { z } from "zod";
import { contactName, contactReference } from "./contact.js";
import { date, decimal, fields, flag, id, oneOf, text } from "./input.js";
import { changedLines, lineAmountTypes, lines, newLine } from "./line-item.js";
import { flags, list, numbers, record, texts } from "./output.js";

const computed = [
  ..."SubTotal TotalTax Total PrepaymentID OverpaymentID UpdatedDateUTC HasAttachments StatusAttributeString".split(
    " ",
  ),
  ..."ValidationErrors DateString".split(" "),
];

const account = fields("a bank account here", {
  AccountID: id("`AccountID` in list_accounts").optional(),
  Code: text("`Code` in list_accounts", 10).optional(),
}).refine((given) => given.AccountID !== undefined || given.Code !== undefined, "must have AccountID or Code");

const type = oneOf(
  ["SPEND", "RECEIVE", "SPEND-OVERPAYMENT", "RECEIVE-OVERPAYMENT", "SPEND-PREPAYMENT", "RECEIVE-PREPAYMENT"],
  "SPEND is money out, RECEIVE money in. Transfers between accounts cannot be made here",
);

const shape = {
  Contact: contactReference.optional().describe("To whom or from whom"),
  BankAccount: account,
  IsReconciled: flag("true marks it as found on the bank's statement: leave that to a person").optional(),
  Date: date("When the money moved; today if left out").optional(),
  Reference: text("Only for SPEND and RECEIVE").optional(),
  LineAmountTypes: lineAmountTypes.optional(),
  CurrencyCode: text("Such as EUR", 3).optional(),
  CurrencyRate: decimal(6, "The rate to the organisation's currency; that of the day if left out").optional(),
  Url: text("The address of a source document").optional(),
};

/** A transaction to create. */
export const newBankTransaction = fields(
  "a bank transaction",
  { Type: type, ...shape, LineItems: z.array(newLine).min(1, "must not be empty") },
  { computed: [...computed, "BankTransactionID", "Status"] },
);

/** The fields of a transaction that a change can give. */
export const changedBankTransaction = fields(
  "a bank transaction",
  {
    BankTransactionID: id("May repeat the bankTransactionID beside it; no other").optional(),
    Type: type.optional().describe("Cannot change"),
    Status: oneOf(["AUTHORISED", "DELETED"], "DELETED takes it out of the books, for good").optional(),
    ...shape,
    Date: date("When the money moved").optional(),
    BankAccount: account.optional(),
    LineItems: changedLines("All the lines that it is to have, as in update_invoice. Leave it out to keep the lines"),
  },
  { computed },
);

/** A transaction as a change gives it. */
export type ChangedBankTransaction = z.output<typeof changedBankTransaction>;

/** Transactions as Xero gives them. */
export const bankTransactions = list(
  texts("BankTransactionID Type Status Date Reference LineAmountTypes CurrencyCode UpdatedDateUTC Url"),
  texts("StatusAttributeString"),
  numbers("SubTotal TotalTax Total CurrencyRate"),
  flags("IsReconciled HasAttachments"),
  { Contact: contactName, BankAccount: record(texts("AccountID Code Name")).optional(), LineItems: lines },
  { ValidationErrors: list(texts("Message")) },
);
