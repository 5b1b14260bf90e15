/**
 * The recommended policy of a server: every tool that it lists has its place, so that nothing is shut out by accident,
 * and what it does not list yet stays out until somebody has looked at it.
 */
import { isGlob, type PolicyDocument, type Rule } from "@turnpike/policy";
import { type Category, gravity } from "../category.js";
import type { Classification } from "../classify/classify.js";
import type { ServerTools, Tool } from "../tool.js";
import { type RecommendedRule, type RecommendOptions, recommendRule } from "./rule.js";

/** One tool with its rule and what the rule rests on. */
export type RecommendedTool = RecommendedRule & { readonly tool: Tool; readonly classified: Classification };

/** A policy with the tools it was made for. */
export type Recommendation = {
  readonly document: PolicyDocument;
  readonly tools: readonly RecommendedTool[];
  /** Tools that are refused until somebody can approve calls. */
  readonly awaitingApproval: readonly string[];
};

/** Recommends a policy for a whole server. */
export function recommendPolicy(
  server: ServerTools,
  classified: readonly Classification[],
  options: RecommendOptions,
): Recommendation {
  const tools = distinct(server.tools, classified).map(([tool, verdict]) => ({
    tool,
    classified: verdict,
    ...recommendRule(tool, verdict, options),
  }));
  const hidden = tools.filter(({ rule }) => rule === "hidden").map(({ tool }) => tool.name);
  const document: PolicyDocument = {
    version: "1",
    name: `${slug(server.name)}-recommended`,
    default: "deny",
    ...(hidden.length > 0 && { hide: hidden }),
    tools: rulesOf(tools),
    resources: { "*": {} },
    prompts: { "*": {} },
  };
  return { document, tools, awaitingApproval: awaiting(tools) };
}

/**
 * Recommends a policy for one tool alone: it leaves the rest of the server as it is. There is none for a tool that a
 * policy cannot name.
 */
export function recommendToolPolicy(
  tool: Tool,
  classified: Classification,
  options: RecommendOptions,
): PolicyDocument | undefined {
  if (!canBeNamed(tool)) return undefined;
  const { rule } = recommendRule(tool, classified, options);
  return rule === "hidden"
    ? { version: "1", default: "allow", hide: [tool.name] }
    : { version: "1", default: "allow", tools: { [tool.name]: rule } };
}

/** A name with a star would be read as a glob, and speak of tools that it is not: such a tool is left to the default. */
function canBeNamed({ name }: Tool): boolean {
  return name !== "" && !isGlob(name);
}

/** Of two tools with one name the graver. */
function distinct(
  tools: readonly Tool[],
  classified: readonly Classification[],
): readonly (readonly [Tool, Classification])[] {
  const byName = new Map<string, readonly [Tool, Classification]>();
  tools.forEach((tool, at) => {
    const verdict = classified[at] as Classification;
    const other = byName.get(tool.name);
    if (canBeNamed(tool) && (other === undefined || graverThan(verdict.category, other[1].category)))
      byName.set(tool.name, [tool, verdict]);
  });
  return [...byName.values()];
}

function graverThan(one: Category, other: Category): boolean {
  return gravity(one) < gravity(other);
}

function rulesOf(tools: readonly RecommendedTool[]): Readonly<Record<string, Rule>> {
  return Object.fromEntries(tools.flatMap(({ tool, rule }) => (rule === "hidden" ? [] : [[tool.name, rule] as const])));
}

function awaiting(tools: readonly RecommendedTool[]): readonly string[] {
  return tools
    .filter(({ rule }) => rule !== "hidden" && rule.action === "require_approval")
    .map(({ tool }) => tool.name);
}

/** A name as policies have them. */
export function slug(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 48);
  return plain === "" ? "server" : plain;
}
