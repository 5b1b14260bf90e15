/** Amounts as people read them, with the currency's signs and its way of writing thousands: `$1,234.50 USD`. */
import { type Cents, writeCents } from "./cents.js";

export type CurrencyForm = { readonly prefix: string; readonly suffix: string; readonly format: number };

/** By the number of the format; 4 shows no decimals. */
const separators: Readonly<Record<number, { readonly thousands: string; readonly point: string }>> = {
  1: { thousands: "", point: "." },
  2: { thousands: ",", point: "." },
  3: { thousands: ".", point: "," },
  4: { thousands: ",", point: "" },
};

/** Writes an amount in its currency's form. Nothing is rounded: form 4 shows cents where there are some. */
export function formatMoney(amount: Cents, { prefix, suffix, format }: CurrencyForm): string {
  const { thousands, point } = separators[format] ?? { thousands: "", point: "." };
  const [units = "", hundredths = ""] = writeCents(Math.abs(amount)).split(".");
  const grouped = units.replace(/\B(?=(\d{3})+$)/g, thousands);
  const isWhole = point === "" && hundredths === "00";
  return `${amount < 0 ? "-" : ""}${prefix}${grouped}${isWhole ? "" : `${point || "."}${hundredths}`}${suffix}`;
}
