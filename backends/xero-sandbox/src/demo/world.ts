/** What the demonstration is lived through with: an organisation, chance, and the operations that clients have. */
import type { Random } from "@turnpike/backend-kit";
import type { OrganisationRow } from "../database/ledger-tables.js";
import type { House } from "../house.js";
import { parametersOf } from "../http/parameters.js";

type Element = Readonly<Record<string, unknown>>;

export type World = {
  readonly organisation: OrganisationRow;
  readonly random: Random;
  /** Saves one element by an operation, on a day; gives it as it is then. Throws when it is refused. */
  readonly save: (day: string, operation: string, element: Element, id?: string) => Promise<Element>;
  /** Plans what happens on a day; nothing happens after the last one. */
  readonly plan: (day: string, deed: () => Promise<unknown>) => void;
};

const clientId = "demonstration";

/** Makes the world, and what lives through all that was planned in it, day by day. */
export function worldOf(house: House, organisation: OrganisationRow, random: Random, today: string) {
  const deeds: { readonly day: string; readonly deed: () => Promise<unknown> }[] = [];
  const world: World = {
    organisation,
    random,
    plan: (day, deed) => void deeds.push({ day, deed }),
    async save(day, name, element, id = "") {
      const operation = house.operations.find((each) => each.name === name);
      if (operation === undefined) throw new Error(`there is no operation ${name}`);
      const { db, newId } = house;
      const request = { parameters: parametersOf(new URLSearchParams()), id, modifiedSince: undefined, body: element };
      const { status, body } = await db
        .transaction()
        .execute((tx) =>
          operation.answer({ db: tx, now: `${day}T09:00:00.000Z`, today: day, organisation, clientId, newId }, request),
        );
      if (status !== 200) throw new Error(`${name} was refused: ${JSON.stringify(body)}`);
      const [saved] = Object.values(body).find(Array.isArray) as readonly Element[];
      return saved ?? {};
    },
  };
  const live = async () => {
    // A deed may plan another one for a later day.
    for (let next = takeNext(deeds, today); next !== undefined; next = takeNext(deeds, today)) await next.deed();
  };
  return { world, live };
}

function takeNext<T extends { readonly day: string }>(deeds: T[], today: string): T | undefined {
  const first = deeds.reduce<T | undefined>(
    (best, each) => (best === undefined || each.day < best.day ? each : best),
    undefined,
  );
  if (first === undefined || first.day > today) return undefined;
  deeds.splice(deeds.indexOf(first), 1);
  return first;
}
