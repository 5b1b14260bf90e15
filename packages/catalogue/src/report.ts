/** Everything that the catalogue says of one server. */
import { type Classification, classifyServer } from "./classify/classify.js";
import type { Finding } from "./findings/codes.js";
import { findingsOf } from "./findings/findings.js";
import { type Graded, gradeOf } from "./grade.js";
import { type Recommendation, recommendPolicy } from "./recommend/recommend.js";
import type { RecommendOptions } from "./recommend/rule.js";
import { type CountTokens, type TokenCost, tokenCost } from "./token-cost.js";
import type { ServerTools } from "./tool.js";

/** A server with everything that is known of it; lists of tools are in the server's order. */
export type Report = {
  readonly server: ServerTools;
  readonly classified: readonly Classification[];
  readonly findings: readonly Finding[];
  readonly graded: Graded;
  readonly cost: TokenCost;
  readonly recommendation: Recommendation;
};

/** Reports on a server; `others` are scanned beside it. */
export function reportOn(
  server: ServerTools,
  others: readonly ServerTools[],
  count: CountTokens,
  options: RecommendOptions,
): Report {
  const classified = classifyServer(server);
  const cost = tokenCost(
    server.tools,
    classified.map(({ category }) => category),
    count,
  );
  const findings = findingsOf(server, classified, cost, others);
  return {
    server,
    classified,
    findings,
    graded: gradeOf(classified, findings),
    cost,
    recommendation: recommendPolicy(server, classified, options),
  };
}
