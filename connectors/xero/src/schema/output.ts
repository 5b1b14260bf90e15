/**
 * The kinds of field that Xero answers with.
 *
 * Everything is optional and unknown fields pass, because a change that has been made must never be reported as a failure
 * for the form of its answer; what has another type than declared is left to the text (answer.ts).
 */
import { z } from "zod";

type Fields = Readonly<Record<string, z.ZodType>>;

const named =
  (field: z.ZodType) =>
  (names: string): Fields =>
    Object.fromEntries(names.split(/\s+/).map((name) => [name, field.optional()]));

/** Text fields, by their names; dates too, as YYYY-MM-DD or as an instant. */
export const texts = named(z.string());
/** Amounts of money in the document's currency, rates and counts. */
export const numbers = named(z.number());
/** Yes or no. */
export const flags = named(z.boolean());

/** An object. */
export const record = (...parts: readonly Fields[]) =>
  z.looseObject(Object.assign({}, ...parts) as Readonly<Record<string, z.ZodOptional>>);

/** A list of objects. */
export const list = (...parts: readonly Fields[]) => z.array(record(...parts)).optional();

/** What every answer about an organisation has beside Xero's own fields. */
export const envelope = {
  tenant: z.looseObject({ tenantId: z.string(), tenantName: z.string() }).optional(),
  rateLimits: record(numbers("minuteRemaining dayRemaining appMinuteRemaining")).optional(),
  Warnings: list(texts("Message")),
};

/** How much of a long list an answer holds. */
export const pagination = record(numbers("page pageSize pageCount itemCount")).optional();
