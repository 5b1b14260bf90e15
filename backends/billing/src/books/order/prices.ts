/** What an ordered thing costs in the client's currency: at first, and each cycle after. */
import type { Context } from "../../context.js";
import { addMonths } from "../../declare/dates.js";
import { refuse } from "../../declare/refuse.js";
import type { Cents } from "../../money/cents.js";
import { endingOf } from "../domain/name.js";
import { type Cycle, cycles } from "../prices.js";

export type Price = {
  /** As services keep it: `Monthly`, `One Time`, `Free Account`. */
  readonly cycle: string;
  /** The cycle whose prices hold: what is paid once is priced under `monthly`. */
  readonly term: Cycle;
  readonly price: Cents;
  readonly setupFee: Cents;
  readonly recurring: Cents;
};

const months: Readonly<Record<Cycle, number>> = {
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

export const notPriced = "$what has no price in the currency of the client";
export const cycleNotOffered = "$what is not offered with the billing cycle $cycle";

type Offered = { readonly cycle: Cycle; readonly price: Cents; readonly setup_fee: Cents };
type Priced = { readonly pay_type: string };

/** Of what is offered, the cycle that is asked for, else the shortest one. `what` names the thing in a refusal. */
export function priceOf(
  { pay_type: payType }: Priced,
  offered: readonly Offered[],
  { what, cycle: asked = "" }: { readonly what: string; readonly cycle?: string | undefined },
): Price {
  if (payType === "free") return { cycle: "Free Account", term: "monthly", price: 0, setupFee: 0, recurring: 0 };
  const [shortest] = cycles.flatMap((cycle) => offered.filter((each) => each.cycle === cycle));
  if (shortest === undefined) throw refuse(notPriced.replace("$what", what));
  const { price, setup_fee: setupFee } = shortest;
  if (payType === "onetime") return { cycle: "One Time", term: shortest.cycle, price, setupFee, recurring: 0 };
  const wanted = asked.toLowerCase().replace(/[^a-z]/g, "");
  const chosen = wanted === "" ? shortest : offered.find(({ cycle }) => cycle === wanted);
  if (chosen === undefined) throw refuse(cycleNotOffered.replace("$what", what).replace("$cycle", asked));
  return {
    cycle: shownCycles[chosen.cycle],
    term: chosen.cycle,
    price: chosen.price,
    setupFee: chosen.setup_fee,
    recurring: chosen.price,
  };
}

/** The same for so many of them. */
export function times(price: Price, quantity: number): Price {
  return {
    ...price,
    price: price.price * quantity,
    setupFee: price.setupFee * quantity,
    recurring: price.recurring * quantity,
  };
}

/** When what has this cycle is next to be paid, counted from a day; nothing for what is not paid again. */
export function nextDue(cycle: string, from: string): string | null {
  const known = cycles.find((each) => shownCycles[each] === cycle);
  return known === undefined ? null : addMonths(from, months[known]);
}

/** The price of a domain for so many years; nothing where it is not offered so. */
export async function domainPrice(
  { db }: Context,
  domain: string,
  given: { readonly operation: "register" | "transfer" | "renew"; readonly years: number; readonly currencyId: number },
): Promise<Cents | undefined> {
  const row = await db
    .selectFrom("tld_prices")
    .innerJoin("tlds", "tlds.id", "tld_prices.tld_id")
    .select("price")
    .where("tlds.tld", "=", endingOf(domain))
    .where("operation", "=", given.operation)
    .where("years", "=", given.years)
    .where("currency_id", "=", given.currencyId)
    .executeTakeFirst();
  return row?.price;
}
