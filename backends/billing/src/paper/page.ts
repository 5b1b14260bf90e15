/**
 * The invoice as a web page: one document without scripts and without requests to anyone, readable on a phone, in light
 * and dark, and as a printed sheet.
 */
import { escapeHtml } from "@turnpike/backend-kit";
import { formatMoney } from "../money/format.js";
import type { InvoicePaper, PaperLine, PaperPayment } from "./invoice-paper.js";
import { style } from "./page-style.js";

/** `pdfUrl` is where the same invoice is had as a PDF, relative to the page. */
export function invoicePage(paper: InvoicePaper, pdfUrl: string): string {
  const title = `Invoice ${paper.number}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(`${title} · ${paper.payTo[0] ?? ""}`)}</title>
<style>${style}</style>
</head>
<body>
<main>
<header>
<div><h1>${escapeHtml(title)}</h1><p class="state ${paper.state.tone}">${escapeHtml(paper.state.word)}</p></div>
<a class="download" href="${escapeHtml(pdfUrl)}">Download PDF</a>
</header>
${due(paper)}
<section class="parties">
${party("Pay to", [...paper.payTo, paper.email])}
${party("Invoiced to", paper.billTo)}
<dl>${facts(paper)}</dl>
</section>
${lineTable(paper)}
${payments(paper)}
${notes(paper.notes)}
</main>
</body>
</html>
`;
}

/** What a payer wants to know first. */
function due({ state, balance, currency, dueDate, paymentMethod, paidAt, number }: InvoicePaper): string {
  if (state.tone === "over") return "";
  if (balance <= 0) {
    const when = paidAt === null ? "" : ` on ${paidAt.slice(0, 10)}`;
    return `<p class="due"><strong>Nothing to pay.</strong> Paid in full${when}.</p>`;
  }
  const by = paymentMethod === "" ? "" : ` by ${escapeHtml(paymentMethod)}`;
  const amount = escapeHtml(formatMoney(balance, currency));
  return `<p class="due"><strong>${amount}</strong> to pay until <time>${dueDate}</time>${by}, quoting invoice ${escapeHtml(number)}.</p>`;
}

function party(heading: string, lines: readonly string[]): string {
  const [first = "", ...rest] = lines.map((line) => escapeHtml(line).replace("@", "@<wbr>"));
  return `<address><h2>${heading}</h2><strong>${first}</strong><br>${rest.join("<br>")}</address>`;
}

function facts({ date, dueDate, paymentMethod, currency }: InvoicePaper): string {
  const rows = [
    ["Date", date],
    ["Due", dueDate],
    ["Payment", paymentMethod],
    ["Currency", currency.code],
  ];
  return rows
    .filter(([, value]) => value !== "")
    .map(([name = "", value = ""]) => `<div><dt>${name}</dt><dd>${escapeHtml(value)}</dd></div>`)
    .join("");
}

function lineTable(paper: InvoicePaper): string {
  const money = (amount: number) => escapeHtml(formatMoney(amount, paper.currency));
  const row = ({ description, amount, taxed }: PaperLine) =>
    `<tr><td>${multiline(description)}${taxed ? ' <abbr title="taxed">*</abbr>' : ""}</td><td>${money(amount)}</td></tr>`;
  const sum = (label: string, amount: number, css = "") =>
    `<tr${css}><th scope="row">${escapeHtml(label)}</th><td>${money(amount)}</td></tr>`;
  const sums = [
    sum("Subtotal", paper.subtotal),
    ...paper.taxes.map(({ label, amount }) => sum(label, amount)),
    ...(paper.credit === 0 ? [] : [sum("Credit", -paper.credit)]),
    sum("Total", paper.total, ' class="total"'),
    ...(paper.payments.length === 0 ? [] : [sum("Balance", paper.balance, ' class="total"')]),
  ];
  const star = paper.lines.some(({ taxed }) => taxed) ? '<p class="star">* taxed</p>' : "";
  return `<table class="lines">
<thead><tr><th scope="col">Description</th><th scope="col">Amount</th></tr></thead>
<tbody>${paper.lines.map(row).join("\n")}</tbody>
<tfoot>${sums.join("\n")}</tfoot>
</table>${star}`;
}

function payments({ payments: made, currency }: InvoicePaper): string {
  if (made.length === 0) return "";
  const row = ({ date, method, reference, amount }: PaperPayment) =>
    `<tr><td><time>${date}</time></td><td>${escapeHtml(method)}${reference === "" ? "" : `<br><small>${escapeHtml(reference)}</small>`}</td><td>${escapeHtml(formatMoney(amount, currency))}</td></tr>`;
  return `<h2>Payments</h2>
<table class="payments">
<thead><tr><th scope="col">Date</th><th scope="col">Method</th><th scope="col">Amount</th></tr></thead>
<tbody>${made.map(row).join("\n")}</tbody>
</table>`;
}

function notes(text: string): string {
  return text === "" ? "" : `<h2>Notes</h2><p>${multiline(text)}</p>`;
}

function multiline(text: string): string {
  return escapeHtml(text).replace(/\r?\n/g, "<br>");
}
