/**
 * The invoice as a PDF on A4, with fonts embedded that hold Latin, Greek, Cyrillic, Hebrew and Arabic letters and the
 * signs of all currencies. The same paper gives the same bytes.
 */
import { fileURLToPath } from "node:url";
import PDFDocument from "pdfkit";
import { formatMoney } from "../money/format.js";
import type { InvoicePaper } from "./invoice-paper.js";

const font = (name: string) => fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));

const ink = "#16202b";
const faint = "#5b6775";
const rule = "#d9dfe6";
const tones = { good: "#11653a", open: "#6a4a00", late: "#9a1b1b", over: "#5b6775" } as const;

/** Points. */
const margin = 56;
const amountWidth = 130;

type Sheet = {
  readonly doc: PDFKit.PDFDocument;
  readonly left: number;
  readonly width: number;
  readonly bottom: number;
};

/** The PDF whole. */
export function invoicePdf(paper: InvoicePaper): Promise<Buffer> {
  const doc = new PDFDocument({
    size: "A4",
    margin,
    bufferPages: true,
    info: {
      Title: `Invoice ${paper.number}`,
      Author: paper.payTo[0] ?? "",
      CreationDate: new Date(`${paper.date}T00:00:00Z`),
    },
  });
  doc.registerFont("regular", font("DejaVuSans")).registerFont("bold", font("DejaVuSans-Bold"));
  const { width, height } = doc.page;
  const sheet = { doc, left: margin, width: width - 2 * margin, bottom: height - margin - 24 };
  head(sheet, paper);
  parties(sheet, paper);
  lines(sheet, paper);
  sums(sheet, paper);
  payments(sheet, paper);
  block(sheet, "Notes", paper.notes);
  footers(sheet, paper);
  return collected(doc);
}

function collected(doc: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on("data", (chunk: Buffer) => chunks.push(chunk));
    doc.on("end", () => resolve(Buffer.concat(chunks)));
    doc.on("error", reject);
    doc.end();
  });
}

function head(
  { doc, left, width }: Sheet,
  { number, state, balance, currency, dueDate, paymentMethod }: InvoicePaper,
): void {
  doc
    .font("bold")
    .fontSize(20)
    .fillColor(ink)
    .text(`Invoice ${number}`, left, margin, { width: width - 120 });
  const after = doc.y;
  doc
    .fontSize(12)
    .fillColor(tones[state.tone])
    .text(state.word, left, margin + 6, { width, align: "right" });
  doc.y = Math.max(after, doc.y) + 6;
  if (state.tone === "over" || balance <= 0) return;
  const by = paymentMethod === "" ? "" : ` by ${paymentMethod}`;
  doc.font("bold").fontSize(11).fillColor(ink).text(formatMoney(balance, currency), left, doc.y, { continued: true });
  doc.font("regular").fontSize(10).text(` to pay until ${dueDate}${by}`);
}

function parties({ doc, left, width }: Sheet, paper: InvoicePaper): void {
  const column = width / 3;
  const top = doc.y + 18;
  const facts = [`Date: ${paper.date}`, `Due: ${paper.dueDate}`, `Currency: ${paper.currency.code}`];
  const columns: readonly (readonly [string, readonly string[]])[] = [
    ["Pay to", [...paper.payTo, paper.email]],
    ["Invoiced to", paper.billTo],
    ["Details", paper.paymentMethod === "" ? facts : [...facts, `Payment: ${paper.paymentMethod}`]],
  ];
  const ends = columns.map(([heading, texts], index) => {
    const x = left + index * column;
    doc
      .font("bold")
      .fontSize(8)
      .fillColor(faint)
      .text(heading, x, top, { width: column - 12 });
    doc
      .font("regular")
      .fontSize(9)
      .fillColor(ink)
      .text(texts.join("\n"), { width: column - 12, lineGap: 2 });
    return doc.y;
  });
  doc.y = Math.max(...ends) + 22;
}

/** Begins a new page where less than `height` is left. */
function room(sheet: Sheet, height: number): void {
  if (sheet.doc.y + height > sheet.bottom) {
    sheet.doc.addPage();
    sheet.doc.y = margin;
  }
}

/** Two cells side by side, the right one an amount; then a line under them unless it is told not to. */
function row(
  sheet: Sheet,
  name: string,
  amount: string,
  options: { readonly ruled: boolean; readonly align: "left" | "right" },
): void {
  const { doc, left, width } = sheet;
  const nameWidth = width - amountWidth - 12;
  room(sheet, doc.heightOfString(name, { width: nameWidth }) + 12);
  const top = doc.y + 5;
  doc.text(amount, left + width - amountWidth, top, { width: amountWidth, align: "right" });
  const amountEnd = doc.y;
  doc.text(name, left, top, { width: nameWidth, align: options.align });
  doc.y = Math.max(doc.y, amountEnd) + 3;
  if (options.ruled)
    doc
      .moveTo(left, doc.y)
      .lineTo(left + width, doc.y)
      .lineWidth(0.5)
      .strokeColor(rule)
      .stroke();
}

function lines(sheet: Sheet, { lines: all, currency }: InvoicePaper): void {
  sheet.doc.font("bold").fontSize(8).fillColor(faint);
  row(sheet, "Description", "Amount", { ruled: true, align: "left" });
  sheet.doc.font("regular").fontSize(9).fillColor(ink);
  for (const { description, amount, taxed } of all) {
    row(sheet, `${description}${taxed ? " *" : ""}`, formatMoney(amount, currency), { ruled: true, align: "left" });
  }
}

function sums(sheet: Sheet, paper: InvoicePaper): void {
  const { doc } = sheet;
  const money = (amount: number) => formatMoney(amount, paper.currency);
  const sum = (label: string, amount: number) => row(sheet, label, money(amount), { ruled: false, align: "right" });
  doc.y += 4;
  doc.fontSize(9).fillColor(faint);
  sum("Subtotal", paper.subtotal);
  for (const { label, amount } of paper.taxes) sum(label, amount);
  if (paper.credit !== 0) sum("Credit", -paper.credit);
  doc.font("bold").fontSize(10).fillColor(ink);
  sum("Total", paper.total);
  if (paper.payments.length > 0) sum("Balance", paper.balance);
  doc.font("regular").fontSize(8).fillColor(faint);
  if (paper.lines.some(({ taxed }) => taxed)) doc.text("* taxed", sheet.left, doc.y + 4);
}

function payments(sheet: Sheet, { payments: made, currency }: InvoicePaper): void {
  const { doc } = sheet;
  if (made.length === 0) return;
  room(sheet, 60);
  doc.y += 14;
  doc.font("bold").fontSize(8).fillColor(faint);
  row(sheet, "Payments", "Amount", { ruled: true, align: "left" });
  doc.font("regular").fontSize(9).fillColor(ink);
  for (const { date, method, reference, amount } of made) {
    const what = [date, method, reference].filter((part) => part !== "").join("  ·  ");
    row(sheet, what, formatMoney(amount, currency), { ruled: true, align: "left" });
  }
}

function block(sheet: Sheet, heading: string, text: string): void {
  const { doc, left, width } = sheet;
  if (text === "") return;
  room(sheet, 50);
  doc
    .font("bold")
    .fontSize(8)
    .fillColor(faint)
    .text(heading, left, doc.y + 16, { width });
  doc.font("regular").fontSize(9).fillColor(ink).text(text, { width });
}

function footers({ doc, left, width, bottom }: Sheet, paper: InvoicePaper): void {
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    doc.switchToPage(page);
    // Below the margin a text would begin a new page.
    doc.page.margins.bottom = 0;
    const words = `${paper.payTo[0] ?? ""}  ·  Invoice ${paper.number}  ·  page ${page + 1} of ${count}`;
    doc
      .font("regular")
      .fontSize(8)
      .fillColor(faint)
      .text(words, left, bottom + 12, { width, align: "center", lineBreak: false });
  }
}
