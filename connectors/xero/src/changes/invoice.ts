/**
 * What may be changed of an invoice in which status, said before it is sent.
 *
 * Xero's own refusals name neither the status nor what would be right, and some changes it makes nobody asked for. The
 * invoice is read first. Changes that come through here wait for each other; what somebody else does between the look and
 * the change cannot be seen: Xero refuses it where a status has changed, and not where a line was added.
 */
import type { ChangedInvoice } from "../schema/invoice.js";
import { faultOfLines, type PresentLine } from "./lines.js";
import type { Requested } from "./request.js";

/** An invoice that is there, as far as a change depends on it. */
export type PresentInvoice = {
  readonly Status?: string;
  readonly Type?: string;
  readonly DueDate?: string;
  readonly AmountPaid?: number;
  readonly AmountCredited?: number;
  readonly LineItems?: readonly PresentLine[];
  readonly [field: string]: unknown;
};

/** What Xero would refuse, or do unasked, to this invoice. */
export function faultOfChange(request: Requested<ChangedInvoice>, present: PresentInvoice): string | undefined {
  const { change, removed, unitdp } = request;
  return (
    faultOfStatus(change, present) ??
    faultOfFields(change, present) ??
    faultOfLines({ given: change.LineItems, removed, unitdp, present: present.LineItems ?? [] })
  );
}

const open = ["DRAFT", "SUBMITTED", "AUTHORISED", "DELETED"];
const next: Readonly<Record<string, readonly string[]>> = {
  DRAFT: open,
  SUBMITTED: open,
  AUTHORISED: ["AUTHORISED", "VOIDED"],
};
const closed: Readonly<Record<string, string>> = {
  PAID: "a person has to remove its payments in Xero first",
  VOIDED: "it cannot be brought back",
  DELETED: "it cannot be brought back",
};

function faultOfStatus({ Status: wanted }: ChangedInvoice, { Status: is = "" }: PresentInvoice): string | undefined {
  const why = closed[is];
  if (why !== undefined) return `the invoice is ${is}: nothing of it can be changed, and ${why}`;
  const choices = next[is];
  if (choices === undefined) return undefined;
  if (wanted === undefined) {
    return is === "AUTHORISED"
      ? "the invoice is AUTHORISED, that is, in the books and owed: to change it all the same give Status AUTHORISED again; VOIDED ends it"
      : undefined;
  }
  if (choices.includes(wanted)) return undefined;
  return `an invoice that is ${is} cannot become ${wanted}; it can be ${choices.join(", ")}`;
}

/** What can be changed although there is a payment or a credit. */
const always = ["Reference", "DueDate", "SentToContact", "BrandingThemeID", "Url"];

/** What is said again to no effect: which invoice it is, the type that it has, the contact that stays. */
const isRepeated = (name: string, { Contact = {} }: ChangedInvoice): boolean =>
  ["InvoiceID", "Type", "Status"].includes(name) || (name === "Contact" && Object.keys(Contact).length === 0);

function faultOfFields(change: ChangedInvoice, present: PresentInvoice): string | undefined {
  const { Status: is, Type: type } = present;
  const becomes = change.Status ?? is;
  if (change.Type !== undefined && change.Type !== type) return `Type cannot change: the invoice is ${type}`;
  if (isSettledInPart(present)) {
    if (becomes === "VOIDED") {
      return "the invoice has a payment or credit, so it cannot be voided: a person has to remove that in Xero first";
    }
    const fixed = Object.keys(change).filter((name) => !always.includes(name) && !isRepeated(name, change));
    if (fixed.length > 0) {
      return `the invoice has a payment or credit, so ${fixed.join(", ")} cannot change; ${always.join(", ")} can`;
    }
  }
  if (["SUBMITTED", "AUTHORISED"].includes(becomes ?? "") && !change.DueDate && !present.DueDate) {
    return `an invoice needs a DueDate to be ${becomes}`;
  }
  if (change.SentToContact === true && becomes !== "AUTHORISED") {
    return `SentToContact can be set only when the invoice is AUTHORISED; it is ${is}`;
  }
  return discounted(change) && type === "ACCPAY"
    ? "a bill's lines have no discount: give the amount to pay"
    : undefined;
}

const discounted = ({ LineItems = [] }: ChangedInvoice): boolean =>
  LineItems.some(({ DiscountRate, DiscountAmount }) => (DiscountRate ?? DiscountAmount) !== undefined);

function isSettledInPart({ AmountPaid = 0, AmountCredited = 0 }: PresentInvoice): boolean {
  return AmountPaid !== 0 || AmountCredited !== 0;
}
