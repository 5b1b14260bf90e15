/** Questions about a tool, with answers that are true of the policy document as it is. */
import { categoryFacts, policyJson } from "@turnpike/catalogue";
import type { PolicyDocument, Rule } from "@turnpike/policy";
import { type Block, copied, paragraph, smallHeading } from "../document/block.js";
import { badge, type Content, code, enumerated, foreign, link, say } from "../document/inline.js";
import { firstSentence, type ServerEntry, type ToolEntry } from "../entries.js";
import { capsOf } from "./cap.js";
import { canBeTyped, command } from "./commands.js";

type Question = { readonly id: string; readonly asks: Content; readonly answer: readonly Block[] };

/** All questions with their answers; `elsewhere` are other servers of the scan with a tool of the same name. */
export function questions(entry: ToolEntry, server: ServerEntry, elsewhere: readonly ServerEntry[]): readonly Block[] {
  const about = (ask: (tool: Content, entry: ToolEntry) => Question | undefined) => ask([code(entry.tool.name)], entry);
  const asked = [
    about(whatItIs),
    about(howToEnforce),
    about(whichRisk),
    about(rateLimit),
    about(howToBlock),
    about(howToCap),
    about(whatTheAgentSees),
    about(howToTry),
    whichServer(entry, server, elsewhere),
  ];
  return asked.flatMap((question) =>
    question === undefined ? [] : [smallHeading(question.id, question.asks), ...question.answer],
  );
}

function alone(name: string, rule: Rule): PolicyDocument {
  return { version: "1", default: "allow", tools: { [name]: rule } };
}

function whatItIs(tool: Content, { tool: { description }, classified: { category, risk } }: ToolEntry): Question {
  const says =
    description === undefined || description.trim() === ""
      ? say`Its server gives it no description.`
      : say`In the words of its server: ${foreign(firstSentence(description))}`;
  const { test } = categoryFacts[category];
  return {
    id: "what-it-does",
    asks: say`What does the ${tool} tool do?`,
    answer: [
      paragraph(says),
      paragraph(say`It is classified ${category}, which means: ${test}. The risk is ${risk.toLowerCase()}.`),
    ],
  };
}

function howToEnforce(tool: Content, { recommended }: ToolEntry): Question | undefined {
  if (recommended === undefined) return undefined;
  return {
    id: "enforce",
    asks: say`How do I enforce a policy on ${tool}?`,
    answer: [
      paragraph(
        say`Register the server with ${code("server add")}, save a policy that has a rule for the tool with ${code("policy add")}, and give the agent a grant under it with ${code("grant create")}: the commands are above. The agent then speaks to Turnpike's address with a token of its own, and every call is decided before it reaches the server. A rule can allow, deny, hide, limit, look at arguments, or ask for approval.`,
      ),
    ],
  };
}

function whichRisk(tool: Content, { classified: { category, risk } }: ToolEntry): Question {
  return {
    id: "risk-level",
    asks: say`What risk level is ${tool}?`,
    answer: [
      paragraph(
        say`${badge(risk)}, which goes with the category ${link(`categories/${category.toLowerCase()}`, category)}: ${categoryFacts[category].test}. What is recommended for the category: ${categoryFacts[category].rule}.`,
      ),
    ],
  };
}

function rateLimit(tool: Content, { tool: { name }, recommended }: ToolEntry): Question | undefined {
  if (recommended === undefined) return undefined;
  const limits = [{ counter: `${name}_rate`, window: "minute", max: 10, scope: "grant" }] as const;
  const rule = { limits, rate_limit: { max: 5, window: 20 } };
  return {
    id: "rate-limit",
    asks: say`Can I rate-limit ${tool}?`,
    answer: [
      paragraph(
        say`Yes, with ${code("limits")}. An entry counts in a fixed window (minute, hour, day, week or month, in UTC) for each grant, or for the scope that you name: ${code("session")}, ${code("server")} or ${code("organisation")}. Tools that name the same counter share it. Around the end of a window up to twice ${code("max")} can be admitted.`,
      ),
      paragraph(
        say`${code("rate_limit")} is the short form. Its window is in seconds, begins with the first call that is counted, and belongs to one session of the agent: a new session starts a new count. It smooths a burst, and alone it does not bound an agent, so put a limit with scope ${code("grant")} beside it. This allows 10 calls a minute for each grant, and no more than 5 in 20 seconds of a session:`,
      ),
      copied("policy.json with both", "json", policyJson(alone(name, rule))),
    ],
  };
}

function howToBlock(tool: Content, { tool: { name }, recommended }: ToolEntry): Question | undefined {
  if (recommended === undefined) return undefined;
  const denied = alone(name, { action: "deny", reason: "this is done by a person" });
  return {
    id: "block",
    asks: say`How do I block ${tool} completely?`,
    answer: [
      paragraph(
        say`With ${code('action: "deny"')} the tool stays in the list, and a call is refused with your ${code("reason")}, so that the agent can tell its user why:`,
      ),
      copied("policy.json that denies", "json", policyJson(denied)),
      paragraph(
        say`With ${code("hide")} the agent does not see the tool at all, pays no tokens for it, and a call is refused as if it did not exist:`,
      ),
      copied("policy.json that hides", "json", policyJson({ version: "1", default: "allow", hide: [name] })),
    ],
  };
}

function howToCap(tool: Content, entry: ToolEntry): Question | undefined {
  const caps = entry.recommended === undefined ? [] : capsOf(entry);
  if (caps.length === 0) return undefined;
  return {
    id: "cap",
    asks: say`How do I cap what ${tool} may be given?`,
    answer: caps.flatMap(({ rule, words }) => [
      paragraph(words),
      copied("policy.json with a cap", "json", policyJson(alone(entry.tool.name, rule))),
    ]),
  };
}

function whatTheAgentSees(tool: Content): Question {
  return {
    id: "refused",
    asks: say`What does the agent see when a call of ${tool} is refused?`,
    answer: [
      paragraph(
        say`A result with ${code("isError: true")} and one text, ${code("[POLICY DENIED]")} with the rule's own message, that a model can read and act on. Programs find the decision under ${code('_meta["dev.turnpike/decision"]')}: its outcome, the rule, whether and when trying again makes sense. No message repeats what an argument held. A hidden tool answers as one that does not exist.`,
      ),
    ],
  };
}

function howToTry(tool: Content, { tool: { name }, recommended }: ToolEntry): Question | undefined {
  if (recommended === undefined || !canBeTyped(name)) return undefined;
  return {
    id: "try",
    asks: say`How do I try a rule for ${tool} before it counts?`,
    answer: [
      paragraph(
        say`Ask what a policy would decide; ${code("--args")} takes the arguments of a call as JSON, and ${code("--repeat")} shows where a limit ends. To watch it on real calls first, add ${code('"mode": "observe"')}: nothing is refused, and the log says what would have been.`,
      ),
      copied("Decide", "console", command("policy", "decide", "policy.json", "--tool", name, "--repeat", "3")),
    ],
  };
}

function whichServer({ tool }: ToolEntry, server: ServerEntry, elsewhere: readonly ServerEntry[]): Question {
  const others = elsewhere.map((other) => link(other.page, foreign(other.name)));
  const also =
    others.length === 0
      ? []
      : say` A tool of this name is also on ${enumerated(others.slice(0, 10))}; its page there is its own.`;
  return {
    id: "which-server",
    asks: say`Which MCP server provides ${code(tool.name)}?`,
    answer: [
      paragraph(say`${link(server.page, foreign(server.name))}, which lists ${server.tools.length} tools.${also}`),
    ],
  };
}
