/** Services as they stand, with the product that they are of. */
import type { Selectable } from "kysely";
import type { Db, Tables } from "../../database/tables.js";

export type Service = Selectable<Tables["services"]> & {
  readonly product_name: string;
  readonly module: string;
  readonly auto_setup: string;
};

/** The service with this id, if there is one. */
export async function findService(db: Db, id: number): Promise<Service | undefined> {
  return await all(db).where("services.id", "=", id).executeTakeFirst();
}

/** The services of an order. */
export async function servicesOf(db: Db, orderId: number): Promise<readonly Service[]> {
  return await all(db).where("services.order_id", "=", orderId).orderBy("services.id").execute();
}

function all(db: Db) {
  return db
    .selectFrom("services")
    .innerJoin("products", "products.id", "services.product_id")
    .selectAll("services")
    .select(["products.name as product_name", "products.module", "products.auto_setup"]);
}
