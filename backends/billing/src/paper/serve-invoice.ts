/** An invoice at its own address, as a page or as a PDF. */
import { readSettings } from "../books/settings.js";
import type { Db } from "../database/tables.js";
import { readInvoicePaper } from "./invoice-paper.js";
import { invoicePath, opensInvoice } from "./link.js";
import { invoicePage } from "./page.js";

export type ServedPaper = {
  readonly type: string;
  readonly body: string | Buffer;
  readonly headers: Readonly<Record<string, string>>;
};

const address = /^\/invoices\/([1-9]\d{0,14})(\.pdf)?$/;

/** A page that nobody else's server learns of, and that no cache keeps. */
const headers = {
  "cache-control": "private, no-store",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
} as const;

/** The invoice at this address; nothing where there is none, and where the key is not its own: that is the same. */
export async function serveInvoice(db: Db, url: URL, today: string): Promise<ServedPaper | undefined> {
  const [, digits, pdf] = address.exec(url.pathname) ?? [];
  const id = Number(digits);
  if (digits === undefined || !(await opensInvoice(db, id, url.searchParams.get("key") ?? ""))) return undefined;
  const paper = await readInvoicePaper(db, await readSettings(db), id, today);
  if (paper === undefined) return undefined;
  if (pdf === undefined) {
    const body = invoicePage(paper, await invoicePath(db, id, "pdf"));
    return { type: "text/html; charset=utf-8", body, headers };
  }
  // Making PDFs takes long to load, and many books never make one.
  const { invoicePdf } = await import("./pdf.js");
  const disposition = { "content-disposition": `inline; filename="invoice-${id}.pdf"` };
  return { type: "application/pdf", body: await invoicePdf(paper), headers: { ...headers, ...disposition } };
}
