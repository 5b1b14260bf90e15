/** What a check needs to know besides the node: where it stands, and the counters seen so far. */

import type { Report } from "../parse/report.js";
import type { CounterUse } from "./counters.js";

/** Where a rule stands: what it is about. */
export type Place = "all_tools" | "tools" | "resources" | "prompts";

export type Context = {
  readonly report: Report;
  readonly place: Place;
  /** Every limit of the document so far, for those that name the same counter. */
  readonly counters: CounterUse[];
};
