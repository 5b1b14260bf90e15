/**
 * What may become of an invoice in which status. Paid is reached by payments only, and left when they are taken back.
 */
import type { InvoiceRow, InvoiceStatus } from "../database/ledger-tables.js";
import type { SentInvoice } from "./invoice-kind.js";

/** The statuses that a caller may ask for, by the one that an invoice has. */
const allowed: Readonly<Record<InvoiceStatus, readonly InvoiceStatus[]>> = {
  DRAFT: ["DRAFT", "SUBMITTED", "AUTHORISED", "DELETED"],
  SUBMITTED: ["DRAFT", "SUBMITTED", "AUTHORISED", "DELETED"],
  AUTHORISED: ["AUTHORISED", "VOIDED"],
  PAID: [],
  VOIDED: [],
  DELETED: [],
};

/** The statuses of a new invoice. */
const initial: readonly InvoiceStatus[] = ["DRAFT", "SUBMITTED", "AUTHORISED"];

const notOfValidStatus = "Invoice not of valid status for modification";
const isAllocated = "This document cannot be edited as it has a payment or credit note allocated to it.";

/** What may still be changed when money was paid. The id and the type say which invoice is meant and change nothing. */
const light: ReadonlySet<string> = new Set([
  "InvoiceID",
  "Type",
  "Status",
  "Reference",
  "DueDate",
  "SentToContact",
  "BrandingThemeID",
  "Url",
]);

/** Why an invoice cannot become what was sent; undefined when it can. */
export function refusalOf(before: InvoiceRow | undefined, sent: SentInvoice): string | undefined {
  if (before === undefined) {
    return sent.Status === undefined || initial.includes(sent.Status) ? undefined : notOfValidStatus;
  }
  // An approved invoice is edited only by who says that it stays approved.
  const asked = sent.Status ?? (before.status === "AUTHORISED" ? undefined : before.status);
  const isLight = before.status === "AUTHORISED" && sent.Status === undefined && isTouchedLightly(before, sent);
  if (!isLight && (asked === undefined || !allowed[before.status].includes(asked))) return notOfValidStatus;
  if (before.amount_paid === 0) return undefined;
  return asked === "VOIDED" || !isTouchedLightly(before, sent) ? isAllocated : undefined;
}

function isTouchedLightly({ number }: InvoiceRow, sent: SentInvoice): boolean {
  return Object.entries(sent).every(
    ([name, value]) => light.has(name) || isEmpty(value) || (name === "InvoiceNumber" && value === number),
  );
}

/** `Contact: {}` and `LineItems: []` change nothing. */
function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
