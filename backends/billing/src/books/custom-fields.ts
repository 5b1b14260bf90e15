/** The fields that an operator has added, and the values they have for one client, service or ticket. */
import type { Db } from "../database/tables.js";
import type { PhpArray } from "../protocol/php-value.js";

/** Whose fields: of all clients, of one product's services, of one department's tickets. */
export type FieldsOf =
  | { readonly type: "client" }
  | { readonly type: "product"; readonly productId: number }
  | { readonly type: "support"; readonly departmentId: number };

/** In their order. */
export async function customFields(db: Db, of: FieldsOf) {
  const all = db.selectFrom("custom_fields").selectAll().where("type", "=", of.type);
  const mine =
    of.type === "product"
      ? all.where("product_id", "=", of.productId)
      : of.type === "support"
        ? all.where("department_id", "=", of.departmentId)
        : all;
  return await mine.orderBy("sort_order").orderBy("id").execute();
}

/** The values that are set, by the id of their field. */
export async function customValues(db: Db, of: FieldsOf, relatedId: number): Promise<ReadonlyMap<number, string>> {
  const ids = (await customFields(db, of)).map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("custom_field_values")
    .select(["field_id", "value"])
    .where("related_id", "=", relatedId)
    .where("field_id", "in", ids)
    .execute();
  return new Map(rows.map(({ field_id: id, value }) => [id, value]));
}

/** Keeps what was given, by the id of its field; unknown fields are ignored. */
export async function keepCustomValues(db: Db, of: FieldsOf, relatedId: number, given?: PhpArray): Promise<void> {
  if (given === undefined) return;
  for (const { id } of await customFields(db, of)) {
    const value = given.get(String(id));
    if (typeof value !== "string") continue;
    await db
      .insertInto("custom_field_values")
      .values({ field_id: id, related_id: relatedId, value })
      .onConflict((conflict) => conflict.columns(["field_id", "related_id"]).doUpdateSet({ value }))
      .execute();
  }
}
