/**
 * Where an invoice is shown to its client, who has no login here: the address holds a key that only these books can
 * make, so that nobody finds an invoice by counting.
 */
import { createHmac, timingSafeEqual } from "node:crypto";

/** Characters of base64url: 132 bits. */
const keyLength = 22;

/** The path of an invoice's page; with `.pdf` at the end of its first part, that of its PDF. */
export function invoicePath(linkSecret: string, invoiceId: number, kind: "page" | "pdf"): string {
  return `/invoices/${invoiceId}${kind === "pdf" ? ".pdf" : ""}?key=${keyOf(linkSecret, invoiceId)}`;
}

/** Whether the key is that of this invoice. */
export function opensInvoice(linkSecret: string, invoiceId: number, key: string): boolean {
  const expected = Buffer.from(keyOf(linkSecret, invoiceId));
  const given = Buffer.from(key);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function keyOf(linkSecret: string, invoiceId: number): string {
  return createHmac("sha256", linkSecret).update(`invoice ${invoiceId}`).digest("base64url").slice(0, keyLength);
}
