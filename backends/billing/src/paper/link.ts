/**
 * Where an invoice is shown to its client, who has no login here: the address holds a key that only these books can
 * make, so that nobody finds an invoice by counting.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Db } from "../database/tables.js";

/** Characters of base64url: 132 bits. */
const keyLength = 22;

/** The path of an invoice's page or PDF, below the address of the books. */
export async function invoicePath(db: Db, invoiceId: number, kind: "page" | "pdf" = "page"): Promise<string> {
  return `/invoices/${invoiceId}${kind === "pdf" ? ".pdf" : ""}?key=${await keyOf(db, invoiceId)}`;
}

/** Whether the key is that of this invoice. */
export async function opensInvoice(db: Db, invoiceId: number, key: string): Promise<boolean> {
  const expected = Buffer.from(await keyOf(db, invoiceId));
  const given = Buffer.from(key);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function keyOf(db: Db, invoiceId: number): Promise<string> {
  const { secret } = await db
    .selectFrom("signing_keys")
    .select("secret")
    .where("purpose", "=", "invoice links")
    .executeTakeFirstOrThrow();
  return createHmac("sha256", secret).update(`invoice ${invoiceId}`).digest("base64url").slice(0, keyLength);
}
