/** What holds of every page, whatever the servers have written. */
import { expect } from "vitest";
import { type Element, filesOf, markdownLinks, markdownTokens, readHtml, type Site, targetOf } from "./site.js";

const known = new Set(
  "html head meta title link script body a header nav ul li ol main h1 h2 h3 p bdi code strong em span dl div dt dd blockquote figure figcaption pre details summary table caption thead tbody tfoot tr th td svg path rect footer".split(
    " ",
  ),
);

/** Throws where a page is no proper HTML, holds what is not ours, or leads out of the site. */
export function checkSite(site: Site): void {
  const ids = new Map<string, ReadonlySet<string>>();
  const pages = filesOf(site, ".html");
  const read = pages.map((path) => ({ path, ...readHtml(site.get(path) ?? "") }));
  for (const { path, errors, elements } of read) {
    expect(errors, path).toEqual([]);
    checkElements(path, elements);
    ids.set(path, idsOf(path, elements));
  }
  for (const { path, elements } of read) checkLinks(path, elements, site, ids);
  for (const path of filesOf(site, ".md")) checkMarkdown(path, site);
  expect(pages.map((path) => path.replace(/html$/, "md"))).toEqual(filesOf(site, ".md"));
  for (const path of site.keys())
    expect(path).toMatch(/^(?:[a-z0-9-]+\/){0,2}[a-z0-9-]+(?:\.test)?\.(?:html|md|json|yaml|css|js|svg|txt)$/);
  expect(new Set([...site.keys()].map((path) => path.toLowerCase())).size).toBe(site.size);
  for (const [path, text] of site) expect(text, path).not.toMatch(/[\p{Cf}\p{Cs}\u2028\u2029]|(?!\n)\p{Cc}/u);
}

function checkElements(path: string, elements: readonly Element[]): void {
  for (const { name, attributes } of elements) {
    if (!known.has(name)) expect.fail(`${path} has an element ${name}`);
    for (const attribute of Object.keys(attributes)) {
      if (/^on|^style$|^srcset$/i.test(attribute)) expect.fail(`${path} has an attribute ${attribute} on ${name}`);
    }
  }
  const scripts = elements.filter(({ name }) => name === "script");
  expect(scripts.map(({ attributes, text }) => [attributes.src?.replace(/^(?:\.\.\/)*/, ""), text])).toEqual([
    ["site.js", ""],
  ]);
  const levels = elements.flatMap(({ name }) => (/^h[1-6]$/.test(name) ? [Number(name[1])] : []));
  expect(
    levels.filter((level) => level === 1),
    path,
  ).toHaveLength(1);
  for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0), path).toBeLessThanOrEqual(1);
}

function idsOf(path: string, elements: readonly Element[]): ReadonlySet<string> {
  const ids = elements.flatMap(({ attributes }) => (attributes.id === undefined ? [] : [attributes.id]));
  expect(new Set(ids).size, path).toBe(ids.length);
  return new Set(ids);
}

function checkLinks(
  path: string,
  elements: readonly Element[],
  site: Site,
  ids: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  for (const { attributes } of elements) {
    for (const address of [attributes.href, attributes.src]) {
      if (address === undefined) continue;
      const [file = "", id] = address.split("#");
      const target = file === "" ? path : targetOf(path, file);
      if (!site.has(target)) expect.fail(`${path} leads to ${address}, which is not there`);
      if (id !== undefined && !ids.get(target)?.has(id))
        expect.fail(`${path} leads to ${address}, which has no such place`);
    }
  }
}

/** Renderers make links of mail addresses wherever they stand, which leads nobody anywhere. */
function checkMarkdown(path: string, site: Site): void {
  const text = site.get(path) ?? "";
  for (const token of markdownTokens(text)) {
    if (token.type === "html" || token.type === "image") expect.fail(`${path} has ${token.type}: ${token.raw}`);
  }
  for (const address of markdownLinks(text)) {
    if (!address.startsWith("mailto:") && !site.has(targetOf(path, address)))
      expect.fail(`${path} leads to ${address}`);
  }
}
