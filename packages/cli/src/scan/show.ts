/** A report for people: one table, what is found, the grade and where its points went. */
import {
  CATEGORIES,
  type Category,
  categoryFacts,
  type Finding,
  gravity,
  type Report,
  type Risk,
  signalTexts,
  visible,
} from "@turnpike/catalogue";
import type { Paint } from "../output/paint.js";
import { howMany } from "../output/problems.js";
import { columns } from "../output/table.js";

type Colour = (text: string) => string;

/** The report as lines. */
export function showReport(report: Report, paint: Paint): string {
  const { server, graded, classified } = report;
  const heading = `${paint.bold(visible(server.name))}  ${howMany(classified.length, "tool")}  grade ${gradePaint(graded.grade, paint)(paint.bold(graded.grade))}`;
  return [
    heading,
    "",
    ...(classified.length > 0 ? [tools(report, paint), ""] : []),
    bar(report, paint),
    ...foundLines(report, paint),
    "",
    reasons(report),
    ...approvals(report, paint),
  ].join("\n");
}

function gradePaint(grade: string, paint: Paint): Colour {
  return grade === "A" || grade === "B" ? paint.green : grade === "C" ? paint.yellow : paint.red;
}

function riskPaint(risk: Risk, paint: Paint): Colour {
  return { Critical: paint.red, High: paint.yellow, Medium: paint.cyan, Low: paint.green }[risk];
}

/** Gravest first; within a category in the server's order. */
function tools({ classified }: Report, paint: Paint): string {
  const sorted = classified.toSorted((one, other) => gravity(one.category) - gravity(other.category));
  const rows = sorted.map(({ name, category, risk, confidence, signals }) => [
    risk,
    category,
    visible(name),
    confidence.toFixed(2),
    signals.map(({ code }) => signalTexts[code]).join(", "),
  ]);
  const table = columns(["RISK", "CATEGORY", "TOOL", "CONFIDENCE", "SIGNALS"], rows, paint).split("\n");
  return [table[0], ...table.slice(1).map((line, at) => coloured(line, sorted[at]?.risk ?? "Low", paint))].join("\n");
}

/** Only the first word, so that widths stay what they are. */
function coloured(line: string, risk: Risk, paint: Paint): string {
  return riskPaint(risk, paint)(risk) + line.slice(risk.length);
}

const barWidth = 40;

function bar({ classified, cost }: Report, paint: Paint): string {
  const counts = CATEGORIES.map((category) => ({
    category,
    count: classified.filter((each) => each.category === category).length,
  }));
  const used = counts.filter(({ count }) => count > 0);
  const blocks = used.map(({ category, count }) =>
    shade(category, Math.max(1, Math.round((count / classified.length) * barWidth)), paint),
  );
  const words = used.map(({ category, count }) => `${count} ${category}`).join(", ");
  const saved = cost.hidden > 0 ? `, ${cost.hidden} less when the recommended policy hides` : "";
  return [
    ...(used.length > 0 ? [`${blocks.join("")}  ${words}`] : []),
    `${cost.total.toLocaleString("en")} tokens of every conversation (o200k)${saved}`,
  ].join("\n");
}

function shade(category: Category, width: number, paint: Paint): string {
  return riskPaint(
    categoryFacts[category].risk,
    paint,
  )((category === "Read" ? "░" : category === "Write" ? "▒" : "█").repeat(width));
}

function foundLines({ findings }: Report, paint: Paint): readonly string[] {
  if (findings.length === 0) return ["", "no findings"];
  const colours: Record<Finding["severity"], Colour> = {
    critical: paint.red,
    high: paint.red,
    medium: paint.yellow,
    low: paint.dim,
  };
  const lines = findings.map(({ severity, code, tool, message }) => {
    const about = tool === null ? "" : `${visible(tool)}: `;
    return `  ${colours[severity](severity.padEnd(8))}  ${about}${visible(message)} ${paint.dim(`[${code}]`)}`;
  });
  return ["", howMany(findings.length, "finding"), ...lines];
}

function reasons({ graded }: Report): string {
  if (graded.reasons.length === 0) return `grade ${graded.grade}: ${graded.points} of 100, nothing counts against it`;
  const lines = graded.reasons.map(({ points, says }) => `  ${`-${points}`.padStart(4)}  ${says}`);
  return [`grade ${graded.grade}: 100 less what follows is ${graded.points}`, ...lines].join("\n");
}

function approvals({ recommendation }: Report, paint: Paint): readonly string[] {
  const { awaitingApproval } = recommendation;
  if (awaitingApproval.length === 0) return [];
  const names = awaitingApproval.map(visible).join(", ");
  return [
    "",
    `${paint.yellow("until somebody can approve calls, the recommended policy refuses:")} ${names}`,
    "  --without-approvals recommends 5 a minute and a cap instead",
  ];
}
