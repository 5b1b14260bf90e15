/** Cost of reading a call strictly and of deciding it, on 62 tools and on 10,000. */
import { strictEqual } from "node:assert";
import { readJson } from "@turnpike/json";
import { type CompiledPolicy, compilePolicy, type Judgement, judge, parsePolicy, type Subject } from "@turnpike/policy";
import { callArguments, requestBody } from "../traffic/messages.js";
import { benchPolicy } from "../traffic/policy.js";
import { calledTool } from "../traffic/tools.js";
import { microsOf } from "./timing.js";

/** The measured policy, compiled; as many tools as asked for. */
function compiledPolicy(toolCount?: number): CompiledPolicy {
  const parsed = parsePolicy(JSON.stringify(benchPolicy(toolCount)));
  if (!parsed.ok) {
    throw new Error(`the policy of the bench is in error: ${parsed.errors[0]?.message}`);
  }
  return compilePolicy(parsed.document);
}

/** The measured call, as the policy sees it. */
function measuredCall(): Subject {
  const args = readJson(JSON.stringify(callArguments("json")));
  return { kind: "tool", name: calledTool, args: args.ok ? args.value : undefined };
}

/** What the policy says of the measured call: let through, with two limits to count. */
export function measuredJudgement(): Judgement {
  const judgement = judge(compiledPolicy(), measuredCall());
  strictEqual(judgement.refusal, undefined);
  strictEqual(judgement.claims.length, 2);
  return judgement;
}

/** Rows of the table. */
export function decisionRows(): readonly { readonly what: string; readonly micros: number }[] {
  const { before, after } = requestBody("json", "2025-11-25");
  const text = `${before}123456789${after}`;
  const call = measuredCall();
  const small = compiledPolicy();
  const large = compiledPolicy(10_000);
  return [
    { what: `strict reading of the call, ${text.length} bytes`, micros: microsOf(() => readJson(text)) },
    { what: "decision, 62 tools, five conditions, two limits", micros: microsOf(() => judge(small, call)) },
    { what: "decision, 10,000 tools, the same rule", micros: microsOf(() => judge(large, call)) },
  ];
}
