/** The first page: the servers of the scan. */
import { gradeFloors } from "@turnpike/catalogue";
import { type Block, heading, note, paragraph } from "../document/block.js";
import { link, say } from "../document/inline.js";
import type { Page } from "../document/page.js";
import { countsOf, type ServerEntry, serverLine } from "../entries.js";
import { howMany } from "../how-many.js";

/** Makes the page; the server that lost most points comes first. */
export function indexPage(servers: readonly ServerEntry[]): Page {
  const tools = servers.flatMap((server) => server.tools);
  const lines = servers.map(serverLine).sort((one, other) => one.points - other.points);
  const summary = `What ${howMany(tools.length, "tool")} of ${howMany(servers.length, "MCP server")} can do, and what should hold them.`;
  const bar = { kind: "bar", counts: countsOf(tools.map(({ classified: { category } }) => category)) } as const;
  return {
    path: "index",
    title: "Turnpike catalogue",
    summary,
    crumbs: [],
    heading: say`What these servers can do`,
    body: [
      { kind: "paragraph", content: say`${summary}`, weight: "lead" },
      ...(servers.length > 1 ? [bar] : []),
      heading("servers", say`${howMany(servers.length, "server")}`),
      { kind: "servers", label: "Find a server", lines },
      ...howToRead,
    ],
  };
}

const { A, B, C, D } = gradeFloors;

const howToRead: readonly Block[] = [
  heading("reading", say`How to read this`),
  paragraph(
    say`Each tool is put into one of five ${link("categories/index", "categories")} by the words of its name, its description and its schema, with the evidence quoted. The category gives its ${link("risks/index", "risk")} and the rule that is recommended for it. What a server claims in annotations is compared, never believed.`,
  ),
  paragraph(
    say`A server begins with 100 points and loses some for what its tools could do and for what is found in its list; every reason stands on its page. From ${A} points it is an A, from ${B} a B, from ${C} a C, from ${D} a D, below that an F.`,
  ),
  note(say`Nothing here says that a server is safe: what stands on these pages is what its list tells.`),
];
