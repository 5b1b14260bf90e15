/** Pages that list tools over all servers: everything, by category and by risk. */
import { CATEGORIES, type Category, categoryFacts, gravity, RISKS, type Risk } from "@turnpike/catalogue";
import { type Block, heading, paragraph } from "../document/block.js";
import { badge, enumerated, link, say, strong } from "../document/inline.js";
import type { Page } from "../document/page.js";
import { countsOf, type ServerEntry, type ToolEntry, toolLine } from "../entries.js";
import { howMany } from "../how-many.js";

/** A tool with its server. */
export type Owned = { readonly entry: ToolEntry; readonly server: ServerEntry };

/** All tools, gravest first, within a category in the order of servers and of their lists. */
export function ownedTools(servers: readonly ServerEntry[]): readonly Owned[] {
  return servers
    .flatMap((server) => server.tools.map((entry) => ({ entry, server })))
    .sort((one, other) => gravity(one.entry.classified.category) - gravity(other.entry.classified.category));
}

function list(label: string, tools: readonly Owned[], many: boolean): readonly Block[] {
  if (tools.length === 0) return [paragraph(say`No tool of this scan.`)];
  const lines = tools.map(({ entry, server }) => toolLine(entry, many ? server : undefined));
  return [heading("tools", say`${howMany(tools.length, "tool")}`), { kind: "tools", label, lines, find: true }];
}

/** Every tool: a list to read, which can be searched where scripts run. */
export function toolsPage(tools: readonly Owned[], servers: number): Page {
  return {
    path: "tools",
    title: "All tools",
    summary: `All ${howMany(tools.length, "tool")} of ${howMany(servers, "server")}, gravest first.`,
    crumbs: [],
    heading: say`All tools`,
    body: [
      {
        kind: "paragraph",
        content: say`${howMany(tools.length, "tool")} of ${howMany(servers, "server")}, gravest first.`,
        weight: "lead",
      },
      { kind: "bar", counts: countsOf(tools.map(({ entry }) => entry.classified.category)) },
      ...list("Find a tool", tools, servers > 1),
    ],
  };
}

/** The five categories and a page for each. */
export function categoryPages(tools: readonly Owned[], servers: number): readonly Page[] {
  const of = (category: Category) => tools.filter(({ entry }) => entry.classified.category === category);
  const rows = CATEGORIES.map((category) => {
    const { test, risk, rule } = categoryFacts[category];
    return [
      say`${link(pageOf(category), category)}`,
      say`${test}`,
      say`${badge(risk)}`,
      say`${rule}`,
      say`${of(category).length}`,
    ];
  });
  const overview: Page = {
    path: "categories/index",
    title: "Categories",
    summary: "The five categories of tools, and what is recommended for each.",
    crumbs: [],
    heading: say`Categories`,
    body: [
      paragraph(say`Where two fit, the graver one counts. They stand here gravest first.`),
      {
        kind: "table",
        caption: "Categories, gravest first",
        head: ["Category", "What its tools do", "Risk", "Recommended rule", "Tools"],
        rows,
      },
    ],
  };
  return [overview, ...CATEGORIES.map((category) => categoryPage(category, of(category), servers))];
}

const pageOf = (category: Category) => `categories/${category.toLowerCase()}`;

function categoryPage(category: Category, tools: readonly Owned[], servers: number): Page {
  const { test, risk, rule } = categoryFacts[category];
  return {
    path: pageOf(category),
    title: `${category} tools`,
    summary: `${howMany(tools.length, "tool")} classified ${category}: ${test}.`,
    crumbs: [{ page: "categories/index", name: "Categories" }],
    heading: say`${category} tools`,
    body: [
      { kind: "paragraph", content: say`A tool is ${category} when it ${test}.`, weight: "lead" },
      paragraph(say`Risk: ${badge(risk)}. Recommended: ${rule}. In this scan: ${howMany(tools.length, "tool")}.`),
      ...list(`Find a ${category} tool`, tools, servers > 1),
    ],
  };
}

/** The four risks and a page for each. */
export function riskPages(tools: readonly Owned[], servers: number): readonly Page[] {
  const of = (risk: Risk) => tools.filter(({ entry }) => entry.classified.risk === risk);
  const rows = RISKS.map((risk) => [
    say`${link(`risks/${risk.toLowerCase()}`, risk)}`,
    enumerated(categoriesOf(risk).map((category) => link(pageOf(category), category))),
    say`${of(risk).length}`,
  ]);
  const overview: Page = {
    path: "risks/index",
    title: "Risks",
    summary: "The four risks, and the categories that they go with.",
    crumbs: [],
    heading: say`Risks`,
    body: [
      paragraph(
        say`A risk goes with a category, and with nothing else: what can be taken back weighs less than what cannot.`,
      ),
      { kind: "table", caption: "Risks, gravest first", head: ["Risk", "Categories", "Tools"], rows },
    ],
  };
  return [overview, ...RISKS.map((risk) => riskPage(risk, of(risk), servers))];
}

const categoriesOf = (risk: Risk) => CATEGORIES.filter((category) => categoryFacts[category].risk === risk);

function riskPage(risk: Risk, tools: readonly Owned[], servers: number): Page {
  const kinds = categoriesOf(risk);
  return {
    path: `risks/${risk.toLowerCase()}`,
    title: `${risk} risk`,
    summary: `${howMany(tools.length, "tool")} of ${risk.toLowerCase()} risk.`,
    crumbs: [{ page: "risks/index", name: "Risks" }],
    heading: say`${risk} risk`,
    body: [
      { kind: "paragraph", content: say`Tools that are ${kinds.join(" or ")}.`, weight: "lead" },
      {
        kind: "list",
        ordered: false,
        items: kinds.map((category) => [
          paragraph(
            say`${strong(category)}: ${categoryFacts[category].test}. Recommended: ${categoryFacts[category].rule}.`,
          ),
        ]),
      },
      ...list(`Find a tool of ${risk.toLowerCase()} risk`, tools, servers > 1),
    ],
  };
}
