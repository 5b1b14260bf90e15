/** An invoice as it is sent: a sale (ACCREC) or a bill (ACCPAY). What Xero computes is passed over. */
import { contactReference } from "../contacts/contact-kind.js";
import { lineItems } from "../documents/line-kind.js";
import { day, decimal, flag, guid, object, type Sent, text, word } from "../http/shape.js";

const invoiceTypes = [
  "ACCREC",
  "ACCPAY",
  "ACCPAYCREDIT",
  "APOVERPAYMENT",
  "APPREPAYMENT",
  "ACCRECCREDIT",
  "AROVERPAYMENT",
  "ARPREPAYMENT",
] as const;

const invoiceShape = {
  InvoiceID: guid,
  InvoiceNumber: text,
  Type: word(invoiceTypes),
  Contact: contactReference,
  LineItems: lineItems,
  Date: day,
  DueDate: day,
  LineAmountTypes: word(["Exclusive", "Inclusive", "NoTax"]),
  Reference: text,
  BrandingThemeID: guid,
  Url: text,
  CurrencyCode: text,
  CurrencyRate: decimal(6),
  Status: word(["DRAFT", "SUBMITTED", "DELETED", "AUTHORISED", "PAID", "VOIDED"]),
  SentToContact: flag,
  ExpectedPaymentDate: day,
  PlannedPaymentDate: day,
};

export type SentInvoice = Sent<typeof invoiceShape>;
export const invoice = object(invoiceShape);

/** How long texts may be. */
export const invoiceLengths: Readonly<Record<string, number>> = { InvoiceNumber: 255, Reference: 255, Url: 2000 };
