/** The argument that says how much: where it is, how a policy reads it, and in which unit. */
import type { Category } from "../category.js";
import { type Argument, argumentsOf, resolved, typesOf } from "../schema/arguments.js";
import type { Tool } from "../tool.js";

/** An amount among a tool's arguments. */
export type Amount = {
  /** How a condition reads all of it: `args.amount`, `sum(args.items[*].amount)`. */
  readonly path: string;
  /** How conditions read the least part and the least factor, so that negative ones cannot make room for large ones. */
  readonly least: readonly string[];
  /** Where one value goes in a call: keys, and 0 for the first element. */
  readonly steps: readonly (string | 0)[];
  /** Factors beside the amount, which a sample sets to 1. */
  readonly factor: string | undefined;
  readonly written: "number" | "text";
  /** A valid call may leave it out. */
  readonly optional: boolean;
  /** Units of it in one unit of the currency: 100 for cents. */
  readonly scale: 1 | 100;
};

const certain =
  /^(?:amount|amt|betrag|importe|montant|valor)$|(?:^|[_-])(?:amount|amt)s?$|[a-z]Amounts?$|^amount[_A-Z]|^item_?amounts?$|^unit_?amount$/;
const likely =
  /^(?:total|sum|value|price|budget|tip|cost|fare|bid|stake|quote_?size|transfer_?value|(?:daily|total|lifetime)_?budget|limit_?price)$/i;
const rates = /^(?:unit_?amount|unit_?price|price|rate|amount|unitCost)$/i;
const quantities = /^(?:quantity|qty|units|hours|count)$/i;
const cents = /\b(?:cents?|minor units?|smallest (?:currency )?units?|pence|lamports)\b/i;

/** The amount of a tool; for what is not Financial only an argument whose name leaves no doubt. */
export function amountOf(tool: Tool, category: Category): Amount | undefined {
  const all = argumentsOf(tool.inputSchema);
  const fits = ({ name }: Argument) => certain.test(name) || (category === "Financial" && likely.test(name));
  const plain = all.find((argument) => fits(argument) && isPlain(argument));
  return plain === undefined ? (lineItems(all) ?? listOf(all, fits)) : plainAmount(plain, all);
}

function isPlain({ path, types }: Argument): boolean {
  return !path.includes("[*]") && !types.includes("array") && !types.includes("object") && !types.includes("boolean");
}

function plainAmount(argument: Argument, all: readonly Argument[]): Amount {
  const { path, required, top } = argument;
  const parent = all.find((each) => path.startsWith(`${each.path}.`));
  const optional = !(required && (top || parent?.required === true));
  return { path, least: [path], steps: stepsOf(path), factor: undefined, optional, ...unit(argument) };
}

/** A list of numbers: `itemamount: [10, 20]`. */
function listOf(all: readonly Argument[], fits: (argument: Argument) => boolean): Amount | undefined {
  const list = all.find(
    (each) => each.top && fits(each) && each.types.includes("array") && isNumeric(each.schema.items),
  );
  if (list === undefined) return undefined;
  const each = `${list.path}[*]`;
  return { ...summed(each, list.required), ...unit(list), written: "number" };
}

function isNumeric(schema: unknown): boolean {
  if (typeof schema !== "object" || schema === null) return false;
  const types = typesOf(resolved(schema as Record<string, unknown>, {}));
  return types.includes("number") || types.includes("integer");
}

function summed(each: string, required: boolean) {
  return {
    path: `sum(${each})`,
    least: [`min(${each})`],
    steps: stepsOf(each),
    factor: undefined,
    optional: !required,
  };
}

/** Line items: quantity times price where every item has both, else the amount that every item has. */
function lineItems(all: readonly Argument[]): Amount | undefined {
  for (const list of all.filter(({ top, types }) => top && types.includes("array"))) {
    const each = `${list.path}[*]`;
    const members = all.filter(
      ({ path, required, types }) =>
        path.startsWith(`${each}.`) &&
        required &&
        types.every((type) => type === "number" || type === "integer") &&
        types.length > 0,
    );
    const rate = members.find(({ name }) => rates.test(name));
    const quantity = members.find(({ name }) => quantities.test(name));
    if (rate === undefined) continue;
    if (quantity === undefined) return { ...summed(rate.path, list.required), ...unit(rate) };
    const path = `sum(${each}, ${quantity.name} * ${rate.name})`;
    return {
      path,
      least: [`min(${rate.path})`, `min(${quantity.path})`],
      steps: stepsOf(rate.path),
      factor: quantity.name,
      optional: !list.required,
      ...unit(rate),
    };
  }
  return undefined;
}

function unit({ name, types, description }: Argument): Pick<Amount, "written" | "scale"> {
  const text = types.includes("string") && !types.includes("number") && !types.includes("integer");
  return {
    written: text ? "text" : "number",
    scale: /^unit_?amount$|cents/i.test(name) || cents.test(description) ? 100 : 1,
  };
}

/** The steps of a path that `argumentsOf` wrote. */
function stepsOf(path: string): readonly (string | 0)[] {
  return [...path.slice("args".length).matchAll(/\.([^.[\]]+)|\["((?:[^"\\]|\\.)*)"\]|\[\*\]/g)].map(
    ([, name, quoted]) => name ?? (quoted === undefined ? 0 : (JSON.parse(`"${quoted}"`) as string)),
  );
}
