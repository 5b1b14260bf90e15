/** Following a path that leads to one value. */

import { isJsonObject, type JsonValue } from "@turnpike/json";
import type { Step } from "../path.js";

/** A path that leads nowhere is absent; a value of the wrong type on it or at its end is unfit. */
export type Missing = "absent" | "unfit";

export type Found = { readonly found: JsonValue };

/** What the steps from `start` up to `end` lead to; none of them is `[*]`. */
export function descend(from: JsonValue, steps: readonly Step[], start: number, end: number): Found | Missing {
  let value = from;
  for (let at = start; at < end; at++) {
    const step = steps[at] as Step;
    if (step.kind === "key") {
      if (!isJsonObject(value)) return "unfit";
      if (!Object.hasOwn(value, step.key)) return "absent";
      value = value[step.key] as JsonValue;
    } else if (step.kind === "index") {
      if (!Array.isArray(value)) return "unfit";
      if (step.index >= value.length) return "absent";
      value = value[step.index] as JsonValue;
    }
  }
  return { found: value };
}
