/** The cases that show what a recommended policy does: a `*.test.yaml` that `turnpike policy test` passes. */
import type { JsonValue } from "@turnpike/json";
import type { Limit } from "@turnpike/policy";
import type { Amount } from "./amounts.js";
import type { Recommendation, RecommendedTool } from "./recommend.js";
import { starting } from "./rule.js";
import { sampleArguments, withAmount } from "./sample.js";

type CaseCall = { readonly tool: string; readonly args?: JsonValue; readonly repeat?: number; readonly expect: object };
type Case = { readonly name: string; readonly calls: readonly CaseCall[] };

type Suite = { readonly policy: string; readonly cases: readonly Case[] };

/** The content of a test file beside the policy file of this name, which is about one tool alone. */
export function toolSuite(each: RecommendedTool, policyFile: string): Suite {
  return { policy: policyFile, cases: casesOf(each) };
}

/** The content of a test file beside the policy file of this name. */
export function recommendedSuite({ tools }: Recommendation, policyFile: string): Suite {
  const unknown: Case = {
    name: "a tool that the server does not have yet is refused",
    calls: [{ tool: freeName(tools), expect: { outcome: "deny", rule: "(default deny)" } }],
  };
  return { policy: policyFile, cases: [...tools.flatMap(casesOf), unknown] };
}

function freeName(tools: readonly RecommendedTool[]): string {
  const names = new Set(tools.map(({ tool }) => tool.name));
  let name = "not_looked_at_yet";
  while (names.has(name)) name += "_";
  return name;
}

function casesOf(each: RecommendedTool): readonly Case[] {
  const { tool, rule, amount } = each;
  const { name } = tool;
  const args = argsOf(each, 1);
  if (rule === "hidden")
    return [
      { name: `${name} is hidden`, calls: [{ tool: name, args, expect: { outcome: "deny", rule: "(hidden)" } }] },
    ];
  const asks = rule.action === "require_approval";
  const first = { tool: name, args };
  const [limit] = rule.limits ?? [];
  const said = asks ? "asks for approval" : limit ? `is allowed ${limit.max} times a minute` : "is allowed";
  const calls = asks
    ? [{ ...first, expect: { outcome: "needs_approval", rule: `${pointer(name)}/action` } }]
    : limit
      ? limited(first, name, limit)
      : [{ ...first, expect: { outcome: "allow" } }];
  return [{ name: `${name} ${said}`, calls }, ...(amount === undefined ? [] : overCap(each, amount))];
}

function limited(first: { tool: string; args: JsonValue }, name: string, { max }: Limit): readonly CaseCall[] {
  return [
    { ...first, repeat: max, expect: { outcome: "allow" } },
    { ...first, expect: { outcome: "deny", rule: `${pointer(name)}/limits/0` } },
  ];
}

function overCap(each: RecommendedTool, { written, scale, optional }: Amount): readonly Case[] {
  const { name } = each.tool;
  const place = `${pointer(name)}/${written === "text" ? "require" : "deny_if"}/0`;
  const refused = { outcome: "deny", rule: place };
  const calls: CaseCall[] = [{ tool: name, args: argsOf(each, starting.amountPerCall * scale + 1), expect: refused }];
  if (written === "number") calls.push({ tool: name, args: argsOf(each, -1), expect: refused });
  if (optional && each.classified.category === "Financial") calls.push({ tool: name, args: {}, expect: refused });
  return [{ name: `${name} is refused above its cap, and below nothing`, calls }];
}

function argsOf({ tool, amount }: RecommendedTool, value: number): JsonValue {
  const args = sampleArguments(tool.inputSchema);
  return amount === undefined ? args : withAmount(args, amount, value);
}

function pointer(name: string): string {
  return `/tools/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
