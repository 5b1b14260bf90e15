/**
 * Readers of the shapes that a document is made of. Each returns what it read, or undefined after reporting; reading
 * goes on either way, so that an author sees every mistake at once. Objects are built in the order of the text.
 */

import { shownKey } from "@turnpike/json";
import type { PolicyValue } from "../document.js";
import { nearest } from "../nearest.js";
import type { ArrayNode, Node, ObjectNode } from "../parse/node.js";
import type { Report } from "../parse/report.js";
import { keyHint, missingHint } from "./key-hints.js";

/** A reader for every key that an object may have. */
export type Readers<T> = { readonly [K in keyof T]-?: (node: Node) => T[K] | undefined };

const KIND_NAMES: { readonly [kind in Node["kind"]]: string } = {
  object: "an object",
  array: "an array",
  string: "a string",
  number: "a number",
  boolean: "a boolean",
  null: "null",
  unread: "nothing",
};

/** Reports a value of the wrong type, unless it was refused already. */
export function wrongType(node: Node, what: string, wanted: string, hint: string, report: Report): undefined {
  if (node.kind === "unread") return undefined;
  return report.error(node, "wrong_type", `${what} has to be ${wanted}, and this is ${KIND_NAMES[node.kind]}`, hint);
}

/** An object whose keys are all known and whose required keys are there. */
export function readFields<T extends object>(
  node: Node,
  what: string,
  readers: Readers<T>,
  required: readonly (keyof T & string)[],
  report: Report,
): T | undefined {
  if (node.kind !== "object") return wrongType(node, what, "an object", objectHint(node, what), report);
  const known = Object.keys(readers);
  const read: { [key: string]: unknown } = {};
  for (const { key, keyStart, pointer, value } of node.members) {
    if (known.includes(key)) {
      read[key] = readers[key as keyof T](value);
    } else {
      const spot = { start: keyStart, pointer };
      report.error(spot, "unknown_key", `${what} has no key ${shownKey(key)}`, keyHint(key, known));
    }
  }
  requireKeys(node, what, required, report);
  return read as T;
}

function objectHint(node: Node, what: string): string {
  return node.kind === "null" && what === "a rule" ? "write `{}` for a rule that only lists" : "write it in `{ … }`";
}

function requireKeys(node: ObjectNode, what: string, required: readonly string[], report: Report): void {
  const present = new Set(node.members.map(({ key }) => key));
  for (const key of required) {
    if (!present.has(key)) report.error(node, "missing_key", `${what} needs \`${key}\``, missingHint(key));
  }
}

/** An array, each element read by the reader. */
export function readList<T>(
  node: Node,
  what: string,
  read: (item: Node) => T | undefined,
  report: Report,
): T[] | undefined {
  if (node.kind !== "array") return wrongType(node, what, "an array", "write it in `[ … ]`", report);
  return node.items.map((item) => read(item) as T);
}

export function readString(node: Node, what: string, report: Report): string | undefined {
  if (node.kind === "string") return node.value;
  return wrongType(node, what, "a string", "put it in quotes", report);
}

export function readBoolean(node: Node, what: string, report: Report): boolean | undefined {
  if (node.kind === "boolean") return node.value;
  return wrongType(node, what, "a boolean", "write `true` or `false`", report);
}

/** A string that is not empty. */
export function readName(node: Node, what: string, report: Report): string | undefined {
  const name = readString(node, what, report);
  if (name !== "") return name;
  return report.error(node, "empty_name", `${what} is empty`, "write a name");
}

/** One of the known words. */
export function readWord<T extends string>(
  node: Node,
  what: string,
  words: readonly T[],
  report: Report,
): T | undefined {
  const listed = words.map((word) => `\`"${word}"\``).join(", ");
  if (node.kind !== "string") return wrongType(node, what, "a string", `write one of ${listed}`, report);
  const found = words.find((word) => word === node.value);
  if (found !== undefined) return found;
  const near = nearest(node.value, words);
  const hint = near === undefined ? `write one of ${listed}` : `did you mean \`"${near}"\`?`;
  return report.error(node, "unknown_value", `${what} cannot be ${shownKey(node.value)}`, hint);
}

/** The bounds of a number, both included. */
export type Bounds = { readonly from: number; readonly to?: number; readonly whole?: boolean };

/** A number within bounds. */
export function readNumber(node: Node, what: string, bounds: Bounds, report: Report): number | undefined {
  const { from, to = Number.POSITIVE_INFINITY, whole = false } = bounds;
  const range = to === Number.POSITIVE_INFINITY ? `${from} or more` : `from ${from} to ${to}`;
  if (node.kind !== "number")
    return wrongType(node, what, "a number", `write a number, ${range}, without quotes`, report);
  if (node.value < from || node.value > to) {
    return report.error(node, "out_of_range", `${what} cannot be ${node.value}`, `write a number, ${range}`);
  }
  if (!whole || Number.isInteger(node.value)) return node.value;
  return report.error(node, "not_whole", `${what} has to be whole`, `write a whole number, ${range}`);
}

/** Any JSON. */
export function readValue(node: Node): PolicyValue | undefined {
  switch (node.kind) {
    case "object":
      return readRecord(node, readValue) as { [key: string]: PolicyValue };
    case "array":
      return node.items.map((item) => readValue(item) as PolicyValue);
    case "null":
      return null;
    case "unread":
      return undefined;
    case "string":
    case "number":
    case "boolean":
      return node.value;
  }
}

/** An object of any keys; `__proto__` is an own key like any other. */
export function readRecord<T>(node: ObjectNode, read: (value: Node) => T): { [key: string]: T } {
  return Object.fromEntries(node.members.map(({ key, value }) => [key, read(value)]));
}

/** Reports an array with nothing in it. */
export function refuseEmpty(node: ArrayNode, what: string, hint: string, report: Report): void {
  if (node.items.length === 0) report.error(node, "empty_list", `${what} is empty`, hint);
}
