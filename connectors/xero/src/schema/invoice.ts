/** Invoices: sales invoices (ACCREC) and bills (ACCPAY). */
import type { z } from "zod";
import { contactName, contactReference } from "./contact.js";
import { date, decimal, fields, flag, id, oneOf, text } from "./input.js";
import { changedLines, lineAmountTypes, lines } from "./line-item.js";
import { flags, list, numbers, texts } from "./output.js";

/** What Xero works out or others bring about. */
const computed = [
  ..."SubTotal TotalTax Total TotalDiscount AmountDue AmountPaid AmountCredited FullyPaidOnDate Payments".split(" "),
  ..."Prepayments Overpayments CreditNotes UpdatedDateUTC HasAttachments IsDiscounted CISDeduction CISRate".split(" "),
  ..."HasErrors StatusAttributeString ValidationErrors Attachments RepeatingInvoiceID DateString".split(" "),
  ..."DueDateString UpdatedDateUTCString".split(" "),
];

/** The fields of an invoice that a change can give. */
export const changedInvoice = fields(
  "an invoice",
  {
    InvoiceID: id("May repeat the invoiceID beside it; no other").optional(),
    Type: oneOf(["ACCREC", "ACCPAY"], "Cannot change: ACCREC is a sales invoice, ACCPAY a bill").optional(),
    Status: oneOf(
      ["DRAFT", "SUBMITTED", "AUTHORISED", "DELETED", "VOIDED"],
      "AUTHORISED approves it: it is in the books and owed. It must be given again to change an authorised one. DELETED ends a draft or submitted one, VOIDED an authorised one; neither can be taken back. PAID comes of payments only",
    ).optional(),
    Contact: contactReference.optional().describe("Who owes or is owed; {} keeps it"),
    Date: date("When it was issued").optional(),
    DueDate: date("When it is to be paid").optional(),
    LineAmountTypes: lineAmountTypes.optional(),
    LineItems: changedLines(
      "All the lines that it is to have: those with their LineItemID stay and change in the fields given, those without are new. Leave it out to keep the lines",
    ),
    InvoiceNumber: text("The printed number", 255).optional(),
    Reference: text("Sales invoices: a further reference").optional(),
    BrandingThemeID: id("The look of the printed invoice").optional(),
    Url: text("The address of a source document").optional(),
    CurrencyCode: text("Such as EUR", 3).optional(),
    CurrencyRate: decimal(6, "The rate to the organisation's currency; that of the day if left out").optional(),
    SentToContact: flag("Marks it as sent; mails nothing. Only when it is authorised").optional(),
    ExpectedPaymentDate: date("Sales invoices: when payment is expected").optional(),
    PlannedPaymentDate: date("Bills: when payment is planned").optional(),
  },
  { computed },
);

/** An invoice as a change gives it. */
export type ChangedInvoice = z.output<typeof changedInvoice>;

/** Invoices as Xero gives them. */
export const invoices = list(
  texts("InvoiceID Type Status InvoiceNumber Reference Date DueDate LineAmountTypes CurrencyCode FullyPaidOnDate"),
  texts("BrandingThemeID Url ExpectedPaymentDate PlannedPaymentDate UpdatedDateUTC StatusAttributeString"),
  numbers("SubTotal TotalTax Total TotalDiscount AmountDue AmountPaid AmountCredited CurrencyRate"),
  flags("SentToContact HasAttachments HasErrors"),
  { Contact: contactName, LineItems: lines, Payments: list(texts("PaymentID Date"), numbers("Amount")) },
  { ValidationErrors: list(texts("Message")) },
);
