/**
 * A verb whose category hangs on what it is said of: "accept" on a quote commits someone to pay, on an invitation it
 * only records an answer. The rows of a verb are tried in turn; `in` limits a row to servers of these domains.
 */
import type { Category } from "../../category.js";
import type { Domain } from "../domains.js";

/** One row: the object (words and classes), the category, and why where the category's own test does not say it. */
export type ContextualRow = {
  readonly of?: string;
  readonly in?: readonly Domain[];
  readonly is: Category;
  readonly because?: string;
};

/** What the verb is where no row fits, and its rows. */
export type ContextualVerb = { readonly otherwise: Category; readonly rows: readonly ContextualRow[] };

export type ContextualVerbs = Readonly<Record<string, ContextualVerb>>;

/** Servers that deal in money. */
export const money: readonly Domain[] = ["payments", "trading", "commerce", "accounting"];

export const row = (of: string, is: Category, because?: string): ContextualRow => ({
  of,
  is,
  ...(because && { because }),
});

/** What is asked for, scheduled or carried out is an end. */
export const ends = row(
  "delete deletion removal cleanup purge wipe erasure termination cancellation teardown destroy destruction garbage-collection",
  "Destructive",
);

export const within = (
  domains: readonly Domain[],
  of: string | undefined,
  is: Category,
  because?: string,
): ContextualRow => ({ in: domains, is, ...(of && { of }), ...(because && { because }) });

export const moves = "it moves money or commits someone to pay";
export const runs = "it sets something running, beyond its own record";
export const physical = "it acts on a device in the real world";
export const interacts = "it acts on a live page, whose effects are not known beforehand";
