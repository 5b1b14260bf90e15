/**
 * The demonstration: half a year of a studio and a quarter of a food trader, lived through day by day with the same
 * operations that clients have, so that their books are as right as any. The same seed and the same day make the same
 * books, but for the ids.
 */
import { seeded } from "@turnpike/backend-kit";
import type { OrganisationRow } from "../database/ledger-tables.js";
import type { Sandbox } from "../open.js";
import { daysAfter, planMonth } from "./month.js";
import { worldOf } from "./world.js";

export type DemonstrationOptions = {
  readonly seed?: number;
  /** The day on which the history ends, `YYYY-MM-DD`. */
  readonly today: string;
};

/** Months of each organisation, and the sales of a month. */
const spans = [
  { months: 6, sales: 20 },
  { months: 3, sales: 6 },
] as const;

/** Writes the history into books that are empty. */
export async function writeDemonstration(
  { house }: Pick<Sandbox, "house">,
  { seed = 7320, today }: DemonstrationOptions,
): Promise<void> {
  const { db } = house;
  const organisations = await db.selectFrom("organisations").selectAll().orderBy("short_code", "desc").execute();
  for (const [at, organisation] of organisations.entries()) {
    const { months, sales } = spans[at] ?? spans[1];
    const first = daysAfter(today, -30 * months);
    const made = { is_demo: 1, created_at: `${first}T00:00:00.000Z` } as const;
    await db.updateTable("organisations").set(made).where("id", "=", organisation.id).execute();
    const { world, live } = worldOf(
      house,
      { ...organisation, ...made } satisfies OrganisationRow,
      seeded(seed + at),
      today,
    );
    planOpening(world, first);
    for (let month = 0; month < months; month++) planMonth(world, daysAfter(first, 1 + month * 30), sales);
    await live();
  }
}

/** The owner brings money in, and buys a desk; an old contact is put away. */
function planOpening({ plan, save }: ReturnType<typeof worldOf>["world"], day: string): void {
  const bank = { BankAccount: { Code: "090" }, Date: day, Contact: { Name: "Owner" }, IsReconciled: true };
  const funds = { Description: "Funds introduced", Quantity: 1, UnitAmount: 25_000, AccountCode: "970" };
  const desks = { Description: "Desks", Quantity: 3, UnitAmount: 480, AccountCode: "150" };
  plan(day, () => save(day, "createBankTransactions", { ...bank, Type: "RECEIVE", LineItems: [funds] }));
  plan(day, () => save(day, "createBankTransactions", { ...bank, Type: "SPEND", LineItems: [desks] }));
  plan(day, () => save(day, "createContacts", { Name: "Old Mill Press", ContactStatus: "ARCHIVED" }));
}
