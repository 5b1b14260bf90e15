/** Amounts as a client reads them: in the client's currency, with its sign and its way of writing thousands. */
import type { Cents } from "../money/cents.js";

/** `prefix` and `suffix` stand around the number (`$`, ` USD`); `format` is that of the currencies table. */
export type Currency = {
  readonly code: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly format: number;
};

type Marks = { readonly thousands: string; readonly decimals: string };

/** By the number of the format; 4 shows no decimals. */
const marks: Readonly<Record<number, Marks>> = {
  1: { thousands: "", decimals: "." },
  2: { thousands: ",", decimals: "." },
  3: { thousands: ".", decimals: "," },
  4: { thousands: ",", decimals: "" },
};
const plainMarks: Marks = { thousands: "", decimals: "." };

/** `-$1,234.56 USD`: the sign stands before the currency's. An amount with cents shows them in every format. */
export function moneyText(amount: Cents, { prefix, suffix, format }: Currency): string {
  const { thousands, decimals } = marks[format] ?? plainMarks;
  const magnitude = Math.abs(amount);
  const whole = String(Math.trunc(magnitude / 100)).replace(/\B(?=(\d{3})+$)/g, thousands);
  const hundredths = magnitude % 100;
  const point = decimals === "" ? (hundredths === 0 ? "" : ".") : decimals;
  const digits = point === "" ? "" : String(hundredths).padStart(2, "0");
  return `${amount < 0 ? "-" : ""}${prefix}${whole}${point}${digits}${suffix}`;
}
