/** What is wrong with one condition by the schema of one tool. */
import { type Condition, type Op, type Path, type PolicyValue, parsePath } from "@turnpike/policy";
import { type AtPath, plainTypes, schemaAt } from "./at-path.js";
import type { FitCode } from "./codes.js";

/** Where conditions stand; what is unfit or absent means something else in each. */
export type Group = "deny_if" | "require" | "approve_if";

/** A fault without its place. */
export type Fault = { readonly code: FitCode; readonly message: string; readonly hint: string };

const numeric: ReadonlySet<Op> = new Set(["lt", "lte", "gt", "gte"]);

/** The first fault of a condition; undefined where the schema has nothing against it. */
export function conditionFault(condition: Condition, group: Group, schema: unknown): Fault | undefined {
  const read = parsePath(condition.path);
  if (!read.ok) return undefined;
  const at = schemaAt(schema, read.path);
  if (at.kind === "missing") return { code: "unknown_argument", ...missing(at) };
  if (at.kind === "open") return undefined;
  return (
    typeFault(condition, read.path, at, group) ??
    rangeFault(condition, read.path, at, group) ??
    absentFault(condition, at, group)
  );
}

/** What a missing argument is told as. */
export function missing({ name, known }: Extract<AtPath, { kind: "missing" }>): Pick<Fault, "message" | "hint"> {
  const others =
    known.length === 0
      ? "the tool has no arguments"
      : `the arguments are ${known
          .slice(0, 12)
          .map((each) => `\`${each}\``)
          .join(", ")}`;
  return { message: `the schema has no \`${name}\``, hint: others };
}

type Found = Extract<AtPath, { kind: "found" }>;

function typeFault({ op, value }: Condition, path: Path, { schema }: Found, group: Group): Fault | undefined {
  const raw = plainTypes(schema);
  if (raw.length === 0) return undefined;
  const says = `the schema says ${raw.join(" or ")}`;
  const misused = functionFault(path, raw);
  if (misused !== undefined) return typed(`\`${path.fn}\` takes ${misused}, and ${says}`, group);
  const types = path.fn === undefined ? raw : ["number"];
  const wanted = typesWanted(op, value);
  if (wanted === undefined || wanted.some((type) => types.includes(type))) return undefined;
  return typed(
    `\`${op}\` compares ${wanted.join(" or ")}, and ${path.fn === undefined ? says : `\`${path.fn}\` gives a number`}`,
    group,
  );
}

function typed(message: string, group: Group): Fault {
  const then = group === "require" ? "no call meets it" : "every call that has the argument is refused by it";
  return {
    code: "type_never_fits",
    message: `${message}: ${then}`,
    hint: "use an operator and a value of the argument's own type",
  };
}

/** What a function takes, where the type is something else. */
function functionFault({ fn, steps, product }: Path, types: readonly string[]): string | undefined {
  const each = steps.some(({ kind }) => kind === "each");
  const has = (...some: readonly string[]) => some.some((type) => types.includes(type));
  if (fn === undefined || product !== undefined) return undefined;
  if (fn === "length") return has("string", "array") ? undefined : "a text or a list";
  if (fn === "count") return each || has("array") ? undefined : "a list";
  return has("number") || (!each && has("array")) ? undefined : "numbers";
}

/** The types of which the argument has to have one; undefined where any will do. */
function typesWanted(op: Op, value: PolicyValue): readonly string[] | undefined {
  if (op === "exists") return undefined;
  if (numeric.has(op)) return ["number"];
  if (op === "regex") return ["string"];
  if (op === "contains") return ["string", "array"];
  return op === "in" || op === "not_in" ? (Array.isArray(value) ? value.map(typeName) : undefined) : [typeName(value)];
}

function typeName(value: PolicyValue): string {
  return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}

function rangeFault(condition: Condition, path: Path, { schema, optional }: Found, group: Group): Fault | undefined {
  const { op, value } = condition;
  const why = path.fn === undefined ? (outsideEnum(op, value, schema) ?? outsideRange(op, value, schema)) : undefined;
  const always = op === "exists" && !optional && value === false && !path.steps.some(({ kind }) => kind !== "key");
  if (why === undefined && !always) return undefined;
  const then = group === "require" ? "it refuses every call" : "it never fires";
  return {
    code: "never_fires",
    message: `${why ?? "the schema requires the argument, so that it is never absent"}: ${then}`,
    hint: "compare with a value that the schema admits, or leave the condition out",
  };
}

function outsideEnum(op: Op, value: PolicyValue, { enum: values }: Found["schema"]): string | undefined {
  if (!Array.isArray(values) || (op !== "eq" && op !== "in")) return undefined;
  const wanted = op === "in" && Array.isArray(value) ? value : [value];
  const known = new Set(values.map((each) => JSON.stringify(each)));
  if (wanted.some((each) => known.has(JSON.stringify(each)))) return undefined;
  return `the schema admits only ${values
    .slice(0, 8)
    .map((each) => JSON.stringify(each))
    .join(", ")}`;
}

function outsideRange(op: Op, value: PolicyValue, { minimum, maximum }: Found["schema"]): string | undefined {
  if (typeof value !== "number") return undefined;
  const most = typeof maximum === "number" ? maximum : Number.POSITIVE_INFINITY;
  const least = typeof minimum === "number" ? minimum : Number.NEGATIVE_INFINITY;
  const never =
    (op === "gt" && value >= most) ||
    (op === "gte" && value > most) ||
    (op === "lt" && value <= least) ||
    (op === "lte" && value < least);
  return never
    ? `the schema admits ${least === Number.NEGATIVE_INFINITY ? "" : `at least ${least}`}${most === Number.POSITIVE_INFINITY ? "" : ` at most ${most}`}`.replace(
        "  ",
        " ",
      )
    : undefined;
}

function absentFault({ op, if_absent }: Condition, { optional }: Found, group: Group): Fault | undefined {
  if (!optional || op === "exists" || if_absent !== undefined) return undefined;
  const then = group === "require" ? "a call without it is refused" : "a call without it passes";
  return {
    code: "optional_argument",
    message: `the argument may be left out: ${then}`,
    hint: "say which is meant: `if_absent: true` counts an absent argument as met, `if_absent: false` as not met",
  };
}
