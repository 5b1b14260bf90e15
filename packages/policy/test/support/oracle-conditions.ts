/**
 * The oracle's reading of POLICY.md section 2: paths, functions, operators, three results. Everything is evaluated
 * again and again from the text, which is the point: nothing here is clever enough to be wrong in a clever way.
 * Numbers become whole multiples of 10^-700, which no sum or product of carried numbers escapes.
 */
import { type JsonValue, UncarriedNumber } from "@turnpike/json";

export type Condition = { path: string; op: string; value: JsonValue; if_absent?: boolean };
export type Group = { conditions?: Condition[]; any?: Condition[] };
/** A JSON value whose numbers are exact. */
export type Exact = null | boolean | bigint | string | UncarriedNumber | Exact[] | Map<string, Exact>;
/** `nothing` is `[*]` over an empty array: absent for a condition, no element for a function. */
type Leaf = { value: Exact } | "absent" | "nothing" | "unfit";
type Result = boolean | "absent" | "unfit";
type Step = { name: string } | { index: number } | "*";
type Path = { fn: string | undefined; steps: Step[]; factors: string[] };

export const ONE = 10n ** 700n;

function decimal(number: number): bigint {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(number)) ?? [];
  const [, sign, whole, fraction = "", exponent = "0"] = parts;
  const size = BigInt(`${whole}${fraction}`) * 10n ** BigInt(700 - fraction.length + Number(exponent));
  return sign === "-" ? -size : size;
}

export function exact(value: JsonValue): Exact {
  if (typeof value === "number") return decimal(value);
  if (value === null || typeof value !== "object" || value instanceof UncarriedNumber) return value;
  if (Array.isArray(value)) return value.map(exact);
  return new Map(Object.entries(value).map(([key, member]) => [key, exact(member)]));
}

export function readPath(text: string): Path {
  const call = /^(\w+)\((.*?)(?:,\s*([^\s*]+)\s*\*\s*([^\s*]+))?\s*\)$/.exec(text) ?? [];
  const [, fn, inner = text, ...factors] = call;
  const found = inner.slice("args".length).matchAll(/\.([^.[]+)|\[(\d+|\*|".*?")\]/g);
  const steps = [...found].map(([, name, bracket = ""]): Step => {
    if (name !== undefined) return { name };
    if (bracket === "*") return "*";
    return bracket.startsWith('"') ? { name: JSON.parse(bracket) } : { index: Number(bracket) };
  });
  return { fn, steps, factors: factors.filter((factor) => factor !== undefined) };
}

export function walk(value: Exact, [step, ...rest]: Step[]): Leaf[] {
  if (step === undefined) return [{ value }];
  if (step !== "*" && "name" in step) {
    if (!(value instanceof Map)) return ["unfit"];
    const member = value.get(step.name);
    return member === undefined ? ["absent"] : walk(member, rest);
  }
  if (!Array.isArray(value)) return ["unfit"];
  if (step === "*") return value.length === 0 ? ["nothing"] : value.flatMap((element) => walk(element, rest));
  const element = value[step.index];
  return element === undefined ? ["absent"] : walk(element, rest);
}

/** The values a function is over: the elements of an array, what a `[*]` path reaches, or one value alone. */
export function operands(args: Exact, { fn, steps, factors }: Path): Exact[] | "absent" | "unfit" {
  const star = steps.indexOf("*");
  const [list] = walk(args, star < 0 ? steps : steps.slice(0, star));
  if (list === undefined || typeof list === "string") return list === "unfit" ? "unfit" : "absent";
  if (star < 0) return Array.isArray(list.value) && fn !== "length" ? list.value : [list.value];
  const elements = walk(list.value, [...steps.slice(star)]).filter((leaf) => leaf !== "nothing");
  const reached = elements.flatMap((element) =>
    typeof element === "string"
      ? [element]
      : factors.length === 0
        ? [element]
        : factors.flatMap((name) => walk(element.value, [{ name }])),
  );
  const values = reached.flatMap((leaf) => (typeof leaf === "string" ? [] : [leaf.value]));
  return values.length === reached.length ? values : "unfit";
}

/** What a sum adds: the values, or the products of each two. */
export function parts(values: Exact[], { factors }: Path): bigint[] | "unfit" {
  const numbers = values.filter((value) => typeof value === "bigint");
  if (numbers.length < values.length) return "unfit";
  if (factors.length === 0) return numbers;
  return numbers.flatMap((a, i) => (i % 2 === 0 ? [(a * (numbers[i + 1] ?? 0n)) / ONE] : []));
}

export function apply(args: Exact, path: Path): Leaf {
  const values = operands(args, path);
  if (typeof values === "string") return values;
  const [first] = values;
  const [given] = walk(args, path.steps);
  const many = path.steps.includes("*") || (typeof given === "object" && Array.isArray(given.value));
  if (path.fn === "count") return many ? { value: BigInt(values.length) * ONE } : "unfit";
  if (path.fn === "length") {
    return typeof first === "string" || Array.isArray(first) ? { value: BigInt([...first].length) * ONE } : "unfit";
  }
  const numbers = parts(values, path);
  if (numbers === "unfit") return "unfit";
  if (path.fn === "sum") return { value: numbers.reduce((a, b) => a + b, 0n) };
  if (numbers.length === 0) return "absent";
  return { value: numbers.reduce((a, b) => ((path.fn === "min" ? a < b : a > b) ? a : b)) };
}

function typeOf(value: Exact): string {
  return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}

function equal(a: Exact | undefined, b: Exact | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((v, i) => equal(v, b[i]));
  if (!(a instanceof Map && b instanceof Map)) return a === b;
  return a.size === b.size && [...a].every(([key, v]) => b.has(key) && equal(v, b.get(key)));
}

/** Whether `eq` holds to some element of the list, or with `turned` to none. */
function among(one: Exact, list: Exact[], turned: boolean): Result {
  return list.some((element) => typeOf(element) === typeOf(one)) ? list.some((e) => equal(e, one)) !== turned : "unfit";
}

/** An element of another type is one that `eq` is unfit for. */
function containedIn(list: Exact[], one: Exact): Result {
  if (list.some((element) => equal(element, one))) return true;
  return list.every((element) => typeOf(element) === typeOf(one)) ? false : "unfit";
}

function within(text: string, part: string): boolean {
  const [all, size] = [[...text], [...part].length];
  return size === 0 || all.some((_, at) => all.slice(at, at + size).join("") === part);
}

function test(op: string, given: Exact, value: Exact): Result {
  if (op === "eq" || op === "neq") return among(given, [value], op === "neq");
  if (op === "in" || op === "not_in") return among(given, value as Exact[], op === "not_in");
  if (op === "contains" && Array.isArray(given)) return containedIn(given, value);
  if (typeof given === "string" && typeof value === "string") {
    if (op === "contains") return within(given, value);
    if (op === "regex") return new RegExp(value, "u").test(given);
  }
  if (typeof given !== "bigint" || typeof value !== "bigint") return "unfit";
  const answers: Record<string, boolean> = {
    lt: given < value,
    lte: given <= value,
    gt: given > value,
    gte: given >= value,
  };
  return answers[op] ?? "unfit";
}

function results(args: Exact, condition: Condition): Result[] {
  const path = readPath(condition.path);
  const leaves = path.fn === undefined ? walk(args, path.steps) : [apply(args, path)];
  return leaves.map((leaf) => {
    if (leaf === "unfit") return "unfit";
    if (condition.op === "exists") return (typeof leaf === "object" && leaf.value !== null) === condition.value;
    return typeof leaf === "string" ? "absent" : test(condition.op, leaf.value, exact(condition.value));
  });
}

/** `require` wants every element true and takes unfit as false; the others want one and take unfit as true. */
function met(args: Exact, condition: Condition, strict: boolean): boolean {
  const counted = results(args, condition).map((result) => {
    if (result === "absent") return condition.if_absent === true;
    return result === "unfit" ? !strict : result;
  });
  return strict ? counted.every(Boolean) : counted.some(Boolean);
}

export function holds(args: Exact, { conditions = [], any }: Group, strict: boolean): boolean {
  return conditions.every((c) => met(args, c, strict)) && (any === undefined || any.some((c) => met(args, c, strict)));
}

function fold(key: string): string {
  return key
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .replaceAll("\u017f", "s")
    .replaceAll("\u212a", "k");
}

type Depth = "itself" | "elements" | "everything";

function uncarried(value: Exact, depth: Depth): boolean {
  if (value instanceof UncarriedNumber) return true;
  if (depth === "itself") return false;
  const members = Array.isArray(value)
    ? value
    : value instanceof Map && depth === "everything"
      ? [...value.values()]
      : [];
  return members.some((member) => uncarried(member, depth === "elements" ? "itself" : depth));
}

/** Counting reads nothing of what it counts, comparing as JSON values reads all of it. */
function depthOf({ fn, steps }: Path, op: string): Depth | "nothing" {
  if (fn === "count" || fn === "length") return "nothing";
  if (fn !== undefined) return steps.includes("*") ? "itself" : "elements";
  return ["eq", "neq", "in", "not_in", "contains"].includes(op) ? "everything" : "itself";
}

/** Whether reading this path meets a number not carried, or a key that differs from the path's only in case. */
export function ambiguous(args: Exact, text: string, op: string): boolean {
  const path = readPath(text);
  const depth = depthOf(path, op);
  const ways = path.factors.length === 0 ? [path.steps] : path.factors.map((name): Step[] => [...path.steps, { name }]);
  const values = (steps: Step[]) => walk(args, steps).flatMap((leaf) => (typeof leaf === "object" ? [leaf.value] : []));
  const twins = (object: Exact, name: string) =>
    object instanceof Map && [...object.keys()].some((key) => key !== name && fold(key) === fold(name));
  return ways.some(
    (steps) =>
      steps.some(
        (step, i) => step !== "*" && "name" in step && values(steps.slice(0, i)).some((v) => twins(v, step.name)),
      ) ||
      (depth !== "nothing" && values(steps).some((value) => uncarried(value, depth))),
  );
}
