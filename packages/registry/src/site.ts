/**
 * The whole site: what was scanned goes in, files come out, one after the other, so that nobody has to hold all of
 * them. The same reports give the same bytes.
 */
import type { RecommendOptions, Report } from "@turnpike/catalogue";
import type { Page, SiteFile } from "./document/page.js";
import { entriesOf, type ServerEntry } from "./entries.js";
import { pageHtml } from "./html/page.js";
import { icon } from "./look/icon.js";
import { script } from "./look/script.js";
import { style } from "./look/style.js";
import { pageMarkdown } from "./markdown/page.js";
import { indexPage } from "./pages/index-page.js";
import { categoryPages, ownedTools, riskPages, toolsPage } from "./pages/lists.js";
import { llmsFile } from "./pages/llms.js";
import { serverPage } from "./pages/server-page.js";
import { toolPage } from "./pages/tool-page.js";
import { serverFiles, suiteName } from "./server-files.js";
import { relatedTools } from "./tool/related.js";

/** Makes the files of the site; `options` are those that the reports were made with. */
export function* siteFiles(reports: readonly Report[], options: RecommendOptions): Generator<SiteFile> {
  const servers = entriesOf(reports);
  yield { path: "style.css", text: style };
  yield { path: "site.js", text: script };
  yield { path: "icon.svg", text: icon };
  yield llmsFile(servers);
  yield* both(overviews(servers));
  const byName = serversByTool(servers);
  for (const server of servers) {
    const files = serverFiles(server, options.withoutApprovals);
    yield* files;
    const suite = files.find(({ path }) => path === `${server.folder}/${suiteName}`)?.text ?? "";
    yield* both([serverPage(server, suite, options)]);
    yield* both(toolPages(server, byName, options));
  }
}

function* both(pages: Iterable<Page>): Generator<SiteFile> {
  for (const page of pages) {
    yield { path: `${page.path}.html`, text: pageHtml(page) };
    yield { path: `${page.path}.md`, text: pageMarkdown(page) };
  }
}

function* overviews(servers: readonly ServerEntry[]): Generator<Page> {
  const tools = ownedTools(servers);
  yield indexPage(servers);
  yield toolsPage(tools, servers.length);
  yield* categoryPages(tools, servers.length);
  yield* riskPages(tools, servers.length);
}

function* toolPages(
  server: ServerEntry,
  byName: ReadonlyMap<string, ReadonlySet<ServerEntry>>,
  options: RecommendOptions,
): Generator<Page> {
  const relatedTo = relatedTools(server);
  for (const entry of server.tools) {
    const elsewhere = [...(byName.get(entry.tool.name) ?? [])].filter((other) => other !== server);
    yield toolPage(entry, { server, related: relatedTo(entry), elsewhere, options });
  }
}

function serversByTool(servers: readonly ServerEntry[]): ReadonlyMap<string, ReadonlySet<ServerEntry>> {
  const found = new Map<string, Set<ServerEntry>>();
  for (const server of servers) {
    for (const { tool } of server.tools) {
      const those = found.get(tool.name) ?? new Set();
      found.set(tool.name, those.add(server));
    }
  }
  return found;
}
