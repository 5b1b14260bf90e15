/** Payments and quotes, to look at. */
import { contactName } from "../schema/contact.js";
import { date, filled, id, oneOf, order, page, pageSize, tenant, where } from "../schema/input.js";
import { lines } from "../schema/line-item.js";
import { envelope, flags, list, numbers, pagination, record, texts } from "../schema/output.js";
import { type Tool, tool } from "../tool.js";
import { reads } from "./support.js";

export const paymentAndQuoteTools: readonly Tool[] = [
  tool({
    name: "list_payments",
    title: "List Payments",
    description:
      "Lists payments of invoices, bills and credit notes, a page at a time: `Amount` in the currency of the invoice, the invoice and its contact, the bank account. DELETED ones count no more. Changes nothing.",
    effect: "reads",
    input: {
      where: where('Status=="AUTHORISED" AND Date>=DateTime(2026,1,1)').optional(),
      order: order("Date DESC").optional(),
      page: page.optional(),
      pageSize: pageSize.optional(),
      tenant: tenant.optional(),
    },
    output: {
      ...envelope,
      pagination,
      Payments: list(
        texts("PaymentID PaymentType Status Date Reference UpdatedDateUTC"),
        numbers("Amount BankAmount CurrencyRate"),
        flags("IsReconciled HasAccount"),
        {
          Account: record(texts("AccountID Code Name")).optional(),
          Invoice: record(texts("InvoiceID InvoiceNumber Type CurrencyCode"), { Contact: contactName }).optional(),
        },
      ),
    },
    run: (args, context) =>
      reads(context, args, (api, tenantId) =>
        api.getPayments(tenantId, undefined, args.where, args.order, args.page ?? 1, args.pageSize),
      ),
  }),
  tool({
    name: "list_quotes",
    title: "List Quotes",
    description:
      "Lists quotes with their lines and totals, a page of 100 at a time. An ACCEPTED one is not owed before it is INVOICED. Changes nothing.",
    effect: "reads",
    input: {
      dateFrom: date("Issued on this day or later").optional(),
      dateTo: date("Issued on this day or earlier").optional(),
      expiryDateFrom: date("Ending on this day or later").optional(),
      expiryDateTo: date("Ending on this day or earlier").optional(),
      contactID: id("Only those of this contact: `ContactID` in list_contacts").optional(),
      status: oneOf(["DRAFT", "SENT", "DECLINED", "ACCEPTED", "INVOICED", "DELETED"], "Only these").optional(),
      quoteNumber: filled("Only the one with this printed number").optional(),
      order: order("Date DESC").optional(),
      page: page.optional(),
      tenant: tenant.optional(),
    },
    output: {
      ...envelope,
      pagination,
      Quotes: list(
        texts("QuoteID QuoteNumber Status Date ExpiryDate Reference Title Summary Terms LineAmountTypes CurrencyCode"),
        texts("BrandingThemeID UpdatedDateUTC"),
        numbers("SubTotal TotalTax Total TotalDiscount CurrencyRate"),
        { Contact: contactName, LineItems: lines },
      ),
    },
    run: (args, context) =>
      reads(context, args, (api, tenantId) =>
        api.getQuotes(
          tenantId,
          undefined,
          args.dateFrom,
          args.dateTo,
          args.expiryDateFrom,
          args.expiryDateTo,
          args.contactID,
          args.status,
          args.page ?? 1,
          args.order,
          args.quoteNumber,
        ),
      ),
  }),
];
