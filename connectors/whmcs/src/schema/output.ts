/**
 * The kinds of field that WHMCS answers with.
 *
 * Installations differ in what is a number and what is text, and in how they write an empty list. The fields here take
 * what real ones send and leave it as it is; only lists are brought into one form. Everything is optional and unknown
 * fields pass, because a change that has been made must never be reported as a failure for the form of its answer.
 */
import { z } from "zod";

type Field = z.ZodType;
type Fields = Readonly<Record<string, Field>>;

const textual = z.union([z.string(), z.null()]);
const numeric = z.union([z.string(), z.number(), z.null()]);
const binary = z.union([z.boolean(), z.string(), z.number(), z.null()]);

const named =
  (field: Field) =>
  (names: string): Fields =>
    Object.fromEntries(names.split(/\s+/).map((name) => [name, field.optional()]));

/** Text fields, by their names. */
export const texts = named(textual);
/** Ids and counts; many installations write them as text. */
export const numbers = named(numeric);
/** Amounts of money: decimal text such as "10.00" in the currency of the client. */
export const amounts = named(numeric);
/** Yes or no: true, "1", 1 or "on", depending on the field. */
export const flags = named(binary);

/** An object. */
export const record = (...parts: readonly Fields[]) =>
  z.looseObject(Object.assign({}, ...parts) as Readonly<Record<string, z.ZodOptional>>);

/** Objects by a name that varies, such as a currency's code. */
export const byName = (value: Field) => z.record(z.string(), value).optional();

/** A list as WHMCS nests it: `invoices: { invoice: [...] }` for `list("invoice", …)`. */
export const list = (singular: string, item: Field) =>
  z.preprocess((value) => nested(singular, value), z.looseObject({ [singular]: z.array(item) })).optional();

// "" and [] are empty lists, one element may stand alone, and PHP makes { "0": …, "2": … } of a list with a gap.
function nested(singular: string, value: unknown): unknown {
  if (value === "" || value === null || (Array.isArray(value) && value.length === 0)) return { [singular]: [] };
  if (typeof value !== "object" || Array.isArray(value)) return value;
  const container = value as Readonly<Record<string, unknown>>;
  return { ...container, [singular]: elements(container[singular]) };
}

function elements(value: unknown): unknown {
  if (value === undefined || value === null || value === "") return [];
  if (typeof value !== "object" || Array.isArray(value)) return value;
  const numbered = Object.keys(value).every((key) => /^\d+$/.test(key));
  return numbered ? Object.values(value) : [value];
}

/** A list without a container, such as `servers`. */
export const flat = (item: Field) => z.preprocess((value) => elements(value), z.array(item)).optional();

/** How much of a long list an answer holds. */
export const page = numbers("totalresults startnumber numreturned");
