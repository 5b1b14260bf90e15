/**
 * Dates of Xero's JSON, `/Date(1552262400000+0000)/`, as ISO 8601.
 *
 * Only in the fields that hold dates: the same characters in a text that somebody wrote are that text. A field such as
 * `DueDate` is a day and is written as one, as Xero takes it back; one that ends in `UTC` is an instant.
 */

const written = /^\/Date\((-?\d{1,16})(?:[+-]\d{4})?\)\/$/;
const holdsDate = /Date(UTC)?$/;
/** The same date once more, in text. */
const repeats = /Date(UTC)?String$/;

/** A copy of an answer with its dates readable, and each of them once; what is null is left out. */
export function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).filter(
    ([name, each]) => each !== null && !(repeats.test(name) && name.slice(0, -6) in value),
  );
  return Object.fromEntries(
    fields.map(([name, each]) => [
      name,
      typeof each === "string" && holdsDate.test(name) ? iso(name, each) : readable(each),
    ]),
  );
}

function iso(name: string, text: string): string {
  const instant = new Date(Number(written.exec(text)?.[1] ?? Number.NaN));
  if (Number.isNaN(instant.getTime())) return text;
  const full = instant.toISOString();
  return !name.endsWith("UTC") && full.endsWith("T00:00:00.000Z") ? full.slice(0, 10) : full;
}
