/** The fields of a list by which it can be filtered and ordered: what each is called, what it is, where it is kept. */
import { type RawBuilder, sql } from "kysely";

export type Field = {
  readonly type: "text" | "guid" | "amount" | "flag" | "day" | "moment";
  /** The SQL that gives it; a constant of ours. */
  readonly sql: RawBuilder<unknown>;
};

/** By their names on the wire. */
export type Fields = Readonly<Record<string, Field>>;

/** Finds a field, whatever the case of its name. */
export function fieldNamed(fields: Fields, name: string): Field | undefined {
  const found = Object.keys(fields).find((each) => each.toLowerCase() === name.toLowerCase());
  return found === undefined ? undefined : fields[found];
}

/** The currency of documents of a table: their organisation's. */
export function currencyOf(table: string): RawBuilder<unknown> {
  const organisation = sql.ref(`${table}.organisation_id`);
  return sql`(select base_currency from organisations where organisations.id = ${organisation})`;
}
