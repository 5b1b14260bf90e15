/** Amounts as people read them: `$1,234.50 USD`. */
import { type Cents, writeCents } from "./cents.js";

export type CurrencyForm = { readonly prefix: string; readonly suffix: string; readonly format: number };

const separators: Readonly<Record<number, { readonly thousands: string; readonly point: string }>> = {
  1: { thousands: "", point: "." },
  2: { thousands: ",", point: "." },
  3: { thousands: ".", point: "," },
  4: { thousands: ",", point: "" },
};

/** Writes an amount in its currency's form; form 4 leaves the cents out. */
export function formatMoney(amount: Cents, { prefix, suffix, format }: CurrencyForm): string {
  const { thousands, point } = separators[format] ?? { thousands: "", point: "." };
  const whole = point === "" ? Math.round(Math.abs(amount) / 100) * 100 : Math.abs(amount);
  const [units = "", hundredths = ""] = writeCents(whole).split(".");
  const grouped = units.replace(/\B(?=(\d{3})+$)/g, thousands);
  const sign = amount < 0 && whole !== 0 ? "-" : "";
  return `${prefix}${sign}${grouped}${point}${point === "" ? "" : hundredths}${suffix}`;
}
