/** The configurable options of an ordered service: what is chosen of each, and what that costs. */
import type { Selectable } from "kysely";
import type { Context } from "../../context.js";
import type { Tables } from "../../database/tables.js";
import { refuse } from "../../declare/refuse.js";
import type { PhpArray } from "../../protocol/php-value.js";
import type { Price } from "./prices.js";

type Option = Selectable<Tables["config_options"]>;
type Choice = Selectable<Tables["config_choices"]>;

export type Chosen = {
  readonly optionId: number;
  readonly choiceId: number;
  readonly quantity: number;
  /** As it stands on the invoice: `Memory: 8 GB`. */
  readonly text: string;
};

export const badChoice = "Config Option ID $id cannot be set to $value";
const kinds = { yesNo: 3, quantity: 4 } as const;

/** What is chosen: by the option's id the id of a choice, 1 or 0, or a quantity. What is left out has its first choice. */
export async function chooseOptions(
  { db }: Context,
  productId: number,
  given: PhpArray | undefined,
): Promise<readonly Chosen[]> {
  const options = await db
    .selectFrom("config_options")
    .selectAll()
    .where("product_id", "=", productId)
    .orderBy("sort_order")
    .orderBy("id")
    .execute();
  const chosen: Chosen[] = [];
  for (const option of options) {
    const choices = await db
      .selectFrom("config_choices")
      .selectAll()
      .where("option_id", "=", option.id)
      .orderBy("sort_order")
      .orderBy("id")
      .execute();
    const value = given?.get(String(option.id));
    const one = choose(option, choices, typeof value === "string" ? value.trim() : "");
    if (one !== undefined) chosen.push(one);
  }
  return chosen;
}

function choose(option: Option, choices: readonly Choice[], value: string): Chosen | undefined {
  const [first] = choices;
  if (first === undefined) return undefined;
  const isNumber = /^\d{1,9}$/.test(value) || value === "";
  const refused = refuse(badChoice.replace("$id", String(option.id)).replace("$value", value));
  if (!isNumber) throw refused;
  const chosen = (choice: Choice, quantity: number, text: string): Chosen | undefined =>
    quantity === 0
      ? undefined
      : { optionId: option.id, choiceId: choice.id, quantity, text: `${option.name}: ${text}` };
  if (option.type === kinds.yesNo) return chosen(first, Number(value) === 0 ? 0 : 1, first.name);
  if (option.type === kinds.quantity) {
    const quantity = value === "" ? option.min_quantity : Number(value);
    const most = option.max_quantity === 0 ? quantity : option.max_quantity;
    if (quantity < option.min_quantity || quantity > most) throw refused;
    return chosen(first, quantity, `${quantity} x ${first.name}`);
  }
  const wanted =
    value === "" ? choices.find(({ hidden }) => hidden === 0) : choices.find(({ id }) => id === Number(value));
  if (wanted === undefined && value !== "") throw refused;
  return wanted && chosen(wanted, 1, wanted.name);
}

/** The price with the options in it; an option without a price of its own is free. */
export async function withOptions(
  { db }: Context,
  price: Price,
  chosen: readonly Chosen[],
  currencyId: number,
): Promise<Price> {
  let sum = price;
  for (const { choiceId, quantity } of chosen) {
    const row = await db
      .selectFrom("config_choice_prices")
      .select(["price", "setup_fee"])
      .where("choice_id", "=", choiceId)
      .where("currency_id", "=", currencyId)
      .where("cycle", "=", price.term)
      .executeTakeFirst();
    const added = (row?.price ?? 0) * quantity;
    sum = {
      ...sum,
      price: sum.price + added,
      setupFee: sum.setupFee + (row?.setup_fee ?? 0) * quantity,
      recurring: sum.recurring === 0 ? 0 : sum.recurring + added,
    };
  }
  return sum;
}

/** Keeps what was chosen for a service. */
export async function keepChoices({ db }: Context, serviceId: number, chosen: readonly Chosen[]): Promise<void> {
  if (chosen.length === 0) return;
  const rows = chosen.map(({ optionId, choiceId, quantity }) => ({
    service_id: serviceId,
    option_id: optionId,
    choice_id: choiceId,
    quantity,
  }));
  await db.insertInto("service_config_choices").values(rows).execute();
}
