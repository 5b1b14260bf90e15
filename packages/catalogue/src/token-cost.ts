/**
 * What a tool list costs every conversation that has it. The tokenizer is passed in: its tables are megabytes, and
 * which one counts is the caller's matter.
 */
import type { Category } from "./category.js";
import type { Tool } from "./tool.js";

/** Counts the tokens of a text. */
export type CountTokens = (text: string) => number;

/** Tokens of the whole list, of each tool, and of those that the recommended policy hides. */
export type TokenCost = {
  readonly total: number;
  readonly tools: readonly { readonly name: string; readonly tokens: number }[];
  readonly hidden: number;
};

/** Counts name, description and input schema of each tool, as they are handed to a model. */
export function tokenCost(tools: readonly Tool[], categories: readonly Category[], count: CountTokens): TokenCost {
  const each = tools.map(({ name, description, inputSchema }) => ({
    name,
    tokens: count(JSON.stringify({ name, description, inputSchema })),
  }));
  const sum = (some: readonly { tokens: number }[]) => some.reduce((total, { tokens }) => total + tokens, 0);
  return { total: sum(each), tools: each, hidden: sum(each.filter((_, at) => categories[at] === "Destructive")) };
}
