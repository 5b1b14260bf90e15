/** How a tool is controlled: the rule for it alone, the policy of its server, and what holds until approvals exist. */
import {
  policyJson,
  type RecommendedTool,
  type RecommendOptions,
  recommendPolicy,
  recommendToolPolicy,
  slug,
  suiteYaml,
  toolSuite,
} from "@turnpike/catalogue";
import type { PolicyDocument } from "@turnpike/policy";
import { type Block, copied, note, paragraph, smallHeading } from "../document/block.js";
import { code, fileLink, link, say } from "../document/inline.js";
import type { ServerEntry, ToolEntry } from "../entries.js";
import { howMany } from "../how-many.js";
import { command } from "./commands.js";
import { consequence } from "./rule-words.js";
import { threeSteps } from "./steps.js";

/** The policy for a tool alone, as it is recommended. */
function policyOf({ recommended }: ToolEntry, options: RecommendOptions): PolicyDocument | undefined {
  return recommended === undefined ? undefined : recommendToolPolicy(recommended.tool, recommended.classified, options);
}

/** The whole part of the page. */
export function howToControl(entry: ToolEntry, server: ServerEntry, options: RecommendOptions): readonly Block[] {
  const policy = policyOf(entry, options);
  if (policy === undefined || entry.recommended === undefined) return [unnameable, ...wholeServer(server)];
  return [
    paragraph(
      say`Turnpike stands between the agent and the server: it decides each call before it is passed on, and what a policy refuses never reaches the server. This is the rule that is recommended for ${code(entry.tool.name)}:`,
    ),
    copied("policy.json", "json", policyJson(policy)),
    paragraph(consequence(entry.recommended)),
    {
      kind: "folded",
      summary: "Its tests: policy.test.yaml",
      content: [copied("policy.test.yaml", "yaml", suiteYaml(toolSuite(entry.recommended, "policy.json")))],
      twin: true,
    },
    note(
      say`Here ${code('default: "allow"')} leaves the other tools of the server as they are. For a server that has no policy yet, take the policy of the whole server below: with ${code('default: "deny"')} it also holds what the server adds later.`,
    ),
    ...untilApprovals(entry, options),
    ...wholeServer(server),
    smallHeading("steps", say`Three steps to put it in force`),
    ...threeSteps({
      server: server.label,
      policy: slug(entry.tool.name),
      file: "policy.json",
      tried: [command("policy", "validate", "policy.json"), command("policy", "test", "policy.test.yaml")],
    }),
  ];
}

const unnameable = paragraph(
  say`No policy can name this tool: its name is empty, or has a star, which a policy reads as a pattern for other names too. Under ${code('default: "deny"')} it is refused, and that is what is recommended.`,
);

/** A rule that asks for approval refuses today; what can be used in its place. */
function untilApprovals({ tool, recommended }: ToolEntry, options: RecommendOptions): readonly Block[] {
  if (recommended === undefined || !asksApproval(recommended)) return [];
  const instead = recommendPolicy({ name: "", tools: [recommended.tool] }, [recommended.classified], {
    ...options,
    withoutApprovals: true,
  }).tools[0];
  const policy = instead && recommendToolPolicy(instead.tool, instead.classified, { withoutApprovals: true });
  if (instead === undefined || policy === undefined) return [];
  return [
    smallHeading("until-approvals", say`Until people can approve calls`),
    paragraph(
      say`This version of Turnpike has nobody to ask yet: a call that needs approval is refused with ${code("[APPROVAL NEEDED]")}, and the log says ${code("needs_approval")}. If ${code(tool.name)} has to work before then, this rule limits it instead; ${code("turnpike scan --without-approvals")} recommends it for all such tools:`,
    ),
    copied("policy.json, without approvals", "json", policyJson(policy)),
    paragraph(consequence(instead)),
  ];
}

function asksApproval({ rule }: RecommendedTool): boolean {
  return rule !== "hidden" && rule.action === "require_approval";
}

const mostShown = 8_000;

/** The policy of the server, under which what it does not name is denied. */
function wholeServer({ folder, page, policy: text, tools }: ServerEntry): readonly Block[] {
  const shownHere: readonly Block[] =
    text.length > mostShown
      ? []
      : [
          {
            kind: "folded",
            summary: "The policy of the whole server",
            content: [copied("policy.json of the whole server", "json", text)],
            twin: false,
          },
        ];
  return [
    smallHeading("server-policy", say`The policy of the whole server`),
    paragraph(
      say`It gives each of the ${howMany(tools.length, "tool")} its place under ${code('default: "deny"')}, so that nothing is shut out by accident and nothing new comes in unseen: ${link(page, "read it with what it does", "policy")}, or take ${fileLink(`${folder}/policy.yaml`, "policy.yaml")} with its reasons, ${fileLink(`${folder}/policy.json`, "policy.json")}, and ${fileLink(`${folder}/policy.test.yaml`, "its tests")}.`,
    ),
    ...shownHere,
  ];
}
