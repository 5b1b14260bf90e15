/** Invoices: sales invoices and bills. */
import type { Invoices } from "xero-node";
import { z } from "zod";
import { sdkNames } from "../api/sdk-names.js";
import { faultOfChange, type PresentInvoice } from "../changes/invoice.js";
import { faultOfRequest, requested } from "../changes/request.js";
import {
  flag,
  id,
  idempotencyKey,
  listedId,
  order,
  page,
  pageSize,
  removeLineItems,
  tenant,
  unitdp,
  where,
  wrapped,
} from "../schema/input.js";
import { changedInvoice, invoices } from "../schema/invoice.js";
import { envelope, pagination } from "../schema/output.js";
import { type Tool, tool } from "../tool.js";
import { changes, reads } from "./support.js";

const invoiceID = id(
  "The invoice: `InvoiceID` in list_invoices, which finds it by its printed number with invoiceNumbers",
);
const statuses = ["DRAFT", "SUBMITTED", "AUTHORISED", "PAID", "VOIDED", "DELETED"] as const;

const invoiceNumber = z.string().regex(/^[^,]+$/, "must be one printed number, without a comma: Xero would read two");

export const invoiceTools: readonly Tool[] = [
  tool({
    name: "list_invoices",
    title: "List Invoices",
    description:
      "Lists sales invoices (Type ACCREC) and bills (ACCPAY), a page at a time, with lines. Amounts are in the currency of `CurrencyCode`: never add across currencies. What is still to pay is `AmountDue`, of AUTHORISED ones only; overdue is DueDate in the past and AmountDue above 0. Read every page before adding up. Changes nothing.",
    effect: "reads",
    input: {
      where: where('Type=="ACCREC" AND DueDate<DateTime(2026,1,31)').optional(),
      order: order("DueDate ASC").optional(),
      contactIDs: z.array(listedId).min(1, "must not be empty").optional().describe("Only those of these contacts"),
      invoiceNumbers: z
        .array(invoiceNumber)
        .min(1, "must not be empty")
        .optional()
        .describe("Only those with these printed numbers"),
      statuses: z
        .array(z.enum(statuses))
        .min(1, "must not be empty")
        .optional()
        .describe("Only those in these statuses"),
      page: page.optional(),
      pageSize: pageSize.optional(),
      includeArchived: flag("true lists archived ones too").optional(),
      tenant: tenant.optional(),
    },
    output: { ...envelope, pagination, Invoices: invoices },
    run: (args, context) =>
      reads(context, args, (api, tenantId) =>
        api.getInvoices(
          tenantId,
          undefined,
          args.where,
          args.order,
          undefined,
          args.invoiceNumbers,
          args.contactIDs,
          args.statuses,
          args.page ?? 1,
          args.includeArchived,
          undefined,
          undefined,
          undefined,
          args.pageSize,
        ),
      ),
  }),
  tool({
    name: "get_invoice",
    title: "Get Invoice",
    description:
      "Shows one sales invoice or bill with its lines (`LineItemID` is what update_invoice wants), payments and what is still to pay. Without unitdp 4 unit amounts are shown rounded to two decimals. Changes nothing.",
    effect: "reads",
    input: { invoiceID, unitdp: unitdp.optional(), tenant: tenant.optional() },
    output: { ...envelope, pagination, Invoices: invoices },
    run: (args, context) =>
      reads(context, args, (api, tenantId) => api.getInvoice(tenantId, args.invoiceID, args.unitdp)),
  }),
  tool({
    name: "update_invoice",
    title: "Update Invoice",
    description:
      "Changes one sales invoice or bill; fields left out stay. It is read first, and what Xero would refuse or do unasked is refused with what would be right. DRAFT and SUBMITTED: everything. AUTHORISED: with Status AUTHORISED given again, and once there is a payment or credit only Reference, DueDate, SentToContact, BrandingThemeID and Url. PAID, VOIDED, DELETED: nothing. LineItems are all its lines: give each present one by its LineItemID to keep it (with the fields to change), or in removeLineItems to delete it; a line without LineItemID is new and comes first. Setting AUTHORISED puts it in the books and makes it owed; VOIDED and DELETED end it for good.",
    effect: "changes",
    seenIn: "get_invoice",
    input: {
      invoiceID,
      invoices: wrapped("Invoices", changedInvoice),
      removeLineItems: removeLineItems.optional(),
      unitdp: unitdp.optional(),
      idempotencyKey: idempotencyKey.optional(),
      tenant: tenant.optional(),
    },
    fault: (args) => faultOfRequest(requested(args.invoiceID, args.invoices.Invoices, args), "InvoiceID"),
    output: { ...envelope, pagination, Invoices: invoices },
    run: (args, context) => {
      const request = requested(args.invoiceID, args.invoices.Invoices, args);
      const change = { ...request.change, InvoiceID: args.invoiceID };
      const body = sdkNames({ ...args.invoices, Invoices: [change] }) as Invoices;
      return changes<PresentInvoice>(context, args, {
        id: args.invoiceID,
        plural: "Invoices",
        read: (api, tenantId) => api.getInvoice(tenantId, args.invoiceID, 4),
        fault: (invoice) => faultOfChange(request, invoice),
        write: () => (api, tenantId, key) => api.updateInvoice(tenantId, args.invoiceID, body, args.unitdp, key),
      });
    },
  }),
];
