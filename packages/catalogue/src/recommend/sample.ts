/** Arguments to try a policy with: what a schema requires, in values that say nothing. */
import type { JsonValue } from "@turnpike/json";
import { type Argument, argumentsOf } from "../schema/arguments.js";
import type { Amount } from "./amounts.js";

type Members = { [key: string]: JsonValue };

/** The required arguments of the top level. */
export function sampleArguments(schema: unknown): Members {
  const required = argumentsOf(schema).filter((argument) => argument.top && argument.required);
  return Object.fromEntries(required.map((argument) => [argument.name, sample(argument)]));
}

function sample({ types, values, schema }: Argument): JsonValue {
  const [first] = values;
  if (typeof first === "string" || typeof first === "number" || typeof first === "boolean") return first;
  if (types.includes("string")) return "example";
  if (types.includes("integer") || types.includes("number"))
    return typeof schema.minimum === "number" ? Math.max(1, schema.minimum) : 1;
  if (types.includes("boolean")) return false;
  if (types.includes("array")) return [];
  return types.includes("object") ? {} : "example";
}

/** The same with an amount put where it belongs. */
export function withAmount(args: Members, { steps, factor, written }: Amount, value: number): Members {
  const amount = written === "text" ? String(value) : value;
  return put(args, steps, amount, factor) as Members;
}

function put(
  into: JsonValue | undefined,
  steps: readonly (string | 0)[],
  value: JsonValue,
  factor: string | undefined,
): JsonValue {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (step === 0) return [put(undefined, rest, value, factor)];
  const members = typeof into === "object" && into !== null && !Array.isArray(into) ? (into as Members) : {};
  const beside = factor !== undefined && rest.length === 0 ? { [factor]: 1 } : {};
  return { ...members, ...beside, [step]: put(members[step], rest, value, factor) };
}
