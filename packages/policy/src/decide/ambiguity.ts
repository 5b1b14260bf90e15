/**
 * What the policy reads must be readable in one way only. Before any condition is asked, every path of every applying
 * rule is walked: a key that differs from the path's only in case, or a number that no double carries, refuses the call,
 * because the upstream may read another value than the policy did.
 */

import { foldKey, isJsonObject, type JsonObject, type JsonValue, UncarriedNumber } from "@turnpike/json";
import type { Op } from "../document.js";
import { type KeyStep, overEach, type Path, type Step } from "../path.js";

/** How much of what the path leads to is read: a count none of it, a comparison with `eq` all. */
type Takes = "nothing" | "itself" | "elements" | "everything";

export type Read = { readonly path: Path; readonly takes: Takes };

export type Ambiguity = { readonly kind: "key" | "number"; readonly text: string };

/** What a condition reads; an amount reads as a comparison does. */
export function readOf(path: Path, op: Op | undefined): Read {
  if (path.fn === "count" || path.fn === "length") return { path, takes: "nothing" };
  if (path.fn !== undefined) return { path, takes: overEach(path) ? "itself" : "elements" };
  const everything = op === "eq" || op === "neq" || op === "in" || op === "not_in" || op === "contains";
  return { path, takes: everything ? "everything" : "itself" };
}

/** What makes the arguments ambiguous to these reads; undefined when nothing does. */
export function ambiguityOf(reads: readonly Read[], args: JsonValue): Ambiguity | undefined {
  for (const read of reads) {
    const found = follow(read, args, 0);
    if (found !== undefined) return found;
  }
  return undefined;
}

function follow(read: Read, from: JsonValue, start: number): Ambiguity | undefined {
  const { steps } = read.path;
  let value = from;
  for (let at = start; at < steps.length; at++) {
    const step = steps[at] as Step;
    if (step.kind === "key") {
      if (!isJsonObject(value)) return undefined;
      if (hasTwin(value, step)) return { kind: "key", text: step.key };
      if (!Object.hasOwn(value, step.key)) return undefined;
      value = value[step.key] as JsonValue;
    } else {
      if (!Array.isArray(value)) return undefined;
      if (step.kind === "each") return firstOf(value, (element) => follow(read, element, at + 1));
      if (step.index >= value.length) return undefined;
      value = value[step.index] as JsonValue;
    }
  }
  return atEnd(read, value);
}

function atEnd(read: Read, value: JsonValue): Ambiguity | undefined {
  const { product, text } = read.path;
  if (product !== undefined) return inMembers(product, value, text);
  return holdsUncarried(value, read.takes) ? { kind: "number", text } : undefined;
}

function inMembers(members: readonly KeyStep[], value: JsonValue, text: string): Ambiguity | undefined {
  if (!isJsonObject(value)) return undefined;
  return firstOf(members, (member) => {
    if (hasTwin(value, member)) return { kind: "key", text: member.key };
    const own = Object.hasOwn(value, member.key) && value[member.key] instanceof UncarriedNumber;
    return own ? { kind: "number", text } : undefined;
  });
}

function holdsUncarried(value: JsonValue, takes: Takes): boolean {
  if (takes === "nothing" || typeof value !== "object" || value === null) return false;
  if (value instanceof UncarriedNumber) return true;
  if (takes === "itself") return false;
  const deeper = takes === "elements" ? "itself" : "everything";
  if (Array.isArray(value)) return value.some((item) => holdsUncarried(item, deeper));
  return takes === "everything" && Object.values(value).some((item) => holdsUncarried(item, deeper));
}

/** Whether a key differs from the step's only in case; folding keeps the length. */
function hasTwin(object: JsonObject, { key, folded }: KeyStep): boolean {
  for (const other of Object.keys(object)) {
    if (other.length === key.length && other !== key && foldKey(other) === folded) return true;
  }
  return false;
}

function firstOf<T>(items: readonly T[], find: (item: T) => Ambiguity | undefined): Ambiguity | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
