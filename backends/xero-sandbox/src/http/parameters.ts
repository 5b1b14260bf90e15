/** The parameters of a request: read whatever their case; what cannot be understood is refused, what is unknown passed over. */
import { readDay, readMoment } from "./dates.js";
import { badQuery } from "./refusal.js";
import { isGuid } from "./shape.js";

export type Parameters = {
  readonly text: (name: string) => string | undefined;
  readonly flag: (name: string) => boolean;
  /** A whole number from 1 on. */
  readonly count: (name: string) => number | undefined;
  readonly day: (name: string) => string | undefined;
  readonly guid: (name: string) => string | undefined;
  /** Separated by commas. */
  readonly list: (name: string) => readonly string[];
  readonly guids: (name: string) => readonly string[];
};

/** Looks parameters up in a query. */
export function parametersOf(query: URLSearchParams): Parameters {
  const values = new Map<string, string>();
  for (const [name, value] of query) {
    const key = name.toLowerCase();
    if (values.has(key)) throw badQuery(`The parameter ${name} is there twice`);
    values.set(key, value);
  }
  const text = (name: string) => values.get(name.toLowerCase()) || undefined;
  const read = <T>(name: string, reader: (given: string) => T | undefined, expected: string): T | undefined => {
    const given = text(name);
    if (given === undefined) return undefined;
    const value = reader(given);
    if (value === undefined) throw badQuery(`The parameter ${name} must be ${expected}`);
    return value;
  };
  const listOf = (name: string) =>
    (text(name) ?? "")
      .split(",")
      .map((each) => each.trim())
      .filter((each) => each !== "");
  return {
    text,
    flag: (name) => read(name, readFlag, "true or false") ?? false,
    count: (name) => read(name, readCount, "a whole number from 1 on"),
    day: (name) => read(name, readDay, "a date, such as 2026-01-31"),
    guid: (name) => read(name, readGuid, "a GUID"),
    list: listOf,
    guids: (name) => listOf(name).map((each) => read(name, () => readGuid(each), "GUIDs with commas between") ?? ""),
  };
}

/** Reads the header `If-Modified-Since`. */
export function readModifiedSince(header: string | undefined): string | undefined {
  if (header === undefined || header.trim() === "") return undefined;
  const moment = readMoment(header.trim()) ?? readHttpDate(header.trim());
  if (moment === undefined) throw badQuery("If-Modified-Since must be a date and time, such as 2026-01-31T00:00:00Z");
  return moment;
}

/** The form of dates in HTTP: `Sat, 31 Jan 2026 00:00:00 GMT`. */
function readHttpDate(text: string): string | undefined {
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return undefined;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function readFlag(text: string): boolean | undefined {
  return /^(true|false)$/i.test(text) ? text.toLowerCase() === "true" : undefined;
}

function readCount(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) && Number(text) > 0 ? Number(text) : undefined;
}

function readGuid(text: string): string | undefined {
  return isGuid(text) ? text.toLowerCase() : undefined;
}
