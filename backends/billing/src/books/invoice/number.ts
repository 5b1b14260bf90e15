/** Numbers that invoices have beside their ids: when they are made, or, sequential ones, when they are paid. */
import type { Context } from "../../context.js";
import { takeNumber } from "../sequence.js";
import { isOn } from "../settings.js";

/** The number of an invoice that is being made; empty when numbers are given at payment, or not at all. */
export async function numberAtCreation(context: Context, day: string): Promise<string> {
  const { settings } = context;
  if (!isOn(settings.CustomInvoiceNumbering) || isOn(settings.SequentialInvoiceNumbering)) return "";
  return await take(context, "invoice_number", settings.CustomInvoiceNumberFormat, settings.CustomInvoiceNumber, day);
}

/** The number of an invoice that is being paid; undefined leaves the one it has. */
export async function numberAtPayment(context: Context, day: string): Promise<string | undefined> {
  const { settings } = context;
  if (!isOn(settings.SequentialInvoiceNumbering)) return undefined;
  const { SequentialInvoiceNumberFormat: format, SequentialInvoiceNumberValue: first } = settings;
  return await take(context, "paid_invoice_number", format, first, day);
}

async function take(context: Context, name: string, format: string, first: string, day: string): Promise<string> {
  const [year = "", month = "", date = ""] = day.split("-");
  const periods: Readonly<Record<string, string>> = { monthly: `:${year}-${month}`, annually: `:${year}` };
  const period = periods[context.settings.InvoiceNumberReset] ?? "";
  // A counter of its own for each period begins again by itself.
  const number = await takeNumber(context.db, name + period, { first: period === "" ? Number(first) || 1 : 1 });
  const parts: Readonly<Record<string, string>> = { NUMBER: String(number), YEAR: year, MONTH: month, DAY: date };
  return format.replace(/\{(NUMBER|YEAR|MONTH|DAY)\}/g, (_, part: string) => parts[part] ?? "");
}
