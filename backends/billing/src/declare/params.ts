/** Parameters that hold several values: arrays with PHP's brackets, numbered families, and packed values. */

import { unpackJson, unpackPhp } from "../protocol/packed.js";
import type { PhpArray, PhpValue } from "../protocol/php-value.js";
import { type InputOf, type Param, type Params, readElement } from "./param.js";
import { BadParameter } from "./refuse.js";

/** `name[]` or `name[0]`, `name[1]`, …: the values in the order in which they came. */
export function list<T>(
  element: Param<T>,
  options: { readonly invalid?: string; readonly orSingle?: true } = {},
): Param<Exclude<T, undefined>[] | undefined> {
  return {
    type: `${element.type}[]`,
    description: element.description,
    required: false,
    read(values, name) {
      const array = arrayOf(values.get(name), name, options);
      return array && [...array].map(([key, value]) => definedElement(element, value, `${name}[${key}]`));
    },
  };
}

/** `name[key]`: the values by their keys, in the order in which they came. */
export function map<T>(
  element: Param<T>,
  options: { readonly invalid?: string } = {},
): Param<Map<string, Exclude<T, undefined>> | undefined> {
  return {
    type: `${element.type}[]`,
    description: element.description,
    required: false,
    read(values, name) {
      const array = arrayOf(values.get(name), name, options);
      return (
        array && new Map([...array].map(([key, value]) => [key, definedElement(element, value, `${name}[${key}]`)]))
      );
    },
  };
}

/** What is said of each of several things, by their keys. A value that came without a key is said of the only one. */
export type Each<T> = { readonly isAlone: boolean; readonly values: ReadonlyMap<string, T> };

/** `name[key]`, where the same key of another parameter speaks of the same thing; or one plain value. Empty ones are absent. */
export function each<T>(element: Param<T>): Param<Each<Exclude<T, undefined>> | undefined> {
  return {
    type: `${element.type}[]`,
    description: element.description,
    required: false,
    read(values, name) {
      const given = values.get(name);
      const array = arrayOf(given, name, { orSingle: true });
      const read = [...(array ?? [])].flatMap(([key, value]) => {
        const one = readElement(element, value, `${name}[${key}]`);
        return one === undefined || one === "" ? [] : [[key, one as Exclude<T, undefined>] as const];
      });
      return read.length === 0 ? undefined : { isAlone: array !== given, values: new Map(read) };
    },
  };
}

/** `name[a]`, `name[b]`: parameters of their own, grouped. Printed one by one on the reference page. */
export function group<P extends Params>(description: string, members: P): Group<P> {
  return {
    type: "array",
    description,
    required: false,
    members,
    read(values, name) {
      const array = arrayOf(values.get(name), name, {});
      const entries = Object.entries(members).map(([member, param]) => {
        const value = array?.get(member);
        return [member, value === undefined ? undefined : readElement(param, value, `${name}[${member}]`)];
      });
      return array && (Object.fromEntries(entries) as InputOf<P>);
    },
  };
}
export type Group<P extends Params> = Param<InputOf<P> | undefined> & { readonly members: P };

/**
 * `itemdescription1`, `itemdescription2`, …: declared as `itemdescriptionx`. The values by their numbers, smallest
 * number first; numbers may begin anywhere and have gaps.
 */
export function family<T>(element: Param<T>): Param<Map<number, T>> {
  return {
    type: element.type,
    description: element.description,
    required: false,
    read(values, name) {
      const stem = name.slice(0, -1);
      const found = [...values.keys()].flatMap((key) => {
        const digits = key.startsWith(stem) ? key.slice(stem.length) : "";
        return /^\d{1,9}$/.test(digits) ? [[Number(digits), key] as const] : [];
      });
      found.sort(([a], [b]) => a - b);
      return new Map(found.map(([number, key]) => [number, element.read(values, key)]));
    },
  };
}

/** base64 of PHP's serialize(): only data, never objects. */
export function packed(description: string, options: { readonly invalid?: string } = {}): Param<PhpArray | undefined> {
  return packedBy(unpackPhp, "base64 of a serialized PHP array", description, options);
}

/** base64 of JSON. */
export function packedJson(
  description: string,
  options: { readonly invalid?: string } = {},
): Param<PhpArray | undefined> {
  return packedBy(unpackJson, "base64 of a JSON list", description, options);
}

function packedBy(
  unpack: (text: string) => PhpValue | undefined,
  wanted: string,
  description: string,
  { invalid }: { readonly invalid?: string },
): Param<PhpArray | undefined> {
  return {
    type: "array",
    description,
    required: false,
    read(values, name) {
      const given = values.get(name);
      if (given === undefined || given === "") return undefined;
      const value = typeof given === "string" ? unpack(given) : given;
      if (!(value instanceof Map)) throw new BadParameter(invalid ?? `${name} must be ${wanted}`);
      return value;
    },
  };
}

function arrayOf(
  given: PhpValue | undefined,
  name: string,
  { invalid, orSingle }: { readonly invalid?: string; readonly orSingle?: true },
): PhpArray | undefined {
  if (given === undefined || given === "") return undefined;
  if (given instanceof Map) return given;
  if (orSingle === true) return new Map([["0", given]]);
  throw new BadParameter(invalid ?? `Expecting parameter '${name}' to be an array`);
}

function definedElement<T>(element: Param<T>, value: PhpValue, name: string): Exclude<T, undefined> {
  const read = readElement(element, value, name);
  if (read === undefined) throw new BadParameter(`${name} is empty`);
  return read as Exclude<T, undefined>;
}
