/** What the demonstration company is and sells. */

import { writeSetting } from "../books/settings.js";
import type { Db } from "../database/tables.js";

const companyName = "Northwind Hosting";

/** Units of each currency for a dollar, in hundred-thousandths. */
const currencies = [
  { code: "EUR", prefix: "€", suffix: " EUR", format: 3, rate_e5: 92_000 },
  { code: "GBP", prefix: "£", suffix: " GBP", format: 2, rate_e5: 79_000 },
] as const;

export type Plan = { readonly name: string; readonly monthlyCents: number; readonly type: "hostingaccount" | "server" };

export const plans: readonly Plan[] = [
  { name: "Starter", monthlyCents: 495, type: "hostingaccount" },
  { name: "Business", monthlyCents: 1495, type: "hostingaccount" },
  { name: "Shop", monthlyCents: 2995, type: "hostingaccount" },
  { name: "Virtual Server 4", monthlyCents: 2400, type: "server" },
  { name: "Virtual Server 16", monthlyCents: 7900, type: "server" },
];

const taxes = [
  { country: "GB", name: "VAT", rate: 20_000 },
  { country: "DE", name: "MwSt", rate: 19_000 },
  { country: "FR", name: "TVA", rate: 20_000 },
] as const;

const tlds = [
  { tld: "com", price: 1495 },
  { tld: "net", price: 1695 },
  { tld: "org", price: 1495 },
  { tld: "co.uk", price: 995 },
  { tld: "de", price: 1195 },
  { tld: "fr", price: 1295 },
] as const;

/** Writes settings, currencies, taxes, products and domain prices; gives the ids of the plans in their order. */
export async function writeCatalogue(db: Db): Promise<readonly number[]> {
  await writeSetting(db, "CompanyName", companyName);
  await writeSetting(db, "Email", "billing@northwind.example");
  await writeSetting(db, "InvoicePayTo", `${companyName}\n12 Harbour Road\nBristol BS1 4RN\nUnited Kingdom`);
  await db.updateTable("currencies").set({ format: 2 }).execute();
  await db.insertInto("currencies").values(currencies).execute();
  await db
    .insertInto("tax_rules")
    .values(taxes.map((tax) => ({ level: 1, ...tax })))
    .execute();
  await db
    .insertInto("departments")
    .values({ name: "Billing", email: "accounts@northwind.example", sort_order: 2 })
    .execute();
  await db.insertInto("admin_departments").values({ admin_id: 1, department_id: 2 }).execute();
  await writeTlds(db);
  return await writePlans(db);
}

/** A price of the catalogue in a currency, brought to an ending in .95 or .00 as the dollar's is. */
function priceIn(cents: number, rateE5: number): number {
  return Math.max(95, Math.round((cents * rateE5) / 100_000 / 100) * 100 + (cents % 100 === 0 ? 0 : -5));
}

async function writePlans(db: Db): Promise<readonly number[]> {
  const rates = await db.selectFrom("currencies").select(["id", "rate_e5"]).execute();
  const ids = [];
  for (const [index, { name, monthlyCents, type }] of plans.entries()) {
    const { id } = await db
      .insertInto("products")
      .values({
        group_id: 1,
        name,
        type,
        pay_type: "recurring",
        module: "sandbox",
        server_id: 1,
        taxed: 1,
        sort_order: index,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    ids.push(id);
    const prices = rates.flatMap(({ id: currency_id, rate_e5: rate }) => [
      { product_id: id, currency_id, cycle: "monthly" as const, price: priceIn(monthlyCents, rate) },
      { product_id: id, currency_id, cycle: "annually" as const, price: priceIn(monthlyCents * 10, rate) },
    ]);
    await db.insertInto("product_prices").values(prices).execute();
  }
  return ids;
}

async function writeTlds(db: Db): Promise<void> {
  const rates = await db.selectFrom("currencies").select(["id", "rate_e5"]).execute();
  for (const [index, { tld, price }] of tlds.entries()) {
    const { id } = await db
      .insertInto("tlds")
      .values({ tld, registrar: "sandbox", sort_order: index })
      .onConflict((conflict) => conflict.column("tld").doUpdateSet({ sort_order: index }))
      .returning("id")
      .executeTakeFirstOrThrow();
    const prices = rates.flatMap(({ id: currency_id, rate_e5: rate }) =>
      (["register", "transfer", "renew"] as const).map((operation) => ({
        tld_id: id,
        currency_id,
        operation,
        years: 1,
        price: priceIn(price, rate),
      })),
    );
    await db
      .insertInto("tld_prices")
      .values(prices)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

export const tldNames = tlds.map(({ tld }) => tld);
