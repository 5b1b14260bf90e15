/**
 * What a body may hold, as data: names and what is read behind them. Names are read whatever their case, as Xero does,
 * and names that are not declared are passed over. A value of another type than declared refuses the whole request.
 */
import { readDecimal, writeDecimal } from "../money/decimals.js";
import { readDay, writeDay } from "./dates.js";
import { badBody } from "./refusal.js";

/** How a value is read, and how what was read is written again. */
export type Kind<T> = {
  /** Reads a value that is there; `at` says where it is. */
  readonly read: (value: unknown, at: string) => T;
  readonly write: (value: T) => unknown;
};
/** A kind of anything: what it reads is not known, and what it writes must come from it. */
type AnyKind = { readonly read: (value: unknown, at: string) => unknown; readonly write: (value: never) => unknown };
export type Shape = Readonly<Record<string, AnyKind>>;
/** What was sent: each name is there only when it was sent, and not as null. */
export type Sent<S extends Shape> = { readonly [Name in keyof S]?: ReturnType<S[Name]["read"]> };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An object of this shape. */
export function object<const S extends Shape>(shape: S): Kind<Sent<S>> {
  const names = new Map(Object.keys(shape).map((name) => [name.toLowerCase(), name]));
  return {
    read(value, at) {
      if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(at, "an object");
      const read: Record<string, unknown> = {};
      for (const [key, each] of Object.entries(value)) {
        const name = names.get(key.toLowerCase());
        if (name === undefined || each === null) continue;
        if (name in read) throw badBody(`JSON for post data was invalid: ${at}.${name} is there twice`);
        read[name] = shape[name]?.read(each, `${at}.${name}`);
      }
      return read as Sent<S>;
    },
    write: (sent) =>
      Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, shape[name]?.write(value as never)])),
  };
}

export function list<T>(item: Kind<T>): Kind<readonly T[]> {
  return {
    read(value, at) {
      if (!Array.isArray(value)) throw wrong(at, "an array");
      return value.map((each, index) => item.read(each, `${at}[${index}]`));
    },
    write: (values) => values.map(item.write),
  };
}

/** A value that is written as it was read. */
function plain<T>(read: Kind<T>["read"]): Kind<T> {
  return { read, write: (value) => value };
}

export const text: Kind<string> = plain((value, at) => {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  throw wrong(at, "text");
});

export const flag: Kind<boolean> = plain((value, at) => {
  if (typeof value === "boolean") return value;
  if (typeof value === "string" && /^(true|false)$/i.test(value)) return value.toLowerCase() === "true";
  throw wrong(at, "true or false");
});

/** One of a few words, whatever its case. */
export function word<const Word extends string>(words: readonly Word[]): Kind<Word> {
  return plain((value, at) => {
    const found = words.find((each) => typeof value === "string" && each.toLowerCase() === value.toLowerCase());
    if (found === undefined) throw wrong(at, `one of ${words.join(", ")}`);
    return found;
  });
}

const largest = 1e10;

/** A number with decimals, as a whole number of its `places`-th ones. */
export function decimal(places: number): Kind<number> {
  return {
    read(value, at) {
      const read = readDecimal(value, places);
      if (read === undefined) throw wrong(at, "a number");
      if (Math.abs(read) > largest * 10 ** places) throw wrong(at, `a number between -${largest} and ${largest}`);
      return read;
    },
    write: (value) => writeDecimal(value, places),
  };
}

export const integer: Kind<number> = plain((value, at) => {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw wrong(at, "a whole number");
  return value;
});

export const day: Kind<string> = {
  read(value, at) {
    const read = typeof value === "string" ? readDay(value) : undefined;
    if (read === undefined) throw wrong(at, "a date, such as 2026-01-31");
    return read;
  },
  write: writeDay,
};

export const guid: Kind<string> = plain((value, at) => {
  if (typeof value !== "string" || !uuid.test(value)) throw wrong(at, "a GUID");
  return value.toLowerCase();
});

export function isGuid(value: string): boolean {
  return uuid.test(value);
}

function wrong(at: string, expected: string) {
  return badBody(`JSON for post data was invalid: ${at} must be ${expected}`);
}
