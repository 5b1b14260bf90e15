/** The page of a server: its grade, what is found, what its tools can do, and the policy that should hold it. */
import { gravity, type RecommendOptions } from "@turnpike/catalogue";
import { type Block, bullets, copied, heading, note, paragraph } from "../document/block.js";
import { type Content, code, enumerated, fileLink, foreign, link, say } from "../document/inline.js";
import type { Page } from "../document/page.js";
import { type ServerEntry, toolLine } from "../entries.js";
import { findingBlocks } from "../finding-blocks.js";
import { howMany } from "../how-many.js";
import { command } from "../tool/commands.js";
import { threeSteps } from "../tool/steps.js";

/** Makes the page; `suite` are the tests of the recommended policy. */
export function serverPage(server: ServerEntry, suite: string, options: RecommendOptions): Page {
  const { name, page, report, tools } = server;
  const sorted = tools.toSorted((one, other) => gravity(one.classified.category) - gravity(other.classified.category));
  return {
    path: page,
    title: `${name}: grade ${report.graded.grade}, ${howMany(tools.length, "tool")}`,
    summary: `What the tools of the MCP server ${name} can do, what is found, and the policy that should hold it.`,
    crumbs: [{ page: "index", name: "Servers" }],
    heading: [foreign(name)],
    body: [
      { kind: "paragraph", content: opening(server), weight: "lead" },
      { kind: "bar", counts: server.counts },
      { kind: "grade", grade: report.graded.grade, points: report.graded.points, reasons: report.graded.reasons },
      note(
        say`A grade says how much an agent could do here that is hard to take back, and what is wrong with the list. It never says that a server is safe.`,
      ),
      heading("findings", say`Findings`),
      ...findings(server),
      heading("tokens", say`What the list costs`),
      ...tokens(server),
      heading("tools", say`Tools, gravest first`),
      { kind: "tools", label: "Find a tool of this server", lines: sorted.map((each) => toolLine(each)), find: true },
      heading("policy", say`The recommended policy`),
      ...policy(server, suite, options),
    ],
  };
}

function opening({ tools, counts }: ServerEntry): Content {
  if (tools.length === 0) return say`It lists no tools.`;
  const acting = tools.length - counts.Read;
  const lasting = counts.Destructive + counts.Financial;
  if (acting === 0) return say`${howMany(tools.length, "tool")}, all of which only read.`;
  const grave =
    lasting === 0
      ? say`none moves money or removes anything for good`
      : say`${lasting} of them move money or remove something for good`;
  return say`${howMany(tools.length, "tool")}: ${acting} can change something, and ${grave}.`;
}

function findings({ report, tools }: ServerEntry): readonly Block[] {
  if (report.findings.length === 0) return [paragraph(say`Nothing is found in names, texts and schemas.`)];
  const pages = new Map(tools.map(({ tool, page }) => [tool.name, page]));
  return findingBlocks(report.findings, (tool) => {
    const page = tool === null ? undefined : pages.get(tool);
    return tool === null ? [] : say`${page === undefined ? code(tool) : link(page, code(tool))}: `;
  });
}

const windowTokens = 200_000;
const heaviest = 5;

function tokens({ report: { cost }, tools }: ServerEntry): readonly Block[] {
  const share = ((cost.total / windowTokens) * 100).toFixed(1);
  const saved =
    cost.hidden === 0
      ? say`The recommended policy hides nothing, and saves nothing.`
      : say`Hiding what the recommended policy hides saves ${cost.hidden} of them.`;
  const rows = tools
    .toSorted((one, other) => other.tokens - one.tokens)
    .slice(0, heaviest)
    .map(({ tool, page, tokens: count }) => [
      say`${link(page, code(tool.name))}`,
      say`${count}`,
      say`${percent(count, cost.total)}`,
    ]);
  return [
    paragraph(
      say`Names, descriptions and schemas take ${howMany(cost.total, "token")} of every conversation, counted with ${code("o200k_base")}: ${share} % of a window of 200,000. ${saved}`,
    ),
    ...(rows.length === 0
      ? []
      : [
          {
            kind: "table",
            caption: "The heaviest tools",
            head: ["Tool", "Tokens", "Share of the list"],
            rows,
          } as const,
        ]),
  ];
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "0 %" : `${((part / whole) * 100).toFixed(0)} %`;
}

function policy(server: ServerEntry, suite: string, { withoutApprovals }: RecommendOptions): readonly Block[] {
  const { folder, label } = server;
  return [
    paragraph(
      say`Every tool has its place, and what the server adds later is denied until somebody has looked at it. The figures are a start: put in your own. Take it as ${fileLink(`${folder}/policy.yaml`, "policy.yaml")} with the reason of each rule, or as ${fileLink(`${folder}/policy.json`, "policy.json")}; ${fileLink(`${folder}/policy.test.yaml`, "policy.test.yaml")} has its tests.`,
    ),
    bullets(whatItComesTo(server)),
    ...approvals(server, withoutApprovals),
    copied("policy.json", "json", server.policy),
    {
      kind: "folded",
      summary: "Its tests: policy.test.yaml",
      content: [
        paragraph(say`Save them beside ${code("policy.yaml")}. What is changed in the policy shows in them at once.`),
        copied("policy.test.yaml", "yaml", suite),
      ],
      twin: false,
    },
    { kind: "heading", level: 3, id: "steps", content: say`Three steps to put it in force` },
    ...threeSteps({
      server: label,
      policy: "recommended",
      file: "policy.yaml",
      tried: [command("policy", "validate", "policy.yaml"), command("policy", "test", "policy.test.yaml")],
    }),
  ];
}

function whatItComesTo({ report, tools }: ServerEntry): readonly Content[] {
  const { document, tools: rules, awaitingApproval } = report.recommendation;
  const limited = rules.filter(({ rule }) => rule !== "hidden" && rule.limits !== undefined).length;
  const free = rules.filter(({ rule }) => rule !== "hidden" && Object.keys(rule).length === 0).length;
  const unnamed = tools.filter(({ recommended }) => recommended === undefined).length;
  const lines: readonly (readonly [number, string])[] = [
    [document.hide?.length ?? 0, "hidden: neither listed nor callable"],
    [awaitingApproval.length, "held for a person's approval"],
    [limited, "usable within limits"],
    [free, "usable without a limit"],
    [unnamed, "denied, since no policy can have their names"],
  ];
  return [
    ...lines.filter(([count]) => count > 0).map(([count, what]) => say`${howMany(count, "tool")} ${what}`),
    say`resources and prompts: allowed`,
  ];
}

function approvals({ report, folder, tools }: ServerEntry, withoutApprovals: boolean): readonly Block[] {
  const { awaitingApproval } = report.recommendation;
  if (awaitingApproval.length === 0 || withoutApprovals) return [];
  const pages = new Map(tools.map(({ tool, page }) => [tool.name, page]));
  const named = awaitingApproval.map((name) => link(pages.get(name) ?? "index", code(name)));
  return [
    paragraph(
      say`This version of Turnpike has nobody to ask yet, so that calls which need approval are refused: ${enumerated(named)}. ${fileLink(`${folder}/policy-without-approvals.yaml`, "policy-without-approvals.yaml")} limits them instead, to 5 calls a minute and an amount a day, and comes with ${fileLink(`${folder}/policy-without-approvals.test.yaml`, "tests")} of its own.`,
    ),
  ];
}
