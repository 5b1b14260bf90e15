/** Limits: every number that counts is checked here, so that counting itself never meets one that makes no sense. */

import { toMillionths } from "../count/millionths.js";
import { type Approval, type Limit, ON_ERROR, type RateLimit, SCOPES, WINDOWS } from "../document.js";
import { durationSeconds, LONGEST_SECONDS } from "../duration.js";
import type { Node } from "../parse/node.js";
import type { Context } from "./context.js";
import { readPath } from "./path.js";
import { readFields, readName, readNumber, readString, readWord } from "./shape.js";

export function readLimit(node: Node, context: Context): Limit | undefined {
  const { report } = context;
  const limit = readFields<Limit>(
    node,
    "a limit",
    {
      counter: (value) => readName(value, "`counter`", report),
      window: (value) => readWord(value, "`window`", WINDOWS, report),
      max: (value) => readNumber(value, "`max`", { from: 0 }, report),
      scope: (value) => readWord(value, "`scope`", SCOPES, report),
      increment: (value) => readIncrement(value, context),
      increment_from: (value) => readPath(value, { single: true }, context)?.text,
      on_error: (value) => readWord(value, "`on_error`", ON_ERROR, report),
      on_deny: (value) => readString(value, "`on_deny`", report),
    },
    ["counter", "window", "max"],
    report,
  );
  if (limit !== undefined) checkLimit(node, limit, context);
  return limit;
}

function checkLimit(node: Node, limit: Limit, { report, counters }: Context): void {
  const { counter, window, max } = limit;
  if (counter !== undefined && window !== undefined && max !== undefined) counters.push({ limit, node });
  if ("increment" in limit && "increment_from" in limit) {
    const hint = "write `increment` to count calls, `increment_from` to count amounts";
    report.error(node, "two_increments", "a limit counts calls or amounts, not both", hint);
  }
  if (limit.on_error === "release" && !("increment_from" in limit)) {
    const hint = "leave `on_error` out, or count amounts with `increment_from`";
    report.warn(node, "unused_on_error", "calls stay counted whatever they answer", hint);
  }
}

function readIncrement(node: Node, { report }: Context): number | undefined {
  const increment = readNumber(node, "`increment`", { from: 0 }, report);
  if (increment === 0) return report.error(node, "out_of_range", "`increment` cannot be 0", "write a number above 0");
  if (increment === undefined || toMillionths(increment) !== undefined) return increment;
  const hint = "write at most 15 digits before and 6 after the point";
  return report.error(node, "too_precise", "`increment` has too many digits", hint);
}

export function readRateLimit(node: Node, { report }: Context): RateLimit | undefined {
  if (node.kind === "string" && node.value.includes("/")) {
    const hint = "write `{ max: 5, window: 3600 }`, or translate with `turnpike policy import`";
    return report.error(node, "wrong_type", "`rate_limit` has to be an object, and this is a string", hint);
  }
  return readFields<RateLimit>(
    node,
    "`rate_limit`",
    {
      max: (value) => readNumber(value, "`max`", { from: 0 }, report),
      window: (value) => readSeconds(value, { report }),
    },
    ["max", "window"],
    report,
  );
}

function readSeconds(node: Node, { report }: Pick<Context, "report">): number | undefined {
  if (node.kind === "string") {
    const hint = "write whole seconds, as in 60; named windows belong in `limits`";
    return report.error(node, "wrong_type", "`window` of a `rate_limit` has to be a number of seconds", hint);
  }
  return readNumber(node, "`window`", { from: 1, to: LONGEST_SECONDS, whole: true }, report);
}

export function readApproval(node: Node, { report }: Context): Approval | undefined {
  return readFields<Approval>(
    node,
    "`approval`",
    {
      expires: (value) => readDuration(value, { report }),
      approvers: (value) => readNumber(value, "`approvers`", { from: 1, whole: true }, report),
    },
    [],
    report,
  );
}

function readDuration(node: Node, { report }: Pick<Context, "report">): string | undefined {
  const text = readString(node, "`expires`", report);
  if (text === undefined || durationSeconds(text) !== undefined) return text;
  const hint = 'write a whole number above 0 and a unit, as in `"30m"`: s, m, h, d or w, at most 36500d';
  return report.error(node, "bad_duration", "`expires` is no duration", hint);
}
