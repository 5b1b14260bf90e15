/** Pages of the catalogue: a static site made of what was scanned. Pure: reports go in, files come out. */

export type { SiteFile } from "./document/page.js";
export { freeName } from "./names.js";
export { siteFiles } from "./site.js";
