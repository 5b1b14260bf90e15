/**
 * The demonstration company: two years of a small hosting firm, lived through day by day with the same actions that
 * callers have, so that its books are as right as any. The same seed and the same day make the same company.
 */
import { type Random, seeded } from "@turnpike/backend-kit";
import { addDays } from "../declare/dates.js";
import { localApiOf } from "../local-api.js";
import type { Billing } from "../open.js";
import { type Calendar, calendarOf } from "./calendar.js";
import { plans, writeCatalogue } from "./catalogue.js";
import { type Household, newClient, planHousehold } from "./household.js";
import { planOffice } from "./office.js";

export type DemonstrationOptions = {
  readonly seed?: number;
  /** The day on which the history ends, `YYYY-MM-DD`. */
  readonly today: string;
  readonly clients?: number;
};

/** What the history is lived through with. */
export type World = {
  readonly calendar: Calendar;
  readonly random: Random;
  readonly planIds: readonly number[];
  /** Calls an action at the time of the calendar. Throws when it is refused: the history is one that works. */
  readonly call: (command: string, values: Readonly<Record<string, unknown>>) => Promise<Record<string, string>>;
};

const historyDays = 730;

/** Writes the company into books that have no clients yet. */
export async function writeDemonstration({ house, db }: Billing, options: DemonstrationOptions): Promise<void> {
  const { seed = 7310, today, clients = 200 } = options;
  const random = seeded(seed);
  const calendar = calendarOf(addDays(today, -historyDays), today);
  const localApi = localApiOf({ ...house, now: calendar.now, mails: "kept", afterWrite: () => {} });
  const world: World = {
    calendar,
    random,
    planIds: await writeCatalogue(db),
    async call(command, values) {
      const answer = await localApi(command, values);
      if (answer.result !== "success") throw new Error(`${command} was refused: ${answer.message}`);
      return answer as Record<string, string>;
    },
  };
  const households: Household[] = Array.from({ length: clients }, (_, index) => newClient(random, index, plans.length));
  for (const household of households) planHousehold(world, household, random.below(historyDays - 20));
  planOffice(world, db);
  await calendar.run();
}
