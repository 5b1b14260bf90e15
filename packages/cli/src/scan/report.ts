/** What a scan says of one server. */
import {
  type Classification,
  type CountTokens,
  classifyServer,
  type Finding,
  findingsOf,
  type Graded,
  gradeOf,
  type Recommendation,
  recommendPolicy,
  type ServerTools,
  type TokenCost,
  tokenCost,
} from "@turnpike/catalogue";

/** A server with everything that is known of it. */
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
  withoutApprovals: boolean,
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
    recommendation: recommendPolicy(server, classified, { withoutApprovals }),
  };
}

/** The report for programs. */
export function shapeOf({ server, classified, findings, graded, cost, recommendation }: Report): object {
  const { grade, points, reasons } = graded;
  return {
    server: server.name,
    grade,
    points,
    reasons,
    tools: classified.map(({ name, category, risk, confidence, evidence, signals }, at) => {
      return { name, category, risk, confidence, evidence, signals, tokens: cost.tools[at]?.tokens ?? 0 };
    }),
    findings,
    tokens: { total: cost.total, saved_by_hiding: cost.hidden },
    awaiting_approval: recommendation.awaitingApproval,
  };
}
