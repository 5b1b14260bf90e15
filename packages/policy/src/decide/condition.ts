/**
 * Conditions and groups. A condition is true, false, absent or unfit; in `require`, absent and unfit count as false, in
 * `deny_if` and `approve_if` unfit counts as true, and `if_absent` says what absent counts as. Over `[*]`, every element
 * has to satisfy a `require`, and one is enough for the others.
 */

import { isJsonObject, type JsonValue } from "@turnpike/json";
import type { Condition, ConditionGroup } from "../document.js";
import { type Path, parsePath, type Step } from "../path.js";
import { apply } from "./functions.js";
import { compileTest, type Test } from "./operators.js";

export type CompiledCondition = {
  readonly written: Condition;
  readonly path: Path;
  readonly test: Test;
  /** What a path that leads nowhere counts as. */
  readonly absentAs: boolean;
};

export type CompiledGroup = {
  readonly conditions: readonly CompiledCondition[];
  readonly any: readonly CompiledCondition[] | undefined;
};

/** Whether what it holds is asked for (`require`) or refused (`deny_if`, `approve_if`). */
export type Sense = "require" | "refuse";

/** A path that the check has accepted. */
export function acceptedPath(text: string): Path {
  const read = parsePath(text);
  if (!read.ok) throw new Error(`the path \`${text}\` was never checked: ${read.fault.message}`);
  return read.path;
}

export function compileGroup({ conditions = [], any }: ConditionGroup): CompiledGroup {
  return { conditions: conditions.map(compileCondition), any: any?.map(compileCondition) };
}

function compileCondition(written: Condition): CompiledCondition {
  const { path, op, value, if_absent = false } = written;
  const absentAs = op === "exists" ? value === false : if_absent;
  return { written, path: acceptedPath(path), test: compileTest(op, value), absentAs };
}

/** Whether all conditions and, if given, one of `any` are true. */
export function groupHolds({ conditions, any }: CompiledGroup, args: JsonValue, sense: Sense): boolean {
  if (!conditions.every((condition) => conditionHolds(condition, args, sense))) return false;
  return any === undefined || any.some((condition) => conditionHolds(condition, args, sense));
}

function conditionHolds(condition: CompiledCondition, args: JsonValue, sense: Sense): boolean {
  const { path, test, absentAs } = condition;
  if (path.fn === undefined) return walk(condition, args, 0, sense);
  const result = apply(path, args);
  if (result === "absent") return absentAs;
  if (result === "unfit") return sense === "refuse";
  const verdict = typeof result === "number" ? test.value(result) : test.decimal(result);
  return verdict ?? sense === "refuse";
}

function walk(condition: CompiledCondition, from: JsonValue, start: number, sense: Sense): boolean {
  const { steps } = condition.path;
  let value = from;
  for (let at = start; at < steps.length; at++) {
    const step = steps[at] as Step;
    if (step.kind === "key") {
      if (!isJsonObject(value)) return sense === "refuse";
      if (!Object.hasOwn(value, step.key)) return condition.absentAs;
      value = value[step.key] as JsonValue;
    } else {
      if (!Array.isArray(value)) return sense === "refuse";
      if (value.length <= (step.kind === "index" ? step.index : 0)) return condition.absentAs;
      if (step.kind === "each") return overElements(condition, value, at + 1, sense);
      value = value[step.index] as JsonValue;
    }
  }
  return condition.test.value(value) ?? sense === "refuse";
}

function overElements(condition: CompiledCondition, elements: readonly JsonValue[], at: number, sense: Sense): boolean {
  const holds = (element: JsonValue) => walk(condition, element, at, sense);
  return sense === "require" ? elements.every(holds) : elements.some(holds);
}
