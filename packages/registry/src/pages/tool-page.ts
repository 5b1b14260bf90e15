/** The page of a tool. */
import { argumentsOf, type RecommendOptions } from "@turnpike/catalogue";
import { type Block, bullets, heading, paragraph } from "../document/block.js";
import { badge, code, foreign, link, say } from "../document/inline.js";
import type { Page } from "../document/page.js";
import { firstSentence, type ServerEntry, type ToolEntry, toolLine } from "../entries.js";
import { argumentsTable } from "../tool/arguments.js";
import { howToControl } from "../tool/control.js";
import { claims, evidence, findings, signals } from "../tool/evidence.js";
import { questions } from "../tool/questions.js";
import { whatItDoes } from "../tool/what-it-does.js";
import { whyItNeedsPolicy } from "../tool/why.js";

/** What a page needs beside its tool. */
export type Around = {
  readonly server: ServerEntry;
  readonly related: readonly ToolEntry[];
  /** Other servers with a tool of the same name. */
  readonly elsewhere: readonly ServerEntry[];
  readonly options: RecommendOptions;
};

/** Makes the page. */
export function toolPage(entry: ToolEntry, around: Around): Page {
  const { tool, classified, page } = entry;
  const { server, related, elsewhere, options } = around;
  const name = code(tool.name);
  return {
    path: page,
    title: `${tool.name} on ${server.name}: ${classified.risk.toLowerCase()} risk`,
    summary: firstSentence(
      tool.description ?? `A tool of the MCP server ${server.name}, classified ${classified.category}.`,
    ),
    crumbs: [
      { page: "index", name: "Servers" },
      { page: server.page, name: server.name },
    ],
    heading: say`${name} ${badge(classified.risk)}`,
    body: [
      ...opening(entry, server),
      heading("what", say`What ${name} does on ${foreign(server.name)}`, "What it does"),
      ...whatItDoes(entry, server),
      heading("why", say`Why ${name} needs a policy`, "Why it needs a policy"),
      ...whyItNeedsPolicy(entry, server),
      heading("evidence", say`From the tool's definition`, "Evidence"),
      ...evidence(entry),
      heading("signals", say`Signals`),
      ...signals(entry),
      heading("findings", say`Findings`),
      ...findings(entry),
      heading("control", say`How to control ${name}`, "How to control it"),
      ...howToControl(entry, server, options),
      heading("arguments", say`Arguments`),
      ...argumentsTable(entry),
      heading("claims", say`What it claims`),
      ...claims(entry),
      heading("related", say`Related tools`),
      ...relatedList(entry, related, server),
      heading("questions", say`Questions about ${name}`, "Questions"),
      ...questions(entry, server, elsewhere),
    ],
  };
}

function opening({ tool, classified, tokens, page }: ToolEntry, server: ServerEntry): readonly Block[] {
  const { category, risk, confidence } = classified;
  const top = argumentsOf(tool.inputSchema).filter((argument) => argument.top);
  const required = top.filter((argument) => argument.required);
  const description = tool.description?.trim() ? [foreign(tool.description)] : say`Its server gives it no description.`;
  return [
    { kind: "paragraph", content: description, weight: "lead" },
    {
      kind: "facts",
      items: [
        { term: "Risk", value: say`${link(`risks/${risk.toLowerCase()}`, risk)}` },
        { term: "Category", value: say`${link(`categories/${category.toLowerCase()}`, category)}` },
        { term: "Confidence", value: say`${confidence.toFixed(2)}` },
        { term: "Server", value: say`${link(server.page, foreign(server.name))}` },
        { term: "Arguments", value: top.length === 0 ? say`none` : say`${top.length}, ${required.length} required` },
        { term: "Tokens", value: say`${tokens}` },
      ],
    },
    paragraph(say`${link(page, say`How to control ${code(tool.name)} ↓`, "control")}`),
  ];
}

function relatedList({ classified }: ToolEntry, related: readonly ToolEntry[], server: ServerEntry): readonly Block[] {
  const { category, risk } = classified;
  const onward = bullets([
    say`${link(server.page, say`All ${server.tools.length} tools of ${foreign(server.name)}`, "tools")}, and ${link(server.page, "the policy that is recommended for them", "policy")}`,
    say`${link(`categories/${category.toLowerCase()}`, `All ${category} tools`)} of this scan`,
    say`${link(`risks/${risk.toLowerCase()}`, `All tools of ${risk.toLowerCase()} risk`)}`,
  ]);
  if (related.length === 0)
    return [paragraph(say`No other tool of the server has a name that is close to this one's.`), onward];
  return [{ kind: "tools", label: "Related tools", lines: related.map((each) => toolLine(each)), find: false }, onward];
}
