/**
 * The kinds of argument that the tools take, each with the description an agent reads.
 *
 * Names are Xero's own, letter for letter. A key that is none of them is refused with what would be right, since what is
 * dropped in silence makes a wrong record. No message repeats a value.
 */
import { isCalendarDate } from "@turnpike/connector-kit";
import { z } from "zod";

/** What of a thing is Xero's to say. */
type Limits = { readonly computed?: readonly string[] };

/** An object of exactly these fields; `what` is its name in messages, such as `an invoice`. */
export function fields<Shape extends z.ZodRawShape>(what: string, shape: Shape, { computed = [] }: Limits = {}) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? unknownKeys(`field of ${what} that can be set`, issue.keys, Object.keys(shape), computed)
        : undefined,
  });
}

/** The parameters of a tool, and no others. */
export const parameters = <Shape extends z.ZodRawShape>(tool: string, shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? unknownKeys(`parameter of ${tool}`, issue.keys, Object.keys(shape), [])
        : undefined,
  });

// Which of the keys stands for what; several can be wrong at once.
function unknownKeys(
  what: string,
  keys: readonly string[],
  names: readonly string[],
  computed: readonly string[],
): string {
  return keys
    .map((key) => {
      const shown = key.slice(0, 40);
      const meant = names.find((name) => name.toLowerCase() === key.toLowerCase());
      if (meant !== undefined) return `${shown} must be written ${meant}`;
      if (computed.some((name) => name.toLowerCase() === key.toLowerCase())) {
        return `${shown} cannot be set, Xero works it out: leave it out`;
      }
      return `${shown} is no ${what}; there ${names.length === 0 ? "is none" : `are ${names.join(", ")}`}`;
    })
    .join(". ");
}

/** Text, which may be empty: an empty one clears the field. */
export const text = (description: string, maxLength?: number) => upTo(maxLength).describe(description);

/** Text whose name says all. */
export const upTo = (maxLength?: number) =>
  maxLength === undefined ? z.string() : z.string().max(maxLength, `must have at most ${maxLength} characters`);

/** Text that must say something. */
export const filled = (description: string, maxLength?: number) =>
  upTo(maxLength).min(1, "must not be empty").describe(description);

/** Yes or no. */
export const flag = (description: string) => z.boolean().describe(description);

/** One of a few words. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words, description: string) =>
  z.enum(words).describe(description);

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** An id of Xero's in a list that says what it is of. */
export const listedId = z
  .string()
  .refine(isId, "must be an id of Xero's, such as 00000000-0000-0000-0000-000000000000");

/** An id of Xero's. */
export const id = (description: string) => listedId.describe(description);

/** A day. */
export const date = (description: string) =>
  z
    .string()
    .refine(isCalendarDate, "must be a day of the calendar, written YYYY-MM-DD")
    .describe(`${description}, YYYY-MM-DD`);

/** A number from 1, or from `least`. */
export const count = (description: string, most?: number, least = 1) => {
  const whole = z.number().multipleOf(1, "must be a whole number").min(least, `must be ${least} or more`);
  return (most === undefined ? whole : whole.max(most, `must be ${most} or less`)).describe(description);
};

/** A decimal with at most so many places, such as an amount of money in whole units (12.5 is twelve and a half). */
export const decimal = (places: number, description: string, [least, most]: readonly number[] = []) =>
  z
    .number()
    .min(least ?? -Infinity, `must be ${least} or more`)
    .max(most ?? Infinity, `must be ${most} or less`)
    .refine(
      (value) => new RegExp(`^-?\\d{1,15}(\\.\\d{1,${places}})?$`).test(String(value)),
      `must be a decimal with at most ${places} places`,
    )
    .describe(description);

/** What Xero sends beside a list, and takes back without a meaning. */
const envelope = {
  pagination: fields("pagination", {
    page: z.number().optional(),
    pageSize: z.number().optional(),
    pageCount: z.number().optional(),
    itemCount: z.number().optional(),
  })
    .optional()
    .describe("Part of Xero's answers; says nothing here"),
  Warnings: z
    .array(fields("a warning", { Message: z.string().optional() }))
    .optional()
    .describe("Part of Xero's answers; says nothing here"),
};

const maxElements = 50;

/** The list of what is to be written, under Xero's name for it. */
const elements = <Name extends string, Element extends z.ZodType>(name: Name, element: Element, most: number) => ({
  ...envelope,
  ...({
    [name]: z
      .array(element, { error: (issue) => (Array.isArray(issue.input) ? undefined : "must be an array") })
      .min(1, "must not be empty")
      .max(
        most,
        most === 1 ? "must have exactly one element: one call changes one" : `must have at most ${most} elements`,
      )
      .describe(most === 1 ? "Exactly one, with the fields to change" : `Up to ${most} at a time`),
  } as Record<Name, z.ZodArray<Element>>),
});

/** So many at a time are created. */
export const batch = <Name extends string, Element extends z.ZodType>(name: Name, element: Element) =>
  elements(name, element, maxElements);

/** One element in Xero's envelope: `{ "Invoices": [ { … } ] }`. */
export const wrapped = <Name extends string, Element extends z.ZodType>(name: Name, element: Element) => {
  const shape = elements(name, element, 1);
  return z
    .strictObject(shape, {
      error: (issue) => {
        if (issue.code === "unrecognized_keys")
          return unknownKeys("part of this envelope", issue.keys, Object.keys(shape), []);
        return issue.code === "invalid_type" ? `must be an object with a list in it: { "${name}": [ … ] }` : undefined;
      },
    })
    .describe(`Xero's envelope around what changes: { "${name}": [ … ] }`);
};

export const tenant = filled(
  "The organisation, by name or id as `list_organisations` shows them; may be left out where only one is connected",
);
// It travels in a header, where other characters are dropped on the way or cannot be sent, and an empty one is none.
export const idempotencyKey = upTo(128)
  .regex(/^[!-~]([ -~]*[!-~])?$/, "must be printable ASCII, without spaces around it")
  .describe(
    "A text of your own by which Xero knows a repeated request; one is made up if left out. Give it only to repeat a call whose answer was lost",
  );
export const unitdp = z
  .union([z.literal(2), z.literal(4)], { error: "must be 2 or 4" })
  .describe("4 keeps four decimals in unit amounts; they are rounded to 2 if left out");

/** Which part of a long list to give. */
export const page = count(
  "Which page, from 1; the first if left out. `pagination` in the answer says how many there are",
);
export const pageSize = count("How many on a page, 100 if left out", 1000);
export const where = (example: string) =>
  filled(`A filter in Xero's language, with == != < > AND OR, such as ${example}. Texts in double quotes`);
export const order = (example: string) => filled(`A field and ASC or DESC, such as ${example}`);
export const removeLineItems = z
  .array(listedId)
  .max(500, "no document has that many lines")
  .describe("The LineItemIDs of the lines to delete; every other line must be in LineItems");
