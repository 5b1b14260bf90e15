/** Reads `order`: fields with ASC or DESC behind them, separated by commas. */
import { type RawBuilder, sql } from "kysely";
import { badQuery } from "../http/refusal.js";
import { type Fields, fieldNamed } from "./fields.js";

const most = 20;

/** What to order by; what is equal then is in the order in which it was written. Throws a refusal. */
export function parseOrder(order: string | undefined, fields: Fields): readonly RawBuilder<unknown>[] {
  if (order === undefined) return [];
  const parts = order.split(",");
  if (parts.length > most) throw badQuery(`The order names more than ${most} fields`);
  return parts.map((part) => {
    const [name = "", direction = "ASC", ...rest] = part.trim().split(/\s+/);
    const field = fieldNamed(fields, name);
    if (field === undefined) throw badQuery(`The order names \`${name}\`, which is no field here`);
    if (rest.length > 0 || !/^(asc|desc)$/i.test(direction)) {
      throw badQuery(`The order of \`${name}\` must be ASC or DESC`);
    }
    return direction.toUpperCase() === "ASC" ? sql`${field.sql} asc` : sql`${field.sql} desc`;
  });
}
