/** What a tool does on its server, in the words of its category. */
import type { Category } from "@turnpike/catalogue";
import { argumentsOf } from "@turnpike/catalogue";
import { type Block, paragraph } from "../document/block.js";
import { type Content, code, enumerated, foreign, say } from "../document/inline.js";
import type { ServerEntry, ToolEntry } from "../entries.js";
import { howMany } from "../how-many.js";

const most = 6;

const does: Readonly<Record<Category, (tool: Content, server: Content) => Content>> = {
  Read: (tool, server) =>
    say`Agents call ${tool} to look something up on ${server}. It changes nothing there; what it returns goes into the model's context, and with it into whatever the agent does next.`,
  Write: (tool, server) =>
    say`Agents call ${tool} to create or change something on ${server}, usually after they have read what it is about. Every call that goes through changes real data, and can as a rule be changed back.`,
  Execute: (tool, server) =>
    say`Agents call ${tool} to set something off: what ${server} then runs, provisions or transfers has effects beyond the record that names it.`,
  Financial: (tool, server) =>
    say`Agents call ${tool} when money is to move on ${server}, or when somebody is to owe it. A call that goes through is a payment, a purchase or a commitment, not a draft of one.`,
  Destructive: (tool, server) =>
    say`Agents call ${tool} to remove or end something on ${server}. What a call has taken away does not come back by calling something else.`,
};

/** The paragraphs. */
export function whatItDoes({ tool, classified }: ToolEntry, server: ServerEntry): readonly Block[] {
  const { category } = classified;
  const others = server.counts[category] - 1;
  const kin =
    others === 0 ? say`the only one classified ${category}` : say`one of ${others + 1} classified ${category}`;
  return [
    paragraph(does[category]([code(tool.name)], [foreign(server.name)])),
    paragraph(
      say`${takes(tool.inputSchema)} Of the ${howMany(server.tools.length, "tool")} of the server it is ${kin}.`,
    ),
  ];
}

function takes(schema: unknown): Content {
  const top = argumentsOf(schema).filter((argument) => argument.top);
  if (top.length === 0) return say`Its schema announces no arguments.`;
  const required = top.filter((argument) => argument.required).map(({ name }) => code(name));
  const these =
    required.length === 0
      ? say`, none of them required`
      : required.length > most
        ? say`, ${required.length} of them required`
        : say`; without ${enumerated(required)} a call is not valid`;
  return say`It takes ${howMany(top.length, "argument")}${these}.`;
}
