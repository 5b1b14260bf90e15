/** Domains as they stand. */
import type { Selectable } from "kysely";
import type { Db, Tables } from "../../database/tables.js";
import { refuse } from "../../declare/refuse.js";

export type Domain = Selectable<Tables["domains"]>;

/** By its id or its name, the newest of that name; else the refusal in the words of the action that asks. */
export async function domainOf(
  db: Db,
  { id, name }: { readonly id: number | undefined; readonly name?: string | undefined },
  notFound: string,
): Promise<Domain> {
  const all = db.selectFrom("domains").selectAll().orderBy("id", "desc");
  const domain = await (id === undefined
    ? all.where("domain", "=", (name ?? "").toLowerCase())
    : all.where("id", "=", id)
  ).executeTakeFirst();
  if (domain === undefined) throw refuse(notFound);
  return domain;
}

/** The domains of an order. */
export async function domainsOf(db: Db, orderId: number): Promise<readonly Domain[]> {
  return await db.selectFrom("domains").selectAll().where("order_id", "=", orderId).orderBy("id").execute();
}
