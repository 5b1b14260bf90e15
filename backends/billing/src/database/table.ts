/** A table as data: its columns, and what holds across them. */
import type { Selectable } from "kysely";
import type { Column } from "./columns.js";

type Columns = Readonly<Record<string, Column<unknown, unknown>>>;
type Names<C> = readonly (keyof C & string)[];

/** What a table has beside its columns. */
type Rules<C> = {
  /** Where the key is no column called `id`. */
  readonly key?: Names<C>;
  readonly unique?: readonly Names<C>[];
  readonly indexes?: readonly Names<C>[];
  readonly checks?: readonly string[];
  /**
   * Combinations of columns by which lists of this table are filtered: how many rows there are of each is kept by the
   * writes, so that the total of a list costs the same however long it is. `[]` counts all rows.
   */
  readonly counted?: readonly Names<C>[];
};

export type Table<C = Columns> = { readonly columns: C } & Rules<C>;

export function table<const C>(columns: C, rules: Rules<C> = {}): Table<C> {
  return { columns, ...rules };
}

/** The tables as kysely wants to know them. */
export type TablesOf<T> = {
  [Name in keyof T]: T[Name] extends Table<infer C>
    ? { [Key in keyof C]: C[Key] extends { readonly types?: infer Types } ? NonNullable<Types> : never }
    : never;
};

export type Row<T> = Selectable<T>;
