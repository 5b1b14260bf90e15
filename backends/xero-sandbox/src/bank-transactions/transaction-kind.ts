/** A bank transaction as it is sent: money received or spent without an invoice. */
import { contactReference } from "../contacts/contact-kind.js";
import { lineItems } from "../documents/line-kind.js";
import { day, decimal, flag, guid, object, type Sent, text, word } from "../http/shape.js";

const transactionTypes = [
  "RECEIVE",
  "RECEIVE-OVERPAYMENT",
  "RECEIVE-PREPAYMENT",
  "SPEND",
  "SPEND-OVERPAYMENT",
  "SPEND-PREPAYMENT",
  "RECEIVE-TRANSFER",
  "SPEND-TRANSFER",
] as const;
export type TransactionType = (typeof transactionTypes)[number];

/** An account as a document names it. */
export const accountReference = object({ AccountID: guid, Code: text });

const transactionShape = {
  BankTransactionID: guid,
  Type: word(transactionTypes),
  Contact: contactReference,
  LineItems: lineItems,
  BankAccount: accountReference,
  IsReconciled: flag,
  Date: day,
  Reference: text,
  CurrencyCode: text,
  CurrencyRate: decimal(6),
  Url: text,
  Status: word(["AUTHORISED", "DELETED", "VOIDED"]),
  LineAmountTypes: word(["Exclusive", "Inclusive", "NoTax"]),
};

export type SentTransaction = Sent<typeof transactionShape>;
export const bankTransaction = object(transactionShape);

/** How long texts may be. */
export const transactionLengths: Readonly<Record<string, number>> = { Reference: 255, Url: 2000 };
