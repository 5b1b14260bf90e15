/**
 * What the policy reads must be readable in one way only. Before any condition is asked, every path of every applying
 * rule is walked: a key that differs from the path's only in case, or a number that no double carries, refuses the call,
 * because the upstream may read another value than the policy did. The paths are laid out as one tree, so each object is
 * looked at once however many conditions read it.
 */

import { foldKey, isJsonObject, type JsonObject, type JsonValue, UncarriedNumber } from "@turnpike/json";
import type { Op } from "../document.js";
import { overEach, type Path, type Step } from "../path.js";

/** How much of what the path leads to is read: a count none of it, a comparison with `eq` all. */
const TAKES = ["nothing", "itself", "elements", "everything"] as const;
type Takes = (typeof TAKES)[number];

export type Read = { readonly text: string; readonly steps: readonly Step[]; readonly takes: Takes };

/** A place in the tree of all paths; `text` is the path that reads what stands there. */
export type ReadTree = {
  readonly keys: Map<string, ReadTree>;
  /** The keys by their folded form; null for a form that two of them share. */
  readonly folded: Map<string, string | null>;
  readonly lengths: Set<number>;
  readonly indexes: Map<number, ReadTree>;
  each: ReadTree | undefined;
  /** Whether two of the keys differ only in case. */
  clash: boolean;
  takes: Takes;
  text: string;
};

export type Ambiguity = { readonly kind: "key" | "number"; readonly text: string };

/** What a condition with this operator reads; an amount reads as a comparison does. */
export function readsOf(path: Path, op: Op | undefined): Read[] {
  const { text, steps, fn, product } = path;
  if (product !== undefined) return product.map((member) => ({ text, steps: [...steps, member], takes: "itself" }));
  if (fn === "count" || fn === "length") return [{ text, steps, takes: "nothing" }];
  if (fn !== undefined) return [{ text, steps, takes: overEach(path) ? "itself" : "elements" }];
  const everything = op === "eq" || op === "neq" || op === "in" || op === "not_in" || op === "contains";
  return [{ text, steps, takes: everything ? "everything" : "itself" }];
}

/** All reads as one tree. */
export function treeOf(reads: readonly Read[]): ReadTree {
  const root = emptyTree();
  for (const { text, steps, takes } of reads) {
    let tree = root;
    for (const step of steps) tree = below(tree, step);
    if (TAKES.indexOf(takes) <= TAKES.indexOf(tree.takes)) continue;
    tree.takes = takes;
    tree.text = text;
  }
  return root;
}

function emptyTree(): ReadTree {
  const maps = { keys: new Map(), folded: new Map(), lengths: new Set<number>(), indexes: new Map() };
  return { ...maps, each: undefined, clash: false, takes: "nothing", text: "" };
}

function below(tree: ReadTree, step: Step): ReadTree {
  if (step.kind === "each") {
    tree.each ??= emptyTree();
    return tree.each;
  }
  const known = step.kind === "key" ? tree.keys.get(step.key) : tree.indexes.get(step.index);
  if (known !== undefined) return known;
  const made = emptyTree();
  if (step.kind === "index") {
    tree.indexes.set(step.index, made);
  } else {
    const alone = !tree.folded.has(step.folded);
    tree.keys.set(step.key, made);
    tree.folded.set(step.folded, alone ? step.key : null);
    tree.lengths.add(step.key.length);
    tree.clash ||= !alone;
  }
  return made;
}

/** What makes the value ambiguous to these reads; undefined when nothing does. */
export function ambiguityIn(tree: ReadTree, value: JsonValue): Ambiguity | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (holdsUncarried(value, tree.takes)) return { kind: "number", text: tree.text };
  if (Array.isArray(value)) return inElements(tree, value);
  return tree.keys.size > 0 && isJsonObject(value) ? inMembers(tree, value) : undefined;
}

/** Folding keeps the length of a key, so most keys are told apart by it. */
function inMembers(tree: ReadTree, value: JsonObject): Ambiguity | undefined {
  for (const key of Object.keys(value)) {
    const child = tree.keys.get(key);
    if (child === undefined ? tree.lengths.has(key.length) : tree.clash) {
      const read = tree.folded.get(foldKey(key));
      if (read !== undefined && read !== key) return { kind: "key", text: read ?? key };
    }
    const found = child === undefined ? undefined : ambiguityIn(child, value[key] as JsonValue);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inElements({ each, indexes }: ReadTree, value: readonly JsonValue[]): Ambiguity | undefined {
  for (const [index, tree] of indexes) {
    const found = index < value.length ? ambiguityIn(tree, value[index] as JsonValue) : undefined;
    if (found !== undefined) return found;
  }
  for (const element of each === undefined ? [] : value) {
    const found = ambiguityIn(each as ReadTree, element);
    if (found !== undefined) return found;
  }
  return undefined;
}

function holdsUncarried(value: JsonValue, takes: Takes): boolean {
  if (takes === "nothing" || typeof value !== "object" || value === null) return false;
  if (value instanceof UncarriedNumber) return true;
  if (takes === "itself") return false;
  const deeper = takes === "elements" ? "itself" : "everything";
  if (Array.isArray(value)) return value.some((item) => holdsUncarried(item, deeper));
  return takes === "everything" && Object.values(value).some((item) => holdsUncarried(item, deeper));
}
