/** What was ordered, item by item, as an order shows it. */
import type { Db } from "../../database/tables.js";
import type { Cents } from "../../money/cents.js";
import type { Order } from "./find.js";
import { type Renewed, readRenewals } from "./renewals.js";

export type LineItem = {
  readonly type: "product" | "addon" | "domain" | "renewal";
  readonly relid: number;
  readonly producttype: string;
  readonly product: string;
  readonly domain: string;
  readonly billingcycle: string;
  readonly amount: Cents;
  readonly status: string;
};

const productTypes = {
  hostingaccount: "Hosting Account",
  reselleraccount: "Reseller Account",
  server: "Dedicated/VPS Server",
  other: "Other Product/Service",
} as const;

/** Services first, then addons, domains, and what was renewed. */
export async function lineItemsOf(db: Db, { id, renewals }: Order): Promise<readonly LineItem[]> {
  const renewed = readRenewals(renewals);
  return [
    ...(await services(db).where("services.order_id", "=", id).execute()).map(serviceItem),
    ...(await addons(db).where("service_addons.order_id", "=", id).execute()).map(addonItem),
    ...(await domains(db).where("order_id", "=", id).execute()).map(domainItem),
    ...(await renewedItems(renewed.domains, async (each) =>
      (await domains(db).where("id", "=", each).execute()).map(domainItem),
    )),
    ...(await renewedItems(renewed.services, async (each) =>
      (await services(db).where("services.id", "=", each).execute()).map(serviceItem),
    )),
    ...(await renewedItems(renewed.addons, async (each) =>
      (await addons(db).where("service_addons.id", "=", each).execute()).map(addonItem),
    )),
  ];
}

/** As the thing itself, at the price of its renewal; what is no longer there is left out. */
async function renewedItems(
  renewed: readonly Renewed[],
  itemsOf: (id: number) => Promise<readonly LineItem[]>,
): Promise<readonly LineItem[]> {
  const items: LineItem[] = [];
  for (const { id, amount, years } of renewed) {
    for (const item of await itemsOf(id)) {
      const term = years === undefined ? {} : { billingcycle: `${years} Year/s`, product: "Renewal" };
      items.push({ ...item, ...term, type: "renewal", amount });
    }
  }
  return items;
}

const services = (db: Db) =>
  db
    .selectFrom("services")
    .innerJoin("products", "products.id", "services.product_id")
    .innerJoin("product_groups", "product_groups.id", "products.group_id")
    .select(["services.id", "services.domain", "services.billing_cycle", "services.first_payment", "services.status"])
    .select(["products.type", "products.name", "product_groups.name as group_name"])
    .orderBy("services.id");

const addons = (db: Db) =>
  db
    .selectFrom("service_addons")
    .innerJoin("addons", "addons.id", "service_addons.addon_id")
    .innerJoin("services", "services.id", "service_addons.service_id")
    .select(["service_addons.id", "service_addons.billing_cycle", "service_addons.first_payment"])
    .select(["service_addons.status", "addons.name", "services.domain"])
    .orderBy("service_addons.id");

const domains = (db: Db) =>
  db.selectFrom("domains").select(["id", "type", "domain", "years", "first_payment", "status"]).orderBy("id");

type Row<Query extends (db: Db) => { executeTakeFirstOrThrow: () => Promise<unknown> }> = Awaited<
  ReturnType<ReturnType<Query>["executeTakeFirstOrThrow"]>
>;

function serviceItem(row: Row<typeof services>): LineItem {
  return {
    type: "product",
    relid: row.id,
    producttype: productTypes[row.type],
    product: `${row.group_name} - ${row.name}`,
    domain: row.domain,
    billingcycle: row.billing_cycle,
    amount: row.first_payment,
    status: row.status,
  };
}

function addonItem(row: Row<typeof addons>): LineItem {
  return {
    type: "addon",
    relid: row.id,
    producttype: "Addon",
    product: row.name,
    domain: row.domain,
    billingcycle: row.billing_cycle,
    amount: row.first_payment,
    status: row.status,
  };
}

function domainItem(row: Row<typeof domains>): LineItem {
  return {
    type: "domain",
    relid: row.id,
    producttype: "Domain",
    product: row.type === "Register" ? "Registration" : "Transfer",
    domain: row.domain,
    billingcycle: `${row.years} Year/s`,
    amount: row.first_payment,
    status: row.status,
  };
}
