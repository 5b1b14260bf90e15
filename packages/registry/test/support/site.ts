/** Sites of tools that a test has made up, and pages read back as a browser and a reader of Markdown would. */
import { posix } from "node:path";
import { reportOn, type ServerTools } from "@turnpike/catalogue";
import { marked, type Token, type Tokens } from "marked";
import { type DefaultTreeAdapterMap, parse } from "parse5";
import { siteFiles } from "../../src/index.js";

/** The files of a site by their paths. */
export type Site = ReadonlyMap<string, string>;

/** A site of these servers, as one scan of them makes it. */
export function siteOf(servers: readonly ServerTools[], withoutApprovals = false): Site {
  const reports = servers.map((server) =>
    reportOn(
      server,
      servers.filter((other) => other !== server),
      (text) => Math.ceil(text.length / 4),
      { withoutApprovals },
    ),
  );
  const site = new Map<string, string>();
  for (const { path, text } of siteFiles(reports, { withoutApprovals })) {
    if (site.has(path)) throw new Error(`two files have the path ${path}`);
    site.set(path, text);
  }
  return site;
}

/** The paths with an ending. */
export function filesOf(site: Site, ending: string): readonly string[] {
  return [...site.keys()].filter((path) => path.endsWith(ending));
}

type Node = DefaultTreeAdapterMap["node"];

/** An element of a page, with the text in it. */
export type Element = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
};

/** Reads a page; what the HTML standard calls a parse error is one here. */
export function readHtml(html: string): { readonly errors: readonly string[]; readonly elements: readonly Element[] } {
  const errors: string[] = [];
  const document = parse(html, { onParseError: ({ code, startLine }) => errors.push(`${code} in line ${startLine}`) });
  const elements: Element[] = [];
  walk(document, elements);
  return { errors, elements };
}

function walk(node: Node, found: Element[]): void {
  if ("tagName" in node) {
    const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
    found.push({ name: node.tagName, attributes, text: textOf(node) });
  }
  if ("childNodes" in node) for (const child of node.childNodes) walk(child, found);
}

function textOf(node: Node): string {
  if ("value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
}

const figure =
  /<figure class="copied">\n<figcaption>(.*)<\/figcaption>\n<pre tabindex="0"><code>([^<]*)<\/code><\/pre>\n<\/figure>/g;
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
const plain = (text: string) => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? "");

/** The texts with a copy button, by what they are called. */
export function copiedTexts(html: string): readonly { readonly label: string; readonly text: string }[] {
  return [...html.matchAll(figure)].map(([, label = "", text = ""]) => ({ label: plain(label), text: plain(text) }));
}

/** All tokens of a Markdown file, as the dialect of code hosts reads it. */
export function markdownTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  void marked.walkTokens(marked.lexer(text, { gfm: true }), (token) => {
    tokens.push(token);
  });
  return tokens;
}

/** Where the links of a Markdown file lead. */
export function markdownLinks(text: string): readonly string[] {
  return markdownTokens(text).flatMap((token) => (token.type === "link" ? [(token as Tokens.Link).href] : []));
}

/** The path that a relative address leads to from a page. */
export function targetOf(from: string, address: string): string {
  return posix.normalize(posix.join(posix.dirname(from), decodeURIComponent(address)));
}
