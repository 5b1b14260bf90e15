/**
 * Columns as data: one declaration gives the DDL of every dialect and the TypeScript type of a row, so that the two
 * cannot drift apart. Money is whole cents, rates are whole thousandths of a percent, flags are 0 or 1, dates and times
 * are text as they are spoken on the wire: all of it sorts, compares and adds up the same in every database.
 */
import type { ColumnType } from "kysely";

/** A column; `Read` is what a select gives, `Written` what an insert takes (with `undefined` where it may be left out). */
export type Column<Read, Written> = {
  readonly storage: "id" | "integer" | "text";
  readonly nullable: boolean;
  readonly fallback: string | number | undefined;
  /** A condition on the column; `?` stands for its name. */
  readonly check: string | undefined;
  readonly references: Reference | undefined;
  /** Never there: carries the types for the compiler. */
  readonly types?: ColumnType<Read, Written, Read>;
};

type Reference = { readonly table: string; readonly onDelete: "cascade" | "restrict" | "set null" };

/** Columns are required unless they may be null or have a value of their own. */
type Options<Value> = { readonly nullable?: true; readonly fallback?: Value };
type ReadBy<Value, O> = O extends { nullable: true } ? Value | null : Value;
type WrittenBy<Value, O> = O extends { nullable: true } | { fallback: Value }
  ? ReadBy<Value, O> | undefined
  : ReadBy<Value, O>;
type Made<Value, O> = Column<ReadBy<Value, O>, WrittenBy<Value, O>>;

function column(storage: "integer" | "text", options: Options<string | number>, check?: string): Column<never, never> {
  return {
    storage,
    nullable: options.nullable === true,
    fallback: options.fallback,
    check,
    references: undefined,
  };
}

/** A number that counts up and is never given twice. */
export function id(): Column<number, number | undefined> {
  return { storage: "id", nullable: false, fallback: undefined, check: undefined, references: undefined };
}

/** The id of a row of another table. */
export function ref<const O extends Options<number> & { readonly onDelete?: Reference["onDelete"] }>(
  table: string,
  options: O = {} as O,
): Made<number, O> {
  return { ...column("integer", options), references: { table, onDelete: options.onDelete ?? "restrict" } };
}

export function text<const O extends Options<string>>(options: O = {} as O): Made<string, O> {
  return column("text", options);
}

/** One of a few words. */
export function choice<const Word extends string, const O extends Options<NoInfer<Word>>>(
  words: readonly Word[],
  options: O = {} as O,
): Made<Word, O> {
  return column("text", options, `? in (${words.map(quoted).join(", ")})`);
}

export function integer<const O extends Options<number>>(options: O = {} as O): Made<number, O> {
  return column("integer", options);
}

/** An amount in whole cents; within what a double holds exactly, with room to add up. */
export function cents<const O extends Options<number>>(options: O = {} as O): Made<number, O> {
  return column("integer", options, "? between -900000000000000 and 900000000000000");
}

/** A percentage in thousandths: 9.975 % is 9975. */
export function percent<const O extends Options<number>>(options: O = {} as O): Made<number, O> {
  return column("integer", options, "? between 0 and 1000000");
}

export function flag<const O extends Options<0 | 1>>(options: O = {} as O): Made<0 | 1, O> {
  return column("integer", options, "? in (0, 1)");
}

/** A day, `YYYY-MM-DD`. */
export function day<const O extends Options<string>>(options: O = {} as O): Made<string, O> {
  return column("text", options, "length(?) = 10");
}

/** A moment, `YYYY-MM-DD HH:MM:SS` in UTC. */
export function moment<const O extends Options<string>>(options: O = {} as O): Made<string, O> {
  return column("text", options, "length(?) = 19");
}

/** A word as an SQL literal. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", "''")}'`;
}
