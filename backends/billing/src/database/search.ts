/** Searches by part of a text: what a caller writes is text, and no character of it stands for others. */
import { type RawBuilder, sql } from "kysely";
import type { Db } from "./tables.js";

const escaped = (text: string): string => text.replace(/[!%_]/g, "!$&");

function like(column: string, pattern: string): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)} like ${pattern} escape '!'`;
}

/** The column holds the text somewhere, in any case of ASCII letters. */
export const contains = (column: string, text: string): RawBuilder<boolean> => like(column, `%${escaped(text)}%`);

/** The column begins with the text, in any case of ASCII letters. */
export const begins = (column: string, text: string): RawBuilder<boolean> => like(column, `${escaped(text)}%`);

/** The column is the text, in any case of ASCII letters. */
export const reads = (column: string, text: string): RawBuilder<boolean> => like(column, escaped(text));

type WithId = "admins" | "clients" | "email_templates" | "product_groups" | "products";

/** Whether a table has a row of this id. */
export async function exists(db: Db, table: WithId, id: number): Promise<boolean> {
  return (await db.selectFrom(table).select("id").where("id", "=", id).executeTakeFirst()) !== undefined;
}
