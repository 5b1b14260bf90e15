/** A quote as it is sent. */
import { contactReference } from "../contacts/contact-kind.js";
import { lineItems } from "../documents/line-kind.js";
import { day, decimal, guid, object, type Sent, text, word } from "../http/shape.js";

export const quoteStatuses = ["DRAFT", "SENT", "DECLINED", "ACCEPTED", "INVOICED", "DELETED"] as const;
export type QuoteStatus = (typeof quoteStatuses)[number];

const quoteShape = {
  QuoteID: guid,
  QuoteNumber: text,
  Reference: text,
  Terms: text,
  Contact: contactReference,
  LineItems: lineItems,
  Date: day,
  ExpiryDate: day,
  Status: word(quoteStatuses),
  CurrencyCode: text,
  CurrencyRate: decimal(6),
  Title: text,
  Summary: text,
  BrandingThemeID: guid,
  LineAmountTypes: word(["EXCLUSIVE", "INCLUSIVE", "NOTAX"]),
};

export type SentQuote = Sent<typeof quoteShape>;
export const quote = object(quoteShape);

/** How long texts may be. */
export const quoteLengths: Readonly<Record<string, number>> = {
  QuoteNumber: 255,
  Reference: 4000,
  Terms: 4000,
  Title: 100,
  Summary: 3000,
};
