/** What an ordered thing costs in the client's currency: at first, and each cycle after. */
import type { Context } from "../../context.js";
import { addMonths } from "../../declare/dates.js";
import type { Cents } from "../../money/cents.js";
import { type Cycle, cycles } from "../prices.js";

/** `cycle` is as services keep it: `Monthly`, `One Time`, `Free Account`. */
export type Price = {
  readonly cycle: string;
  readonly price: Cents;
  readonly setupFee: Cents;
  readonly recurring: Cents;
};

export const months: Readonly<Record<Cycle, number>> = {
  monthly: 1,
  quarterly: 3,
  semiannually: 6,
  annually: 12,
  biennially: 24,
  triennially: 36,
};

const shownCycles: Readonly<Record<Cycle, string>> = {
  monthly: "Monthly",
  quarterly: "Quarterly",
  semiannually: "Semi-Annually",
  annually: "Annually",
  biennially: "Biennially",
  triennially: "Triennially",
};

type Offered = { readonly cycle: Cycle; readonly price: Cents; readonly setup_fee: Cents };
type Priced = { readonly pay_type: string };

/** Of what is offered, the cycle that is asked for, else the shortest one. */
export function priceOf({ pay_type: payType }: Priced, offered: readonly Offered[], asked: string | undefined): Price {
  const inOrder = cycles.flatMap((cycle) => offered.filter((each) => each.cycle === cycle));
  const wanted = (asked ?? "").toLowerCase().replace(/[^a-z]/g, "");
  const chosen = (payType === "recurring" && inOrder.find(({ cycle }) => cycle === wanted)) || inOrder[0];
  if (payType === "free" || chosen === undefined) return { cycle: "Free Account", price: 0, setupFee: 0, recurring: 0 };
  const { price, setup_fee: setupFee } = chosen;
  if (payType === "onetime") return { cycle: "One Time", price, setupFee, recurring: 0 };
  return { cycle: shownCycles[chosen.cycle], price, setupFee, recurring: price };
}

/** How many months a service's cycle lasts; nothing for what is not paid again. */
export function monthsOf(cycle: string): number | undefined {
  const known = cycles.find((each) => shownCycles[each] === cycle);
  return known && months[known];
}

/** When a service of this cycle is next to be paid, counted from a day. */
export function nextDue(cycle: string, from: string): string | null {
  const count = monthsOf(cycle);
  return count === undefined ? null : addMonths(from, count);
}

/** The price of a domain; 0 where it is not offered for so many years. */
export async function domainPrice(
  { db }: Context,
  domain: string,
  given: { readonly operation: "register" | "transfer" | "renew"; readonly years: number; readonly currencyId: number },
): Promise<Cents> {
  const row = await db
    .selectFrom("tld_prices")
    .innerJoin("tlds", "tlds.id", "tld_prices.tld_id")
    .select("price")
    .where("tlds.tld", "=", domain.slice(domain.indexOf(".") + 1))
    .where("operation", "=", given.operation)
    .where("years", "=", given.years)
    .where("currency_id", "=", given.currencyId)
    .executeTakeFirst();
  return row?.price ?? 0;
}
