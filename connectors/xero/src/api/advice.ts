/**
 * What to do about Xero's error messages.
 *
 * Several mean something else than a reader expects. Each row is a part of a message, letter case aside, and the sentence
 * that an agent, or the person it reports to, needs beside it.
 */

const rows: readonly (readonly [part: string, sentence: string])[] = [
  [
    "Invoice not of valid status for modification",
    "get_invoice shows `Status`: a draft or submitted one may be changed in everything, an authorised one without payments too, a paid, voided or deleted one in nothing.",
  ],
  [
    "has a payment or credit note allocated",
    "A person has to remove the payment or credit in Xero first; Reference, DueDate, SentToContact, BrandingThemeID and Url can be changed all the same.",
  ],
  ["Account code", "list_accounts shows the codes; only active ones can be used."],
  ["account could not be found", "list_accounts shows the codes; only active ones can be used."],
  ["TaxType", "list_accounts shows the `TaxType` that each account uses; leave it out to use that."],
  ["contact name", "list_contacts with searchTerm finds the contact that has this name already."],
  ["Invoice # must be unique", "list_invoices with invoiceNumbers finds the one that has this number already."],
  [
    "lock date",
    "The books are closed for that day: use a later date, or a person has to move the lock date (`PeriodLockDate` in list_organisations).",
  ],
  [
    "line total",
    "LineAmount must be Quantity times UnitAmount, less the discount: leave it out and Xero works it out.",
  ],
  [
    "QueryParseException",
    'Write `where` like Status=="AUTHORISED" AND Date>=DateTime(2026,1,31) AND Contact.ContactID==guid("…").',
  ],
  ["Idempotency", "A key belongs to one exact request: leave idempotencyKey out for another one."],
];

/** What to add to a message of Xero; `undefined` where it speaks for itself. */
export function advice(message: string): string | undefined {
  const said = message.toLowerCase();
  return rows.find(([part]) => said.includes(part.toLowerCase()))?.[1];
}
