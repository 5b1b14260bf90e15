/**
 * Parameters as data: each says how the reference page names its type, what it is for, and how it is read from a
 * request. What is absent is `undefined`; what cannot be read refuses the call. An empty text counts as absent for
 * everything but texts.
 */
import { readCents, readDecimal } from "../money/cents.js";
import type { PhpArray, PhpValue } from "../protocol/php-value.js";
import { readDay, readMoment } from "./dates.js";
import { BadParameter } from "./refuse.js";

export type Param<T> = {
  /** As the reference page prints it: `int`, `string`, `bool`, `float`, `string[]` … */
  readonly type: string;
  readonly description: string;
  readonly required: boolean;
  /** Still accepted, answered with a warning, never acted upon. */
  readonly deprecated?: true;
  readonly read: (values: PhpArray, name: string) => T;
};

export type Params = Readonly<Record<string, Param<unknown>>>;

/** What an action's `run` is given. */
export type InputOf<P> = { readonly [Name in keyof P]: P[Name] extends Param<infer T> ? T : never };

/** What a parameter may be told: the words when its value cannot be read, instead of the general ones. */
export type ParamOptions = { readonly invalid?: string };

type Read<T> = (text: string) => T | undefined;

function scalar<T>(
  type: string,
  description: string,
  wanted: string,
  read: Read<T>,
  { invalid }: ParamOptions,
): Param<T | undefined> {
  return {
    type,
    description,
    required: false,
    read(values, name) {
      const given = values.get(name);
      if (given === undefined || given === "") return undefined;
      const value = typeof given === "string" ? read(given) : undefined;
      if (value === undefined) throw new BadParameter(invalid ?? `${name} must be ${wanted}`);
      return value;
    },
  };
}

/** Any text; the empty one is a text too. */
export function text(description: string): Param<string | undefined> {
  return {
    type: "string",
    description,
    required: false,
    read(values, name) {
      const given = values.get(name);
      if (given !== undefined && typeof given !== "string") throw new BadParameter(`${name} must be a single value`);
      return given;
    },
  };
}

/** A whole number, in decimal digits only: `1abc` is not 1. */
export function int(description: string, options: ParamOptions = {}): Param<number | undefined> {
  return scalar("int", description, "a whole number", readInt, options);
}

/** A whole number that is not negative, such as a page size. */
export function count(description: string, options: ParamOptions = {}): Param<number | undefined> {
  const read = (given: string) => (given.trim().startsWith("-") ? undefined : readInt(given));
  return scalar("int", description, "a whole number from 0", read, options);
}

/** The id of something. What is no id is answered like an id that does not exist: `notFound`. */
export function id(description: string, notFound: string): Param<number | undefined> {
  return scalar("int", description, "an id", readInt, { invalid: notFound });
}

/** `0`, `false`, `off`, `no` and the empty text are false, everything else is true. */
export function bool(description: string): Param<boolean | undefined> {
  return {
    type: "bool",
    description,
    required: false,
    read(values, name) {
      const given = values.get(name);
      if (given === undefined) return undefined;
      if (typeof given !== "string") throw new BadParameter(`${name} must be a single value`);
      return !/^(0|false|off|no|)$/i.test(given.trim());
    },
  };
}

/** An amount of money, as whole cents. */
export function money(description: string, options: ParamOptions = {}): Param<number | undefined> {
  return scalar("float", description, "an amount such as 15.95", (given) => readCents(given.trim()), options);
}

/** A percentage from 0 to 1000, as whole thousandths. */
export function percent(description: string, options: ParamOptions = {}): Param<number | undefined> {
  const read = (given: string) => {
    const value = readDecimal(given.trim(), 3);
    return value !== undefined && value >= 0 && value <= 1_000_000 ? value : undefined;
  };
  return scalar("float", description, "a percentage from 0 to 1000", read, options);
}

/** A decimal number as a whole number of its `places`-th decimals. */
export function decimal(description: string, places: number, options: ParamOptions = {}): Param<number | undefined> {
  return scalar("float", description, "a decimal number", (given) => readDecimal(given.trim(), places), options);
}

/** A rate between currencies, as a whole number of hundred-thousandths: above 0, since amounts are divided by it. */
export function rate(description: string, options: ParamOptions = {}): Param<number | undefined> {
  const read = (given: string) => {
    const value = readDecimal(given.trim(), 5);
    return value !== undefined && value > 0 ? value : undefined;
  };
  return scalar("float", description, "a decimal number above 0", read, options);
}

/** A day that exists, as `YYYY-MM-DD`. */
export function day(description: string, options: ParamOptions = {}): Param<string | undefined> {
  return scalar("string", description, "a date that exists, as YYYY-MM-DD", readDay, options);
}

/** A moment that exists, as `YYYY-MM-DD HH:MM:SS`; a day alone is its beginning. */
export function moment(description: string, options: ParamOptions = {}): Param<string | undefined> {
  return scalar("string", description, "a time that exists, as YYYY-MM-DD HH:MM:SS", readMoment, options);
}

/** One of a few words, exactly. */
export function choice<const Word extends string>(
  description: string,
  words: readonly Word[],
  options: ParamOptions = {},
): Param<Word | undefined> {
  const read = (given: string) => words.find((word) => word === given);
  return scalar("string", description, `one of ${words.join(", ")}`, read, options);
}

/** The same parameter, which must be there; `missing` are the words when it is not. */
export function required<T>(param: Param<T>, missing?: string): Param<Exclude<T, undefined>> {
  return {
    ...param,
    required: true,
    read(values, name) {
      const value = param.read(values, name);
      if (value === undefined || value === "") throw new BadParameter(missing ?? `${name} is required`);
      return value as Exclude<T, undefined>;
    },
  };
}

/** A text that the reference page prints as something else: for what an action reads in a way of its own. */
export function textAs(type: string, description: string): Param<string | undefined> {
  return { ...text(description), type };
}

/** A parameter that is accepted for old clients' sake and ignored. */
export function deprecated(description: string): Param<undefined> {
  return { type: "string", description, required: false, deprecated: true, read: () => undefined };
}

/** The same parameter under other names that older clients use; the first that is given counts. */
export function alias<T>(param: Param<T>, ...others: readonly string[]): Param<T> {
  return {
    ...param,
    read: (values, name) => param.read(values, [name, ...others].find((each) => values.has(each)) ?? name),
  };
}

/** Reads one value that stands in an array, under the name that a message gives it. */
export function readElement<T>(element: Param<T>, value: PhpValue, name: string): T {
  return element.read(new Map([[name, value]]), name);
}

function readInt(given: string): number | undefined {
  const digits = given.trim();
  if (!/^-?\d{1,15}$/.test(digits)) return undefined;
  return Number(digits) + 0;
}
