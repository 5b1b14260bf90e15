/** Everything that is found on a server, gravest first. */
import type { Classification } from "../classify/classify.js";
import type { TokenCost } from "../token-cost.js";
import type { ServerTools, Tool } from "../tool.js";
import { type Finding, finding, SEVERITIES } from "./codes.js";
import { hiddenText } from "./hidden-text.js";
import { nameFindings } from "./names.js";
import { schemaFindings } from "./schemas.js";

const heavy = 8_000;

/** The findings on a server; `others` are the servers that the same agent would have beside it. */
export function findingsOf(
  server: ServerTools,
  classified: readonly Classification[],
  cost: TokenCost | undefined,
  others: readonly ServerTools[] = [],
): readonly Finding[] {
  const found = [
    ...nameFindings(server, others),
    ...server.tools.flatMap((tool, at) => [
      ...hiddenText(tool),
      ...contradictions(tool, classified[at] as Classification),
      ...schemaFindings(tool),
      ...(tool.description ? [] : [finding("no_description", tool.name, "it has no description")]),
    ]),
    ...costs(cost),
  ];
  return found.toSorted((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity));
}

function contradictions({ name, annotations }: Tool, { category }: Classification): readonly Finding[] {
  if (annotations?.readOnlyHint === true && category !== "Read") {
    return [finding("annotation_contradicted", name, `it claims to be read-only and is classified ${category}`)];
  }
  if (annotations?.destructiveHint === false && category === "Destructive") {
    return [finding("destructive_unmarked", name, "it claims not to be destructive and is classified Destructive")];
  }
  return [];
}

function costs(cost: TokenCost | undefined): readonly Finding[] {
  if (cost === undefined || cost.total <= heavy) return [];
  const figure = (count: number) => count.toLocaleString("en");
  const saved = cost.hidden > 0 ? `; hiding what the recommended policy hides saves ${figure(cost.hidden)}` : "";
  const says = `the list of ${cost.tools.length} tools takes ${figure(cost.total)} tokens${saved}`;
  return [finding("list_costs_tokens", null, says)];
}
