/** A page of the site: what it says, wherever and however it is shown. */
import type { Block } from "./block.js";
import type { Content } from "./inline.js";

/** The pages that every page leads to. */
export const parts = [
  { page: "index", name: "Servers" },
  { page: "tools", name: "All tools" },
  { page: "categories/index", name: "Categories" },
  { page: "risks/index", name: "Risks" },
] as const;

/** A page on the way down from the first one. */
export type Crumb = { readonly page: string; readonly name: string };

/** One page; `path` has no ending, since each is written twice. */
export type Page = {
  readonly path: string;
  /** Plain text for the browser's tab and for lists of pages. */
  readonly title: string;
  readonly summary: string;
  readonly crumbs: readonly Crumb[];
  readonly heading: Content;
  readonly body: readonly Block[];
};

/** A file of the site, by its path from the folder of the site, with `/` between folders. */
export type SiteFile = { readonly path: string; readonly text: string };
