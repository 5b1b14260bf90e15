/** What a scan says of one server, for programs. */
import type { Report } from "@turnpike/catalogue";

/** The report as the object that `--json` prints. */
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
