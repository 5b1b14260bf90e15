/** Counters of the other dialect: a condition on `state` beside a `state` block, or a rate such as `5/hour`. */

import { shownKey } from "@turnpike/json";
import { memberOf, type Node, type ObjectNode } from "../parse/node.js";
import type { Spot } from "../parse/report.js";
import { numberNode, objectNode, textNode } from "./build.js";
import type { Home, ImportContext } from "./context.js";
import { argsPath } from "./path.js";

const RATE = /^([1-9][0-9]{0,14})\/(minute|hour|day|week|month)$/;
const STATE_KEYS = ["counter", "window", "increment", "increment_from"];

/** `5/hour` as a limit. */
export function limitFromRate(
  rate: Node,
  onDeny: Node | undefined,
  home: Home,
  context: ImportContext,
): Node | undefined {
  const [, max, window] = (rate.kind === "string" ? RATE.exec(rate.value) : null) ?? [];
  if (max === undefined || window === undefined) {
    const hint = "write a whole number above 0 and a window, as in `5/hour`: minute, hour, day, week or month";
    return context.report.error(rate, "unknown_value", "the rate cannot be read", hint);
  }
  const counter = nameCounter(rate, `_rate_${window}`, home, context);
  context.changes.add(`${rate.pointer}: the rate ${max}/${window} is now a limit on the counter ${shownKey(counter)}`);
  return objectNode(rate, {
    counter: textNode(rate, counter),
    window: textNode(rate, window),
    max: numberNode(rate, Number(max)),
    on_deny: onDeny,
  });
}

/** A `state` block and the condition that bounds it, as a limit. */
export function limitFromState(
  state: ObjectNode,
  bounds: readonly Node[],
  onDeny: Node | undefined,
  home: Home,
  context: ImportContext,
): Node | undefined {
  refuseOtherKeys(state, context);
  const counter = memberOf(state, "counter");
  if (counter?.kind !== "string") {
    return context.report.error(state, "missing_key", "the `state` names no counter", "add `counter`");
  }
  const max = boundOf(state, `state.${home.scope}.${counter.value}`, bounds, context);
  if (max === undefined) return undefined;
  const name = nameCounter(counter, counter.value, home, context);
  context.changes.add(`${state.pointer}: the counter is now a limit named ${shownKey(name)}`);
  const from = memberOf(state, "increment_from");
  if (from !== undefined) {
    context.changes.add(
      `${from.pointer}: amounts are counted exactly, no longer cut to whole numbers; a call without one, or with a ` +
        "negative one, is refused",
    );
  }
  return objectNode(state, {
    counter: textNode(counter, name),
    window: memberOf(state, "window"),
    max,
    increment: incrementOf(state, from),
    increment_from: from === undefined ? undefined : argsPath(from, context),
    on_deny: onDeny,
  });
}

/** There, a fixed increment of 0 means 1, and a path wins over it. */
function incrementOf(state: ObjectNode, from: Node | undefined): Node | undefined {
  const increment = memberOf(state, "increment");
  if (from !== undefined || (increment?.kind === "number" && increment.value === 0)) return undefined;
  return increment;
}

function refuseOtherKeys(state: ObjectNode, { report }: ImportContext): void {
  for (const { key, keyStart, pointer } of state.members) {
    if (STATE_KEYS.includes(key)) continue;
    const hint = `known here: ${STATE_KEYS.map((name) => `\`${name}\``).join(", ")}`;
    report.error({ start: keyStart, pointer }, "unknown_key", `a \`state\` has no key ${shownKey(key)}`, hint);
  }
}

/** The maximum that the one condition on the counter sets: `lte N` is N, `lt N` is N - 1. */
function boundOf(state: Spot, path: string, bounds: readonly Node[], context: ImportContext): Node | undefined {
  const [bound, second] = bounds;
  const hint = `write one condition \`${path} lte N\` in this rule`;
  if (bound === undefined) {
    return context.report.error(state, "missing_key", "nothing limits the counter", hint);
  }
  const [at, op, value] = ["path", "op", "value"].map((key) =>
    bound.kind === "object" ? memberOf(bound, key) : undefined,
  );
  const own = at?.kind === "string" && at.value === path;
  const ordered = op?.kind === "string" && (op.value === "lte" || op.value === "lt");
  if (second !== undefined || !own || !ordered || value?.kind !== "number") {
    return context.report.error(
      second ?? bound,
      "unknown_value",
      "this condition on a counter cannot be translated",
      hint,
    );
  }
  const max = Math.trunc(value.value) - (op.value === "lt" ? 1 : 0);
  if (max !== value.value)
    context.changes.add(`${bound.pointer}: \`${op.value} ${value.value}\` is now \`max: ${max}\``);
  return numberNode(value, max);
}

/** There a counter belongs to its tool; here a name is one budget wherever it stands, so the tool becomes part of it. */
function nameCounter(at: Spot, counter: string, { scope }: Home, context: ImportContext): string {
  const name = `${scope}.${counter}`;
  if (context.counters.has(name)) {
    const message = `the counter ${shownKey(name)} is named twice`;
    context.report.error(at, "counter_conflict", message, "give each rule of a tool a counter or window of its own");
  }
  context.counters.add(name);
  context.changes.add('counters are kept per grant (`scope: "grant"`), and their names begin with the tool\'s');
  return name;
}
