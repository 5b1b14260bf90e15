/** Turns a filter into SQL. Its values are bound, its fields are looked up: nothing of the filter's text becomes SQL. */
import { type Expression as Sql, type SqlBool, sql } from "kysely";
import { badQuery } from "../http/refusal.js";
import { readDecimal } from "../money/decimals.js";
import type { Comparison, Expression, Literal } from "./expression.js";
import { type Field, type Fields, fieldNamed } from "./fields.js";

const operators = {
  "==": sql`is`,
  "!=": sql`is not`,
  "<": sql`<`,
  "<=": sql`<=`,
  ">": sql`>`,
  ">=": sql`>=`,
} satisfies Record<Comparison, unknown>;

/** The condition of a filter on these fields. Throws a refusal. */
export function conditionOf(expression: Expression, fields: Fields): Sql<SqlBool> {
  if ("parts" in expression) {
    const parts = expression.parts.map((part) => conditionOf(part, fields));
    return sql<SqlBool>`(${sql.join(parts, expression.kind === "and" ? sql` and ` : sql` or `)})`;
  }
  const { field: name, at } = expression;
  const field = fieldNamed(fields, name);
  if (field === undefined) throw badQuery(`The filter names \`${name}\` at character ${at}, which is no field here`);
  if (expression.kind === "compare") return comparison(field, expression.by, expression.value, { name, at });
  if (field.type !== "text") throw badQuery(`\`${name}\` is no text: ${expression.test} cannot be asked of it`);
  return textTest(field, expression.test, expression.value);
}

type Place = { readonly name: string; readonly at: number };

function comparison(field: Field, by: Comparison, value: Literal, place: Place): Sql<SqlBool> {
  const bound = valueFor(field, value);
  const isEquality = by === "==" || by === "!=";
  const hasOrder = field.type !== "flag" && field.type !== "guid" && value.kind !== "null";
  if (bound === undefined) {
    throw badQuery(
      `\`${place.name}\` at character ${place.at} is compared with a value that is not ${kinds[field.type]}`,
    );
  }
  if (!isEquality && !hasOrder) throw badQuery(`\`${place.name}\` has no order: use == or != at character ${place.at}`);
  return sql<SqlBool>`${field.sql} ${operators[by]} ${bound.value}`;
}

const kinds = {
  text: "a text",
  guid: 'a guid("…")',
  amount: "a number",
  flag: "true or false",
  day: "a DateTime(…)",
  moment: "a DateTime(…)",
} satisfies Record<Field["type"], string>;

/** The value as the field keeps it; undefined where the two do not fit. */
function valueFor({ type }: Field, literal: Literal): { readonly value: string | number | null } | undefined {
  if (literal.kind === "null") return { value: null };
  switch (type) {
    case "text":
      return literal.kind === "text" ? { value: literal.value } : undefined;
    case "guid":
      return literal.kind === "guid" || literal.kind === "text" ? { value: literal.value.toLowerCase() } : undefined;
    case "flag":
      return literal.kind === "flag" ? { value: literal.value ? 1 : 0 } : undefined;
    case "day":
      return literal.kind === "moment" ? { value: dayOrLater(literal.value) } : undefined;
    case "moment":
      return literal.kind === "moment" ? { value: literal.value } : undefined;
    case "amount": {
      // More than two decimals stay: 0.005 lies between two amounts and is equal to none.
      const value = literal.kind === "number" ? readDecimal(literal.value, 6) : undefined;
      return value === undefined ? undefined : { value: value / 10_000 };
    }
  }
}

/** Days are text without a time: one with a time sorts behind its day. */
function dayOrLater(moment: string): string {
  return moment.endsWith("T00:00:00.000Z") ? moment.slice(0, 10) : moment;
}

function textTest({ sql: field }: Field, test: "Contains" | "StartsWith" | "EndsWith", value: string): Sql<SqlBool> {
  if (value === "") return sql<SqlBool>`${field} is not null`;
  if (test === "Contains") return sql<SqlBool>`instr(${field}, ${value}) > 0`;
  const length = [...value].length;
  return test === "StartsWith"
    ? sql<SqlBool>`substr(${field}, 1, ${length}) = ${value}`
    : sql<SqlBool>`substr(${field}, ${-length}) = ${value}`;
}
