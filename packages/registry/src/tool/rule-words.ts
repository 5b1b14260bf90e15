/** A rule in words: what a call may be and how often. */
import type { RecommendedTool } from "@turnpike/catalogue";
import type { Limit, Rule } from "@turnpike/policy";
import { type Content, code, enumerated, say } from "../document/inline.js";

/** One sentence: what the recommended rule comes to for its tool. */
export function consequence({ tool, rule }: RecommendedTool): Content {
  const name = code(tool.name);
  if (rule === "hidden")
    return say`${name} is in no list that the agent sees, and a call to it is refused as if it did not exist.`;
  if (rule.action === "require_approval")
    return say`${name} is held until a person has approved that one call with those arguments${capped(rule)}.`;
  const limits = (rule.limits ?? []).map(limitInWords);
  if (limits.length === 0) return say`${name} stays usable without a limit${capped(rule)}.`;
  const loop = say` An agent in a loop is stopped there, whatever it has been told.`;
  return say`${name} stays usable, at most ${enumerated(limits)}${capped(rule)}.${loop}`;
}

/** "30 calls a minute for each grant". */
function limitInWords({ max, window, increment_from, scope = "grant" }: Limit): Content {
  const what = increment_from === undefined ? say`${max} calls` : say`${max} in ${code(increment_from)}`;
  return say`${what} a ${window} for each ${scope}`;
}

function capped(rule: Rule): Content {
  const [condition] = rule.deny_if?.[0]?.any ?? [];
  if (condition !== undefined) {
    const absent = condition.if_absent === true ? ", nor without one" : "";
    return say`, and never with more than ${code(JSON.stringify(condition.value))} or less than 0 in ${code(condition.path)}${absent}`;
  }
  const [text] = rule.require?.[0]?.conditions ?? [];
  return text === undefined
    ? []
    : say`, and only with a plain number in ${code(text.path)}: ${rule.require?.[0]?.on_deny ?? ""}`;
}
