/** Mail about an invoice. */
import { escapeHtml } from "@turnpike/backend-kit";
import type { Context } from "../../context.js";
import { type MailAbout, queueMail } from "../../mail/queue-mail.js";
import { formatMoney } from "../../money/format.js";
import { invoicePath } from "../../paper/link.js";
import { currencyOf } from "../client.js";
import { balanceOf, type Invoice } from "./find.js";

/** Queues a mail about an invoice to its client. */
export async function mailInvoice(context: Context, invoice: Invoice, template: string): Promise<void> {
  await queueMail(context, { template, ...(await aboutInvoice(context, invoice)) });
}

/** What mail about an invoice is filled in with. */
export async function aboutInvoice(context: Context, invoice: Invoice): Promise<MailAbout> {
  const currency = await currencyOf(context.db, invoice.client_id);
  const items = await context.db
    .selectFrom("invoice_items")
    .select(["description", "amount"])
    .where("invoice_id", "=", invoice.id)
    .orderBy("id")
    .execute();
  const lines = items.map(
    ({ description, amount }) => `<li>${escapeHtml(description)}: ${escapeHtml(formatMoney(amount, currency))}</li>`,
  );
  return {
    to: { clientId: invoice.client_id },
    related: { type: "invoice", id: invoice.id },
    fields: {
      invoice_num: invoice.number || String(invoice.id),
      invoice_date: invoice.date,
      invoice_date_due: invoice.due_date,
      invoice_total: formatMoney(invoice.total, currency),
      invoice_balance: formatMoney(balanceOf(invoice), currency),
      invoice_html_link: await linkTo(context, invoice.id),
      invoice_html_contents: `<ul>${lines.join("")}</ul>`,
    },
  };
}

/** Only books that know where they are on the web can say where the invoice is. */
async function linkTo({ db, settings: { SystemURL } }: Context, invoiceId: number): Promise<string> {
  if (SystemURL === "") return "";
  const url = `${SystemURL.replace(/\/$/, "")}${await invoicePath(db, invoiceId)}`;
  return `<p><a href="${escapeHtml(url)}">See the invoice</a></p>`;
}
