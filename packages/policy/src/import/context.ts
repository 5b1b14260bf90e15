/** What an import collects: what it changed, and the counters that it named. */

import type { Report } from "../parse/report.js";

export type ImportContext = {
  readonly report: Report;
  /** One sentence for each thing that is not as it was. */
  readonly changes: Set<string>;
  readonly counters: Set<string>;
};

/** Where a rule stands; `scope` is the first part of the names of its counters. */
export type Home = { readonly tool: string; readonly wildcard: boolean; readonly scope: string };
