/**
 * Fields of an answer as data: each says how the reference page names its type, what it is, and how a value of the
 * database is written. What is not declared is never sent, so a row may carry more than its table shows.
 */
import { writeCents, writeDecimal } from "../money/cents.js";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export type Field<In> = {
  /** As the reference page prints it. */
  readonly type: string;
  readonly description: string;
  /** May be missing from an answer. */
  readonly isOptional: boolean;
  /** What stands below it, for the reference page and for checks: `[]` marks an array. */
  readonly below: Below | undefined;
  readonly write: (value: In) => Json;
};

type Below = { readonly path: string; readonly fields: Fields };

export type Fields = Readonly<Record<string, Field<never>>>;

type OptionalNames<F> = {
  [Name in keyof F]: F[Name] extends Field<infer In> ? (undefined extends In ? Name : never) : never;
}[keyof F];
type ValueOf<F> = F extends Field<infer In> ? In : never;

/** What has to be given for these fields. */
export type ValuesFor<F> = { readonly [Name in Exclude<keyof F, OptionalNames<F>>]: ValueOf<F[Name]> } & {
  readonly [Name in OptionalNames<F>]?: ValueOf<F[Name]>;
};

function plain<In>(type: string, description: string, write: (value: In) => Json): Field<In> {
  return { type, description, isOptional: false, below: undefined, write };
}

export const text = (description: string): Field<string> => plain("string", description, (value) => value);
export const int = (description: string): Field<number> => plain("int", description, (value) => value);
/** A number that WHMCS sends as one, fraction and all. */
export const number = (description: string): Field<number> => plain("float", description, (value) => value);
/** A whole number that WHMCS sends as text. Nothing is the empty text. */
export const intText = (description: string): Field<number | string> =>
  plain("string", description, (value) => String(value));
/** An id that may be missing: 0 then. */
export const idOrZero = (description: string): Field<number | null> => plain("int", description, (value) => value ?? 0);
export const idOrZeroText = (description: string): Field<number | null> =>
  plain("string", description, (value) => String(value ?? 0));
export const bool = (description: string): Field<boolean | 0 | 1> =>
  plain("bool", description, (value) => value === true || value === 1);
/** A flag that WHMCS sends as 0 or 1. */
export const flag = (description: string): Field<boolean | 0 | 1> =>
  plain("int", description, (value) => Number(value));
/** Whole cents, written with two decimals. */
export const money = (description: string): Field<number> => plain("float", description, writeCents);
/** A whole number of `places`-th decimals, written so. */
export const decimal = (places: number, description: string): Field<number> =>
  plain("float", description, (value) => writeDecimal(value, places));
/** A rate of an invoice, three decimals. */
export const percent = (description: string): Field<number> => decimal(3, description);
/** A day; none is `0000-00-00`. */
export const day = (description: string): Field<string | null> =>
  plain("string", description, (value) => value ?? "0000-00-00");
/** A moment; none is `0000-00-00 00:00:00`. */
export const moment = (description: string): Field<string | null> =>
  plain("string", description, (value) => value ?? "0000-00-00 00:00:00");

/** The same field, which may be null. */
export function nullable<In>(field: Field<In>): Field<In | null> {
  return { ...field, write: (value) => (value === null ? null : field.write(value)) };
}

/** The same field, which may be missing. */
export function optional<In>(field: Field<In>): Field<In | undefined> {
  return { ...field, isOptional: true, write: field.write as (value: In | undefined) => Json };
}

/** The same field, which may be the empty text instead. */
export function orEmptyText<In>(field: Field<In>): Field<In | ""> {
  return { ...field, write: (value) => (value === "" ? "" : field.write(value as In)) };
}

/** An object with fields of its own. */
export function object<F extends Fields>(description: string, fields: F): Field<ValuesFor<F>> {
  return {
    type: "object",
    description,
    isOptional: false,
    below: { path: "", fields },
    write: (value) => writeFields(fields, value),
  };
}

/** WHMCS's lists: a plural container with the singular array in it, `clients.client[]`. An empty one is an empty array. */
export function list<F extends Fields>(item: string, description: string, fields: F): Field<readonly ValuesFor<F>[]> {
  return {
    type: "array",
    description,
    isOptional: false,
    below: { path: `${item}[]`, fields },
    write: (values) => ({ [item]: values.map((value) => writeFields(fields, value)) }),
  };
}

/** The few lists that have no container: `servers[]`. */
export function flatList<F extends Fields>(description: string, fields: F): Field<readonly ValuesFor<F>[]> {
  return {
    type: "array",
    description,
    isOptional: false,
    below: { path: "[]", fields },
    write: (values) => values.map((value) => writeFields(fields, value)),
  };
}

/** A list of plain texts. */
export const texts = (description: string): Field<readonly string[]> =>
  plain("string[]", description, (value) => value);

/** A map whose keys are data (currency codes, years, dates) and whose values are alike. */
export function mapOf<In>(key: string, element: Field<In>): Field<ReadonlyMap<string | number, In>> {
  return {
    type: "object",
    description: element.description,
    isOptional: false,
    below: { path: `<${key}>`, fields: element.below?.fields ?? {} },
    write: (values) => Object.fromEntries([...values].map(([name, value]) => [String(name), element.write(value)])),
  };
}

/** Writes the declared fields of `values`, in their order. */
export function writeFields<F extends Fields>(fields: F, values: ValuesFor<F>): JsonObject {
  const given = values as Readonly<Record<string, unknown>>;
  const entries = Object.entries(fields).flatMap(([name, field]) => {
    const value = given[name];
    if (value === undefined && field.isOptional) return [];
    if (value === undefined) throw new Error(`the answer has no \`${name}\``);
    return [[name, (field.write as (value: unknown) => Json)(value)] as const];
  });
  return Object.fromEntries(entries);
}
