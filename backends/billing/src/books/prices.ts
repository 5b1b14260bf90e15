/** Prices by currency and cycle, as products, addons and options are answered with. */
import type { Db } from "../database/tables.js";
import * as field from "../declare/field.js";

export const cycles = ["monthly", "quarterly", "semiannually", "annually", "biennially", "triennially"] as const;
export type Cycle = (typeof cycles)[number];

/** What a cycle costs that is not offered. */
export const notOffered = -100;

const setupFee = (cycle: string) => field.money(`The setup fee when it is paid ${cycle}`);
const cyclePrice = (cycle: string) => field.money(`The price when it is paid ${cycle}; -1.00 when that is not offered`);

export const priceFields = {
  prefix: field.text("What stands before an amount"),
  suffix: field.text("What stands after an amount"),
  msetupfee: setupFee("monthly"),
  qsetupfee: setupFee("quarterly"),
  ssetupfee: setupFee("semiannually"),
  asetupfee: setupFee("annually"),
  bsetupfee: setupFee("biennially"),
  tsetupfee: setupFee("triennially"),
  monthly: cyclePrice("monthly"),
  quarterly: cyclePrice("quarterly"),
  semiannually: cyclePrice("semiannually"),
  annually: cyclePrice("annually"),
  biennially: cyclePrice("biennially"),
  triennially: cyclePrice("triennially"),
} as const;

type FeeName = "msetupfee" | "qsetupfee" | "ssetupfee" | "asetupfee" | "bsetupfee" | "tsetupfee";
export type CyclePrices = Readonly<Record<Cycle | FeeName, number>> & {
  readonly prefix: string;
  readonly suffix: string;
};

type PriceRow = {
  readonly currency_id: number;
  readonly cycle: Cycle;
  readonly price: number;
  readonly setup_fee: number;
};

/** The prices by the code of their currency, the default currency first. */
export async function cyclePrices(db: Db, rows: readonly PriceRow[]): Promise<ReadonlyMap<string, CyclePrices>> {
  const currencies = await db
    .selectFrom("currencies")
    .select(["id", "code", "prefix", "suffix"])
    .orderBy("is_default", "desc")
    .orderBy("id")
    .execute();
  return new Map(
    currencies.map(({ id, code, prefix, suffix }) => {
      const mine = rows.filter((row) => row.currency_id === id);
      const prices = cycles.flatMap((cycle) => {
        const row = mine.find((each) => each.cycle === cycle);
        return [
          [cycle, row?.price ?? notOffered],
          [`${cycle.charAt(0)}setupfee`, row?.setup_fee ?? 0],
        ];
      });
      return [code, { prefix, suffix, ...Object.fromEntries(prices) } as CyclePrices];
    }),
  );
}
