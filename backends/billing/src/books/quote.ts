/** Quotes: their lines, their totals, and the invoice that an accepted one becomes. */
import Big from "big.js";
import type { Selectable } from "kysely";
import type { Context } from "../context.js";
import type { Db, Tables } from "../database/tables.js";
import * as param from "../declare/param.js";
import { refuse } from "../declare/refuse.js";
import type { Cents } from "../money/cents.js";
import { totalsOf } from "../money/tax.js";
import type { PhpArray } from "../protocol/php-value.js";
import { taxRulesFor } from "./invoice/tax-rules.js";

export type Quote = Selectable<Tables["quotes"]>;
export type QuoteItem = Selectable<Tables["quote_items"]>;

/** The quote, or the documented refusal. */
export async function quoteOf(db: Db, id: number): Promise<Quote> {
  const quote = await db.selectFrom("quotes").selectAll().where("id", "=", id).executeTakeFirst();
  if (quote === undefined) throw refuse("Quote ID Not Found");
  return quote;
}

export async function quoteItems(db: Db, quoteId: number): Promise<readonly QuoteItem[]> {
  return await db.selectFrom("quote_items").selectAll().where("quote_id", "=", quoteId).orderBy("id").execute();
}

/** What a line comes to: quantity times price, less the discount, to the cent. */
export function lineAmount({ quantity_e3, unit_price, discount }: Omit<QuoteItem, "id" | "quote_id">): Cents {
  const share = new Big(100_000 - discount).div(100_000);
  return new Big(quantity_e3).div(1000).times(unit_price).times(share).round(0, Big.roundHalfUp).toNumber() + 0;
}

/** The members of one entry of `lineitems`. */
const line = {
  id: param.int("The line being changed; none adds one"),
  desc: param.text("The description"),
  qty: param.decimal("The quantity", 3),
  up: param.money("The price of one"),
  discount: param.percent("The discount in percent"),
  taxable: param.bool("Whether it is taxed"),
};

/** Writes the lines of a request: one with the id of a line of this quote changes it, any other is added. */
export async function writeQuoteLines({ db }: Context, quoteId: number, lines: PhpArray | undefined): Promise<void> {
  for (const [key, entry] of lines ?? []) {
    const values: PhpArray = entry instanceof Map ? entry : new Map();
    const read = <T>(name: keyof typeof line, member: param.Param<T>): T =>
      values.has(name)
        ? param.readElement(member, values.get(name) ?? "", `lineitems[${key}][${name}]`)
        : (undefined as T);
    const [description, quantity, price] = [read("desc", line.desc), read("qty", line.qty), read("up", line.up)];
    const [discount, isTaxed] = [read("discount", line.discount), read("taxable", line.taxable)];
    const given = {
      ...(description === undefined ? {} : { description }),
      ...(quantity === undefined ? {} : { quantity_e3: quantity }),
      ...(price === undefined ? {} : { unit_price: price }),
      ...(discount === undefined ? {} : { discount }),
      ...(isTaxed === undefined ? {} : { taxed: isTaxed ? (1 as const) : (0 as const) }),
    };
    const id = read("id", line.id);
    const isChanged = id !== undefined && (await changeLine(db, quoteId, id, given));
    if (!isChanged)
      await db
        .insertInto("quote_items")
        .values({ quote_id: quoteId, ...given })
        .execute();
  }
}

async function changeLine(db: Db, quoteId: number, id: number, given: Partial<QuoteItem>): Promise<boolean> {
  const known = await db
    .selectFrom("quote_items")
    .select("id")
    .where("id", "=", id)
    .where("quote_id", "=", quoteId)
    .executeTakeFirst();
  if (known !== undefined && Object.keys(given).length > 0) {
    await db.updateTable("quote_items").set(given).where("id", "=", id).execute();
  }
  return known !== undefined;
}

/** Brings a quote's totals up to its lines, under the taxes of its client or of the address on it. */
export async function recalculateQuote(context: Context, quoteId: number): Promise<void> {
  const { db, today } = context;
  const quote = await quoteOf(db, quoteId);
  const client =
    quote.client_id === null
      ? undefined
      : await db.selectFrom("clients").selectAll().where("id", "=", quote.client_id).executeTakeFirst();
  const taxpayer = client ?? { country: quote.country, state: quote.state, tax_exempt: 0 as const };
  const rules = await taxRulesFor(context, taxpayer, { rate: undefined, rate2: undefined });
  const items = await quoteItems(db, quoteId);
  const lines = items.map((item) => ({ amount: lineAmount(item), isTaxed: item.taxed === 1 }));
  const { subtotal, tax, tax2 } = totalsOf(lines, rules);
  await db
    .updateTable("quotes")
    .set({ subtotal, tax1: tax, tax2, total: subtotal + tax + tax2, last_modified: today })
    .where("id", "=", quoteId)
    .execute();
}
