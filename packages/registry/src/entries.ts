/** What was scanned, with the place that each thing has on the site. */
import {
  CATEGORIES,
  type Category,
  type Classification,
  type Finding,
  policyJson,
  type RecommendedTool,
  type Report,
  signalTexts,
  slug,
  type Tool,
} from "@turnpike/catalogue";
import type { Counts, ServerLine, ToolLine } from "./document/block.js";
import { freeName } from "./names.js";

/** A tool and its page. */
export type ToolEntry = {
  readonly tool: Tool;
  readonly classified: Classification;
  readonly tokens: number;
  readonly findings: readonly Finding[];
  readonly page: string;
  /** What is recommended for its name, by the gravest tool that has it; none for a name that no policy can have. */
  readonly recommended: RecommendedTool | undefined;
};

/** A server, its folder, and its tools in the server's order. */
export type ServerEntry = {
  readonly report: Report;
  readonly name: string;
  /** As `server add` takes it. */
  readonly label: string;
  readonly folder: string;
  readonly page: string;
  readonly counts: Counts;
  readonly tools: readonly ToolEntry[];
  /** The recommended policy as text, which every page of the server has. */
  readonly policy: string;
};

/** Gives every server a folder and every tool a page. */
export function entriesOf(reports: readonly Report[]): readonly ServerEntry[] {
  const taken = new Set<string>();
  return reports.map((report) => serverEntry(report, `servers/${freeName(report.server.name, taken)}`));
}

function serverEntry(report: Report, folder: string): ServerEntry {
  const { server, classified, cost, findings, recommendation } = report;
  const taken = new Set(["index"]);
  const recommended = new Map(recommendation.tools.map((each) => [each.tool.name, each]));
  const named = findingsByTool(findings);
  const tools = server.tools.map((tool, at) => ({
    tool,
    classified: classified[at] as Classification,
    tokens: cost.tools[at]?.tokens ?? 0,
    findings: named.get(tool.name) ?? [],
    page: `${folder}/${freeName(tool.name, taken)}`,
    recommended: recommended.get(tool.name),
  }));
  const counts = countsOf(tools.map(({ classified: { category } }) => category));
  const policy = policyJson(recommendation.document);
  return {
    report,
    name: server.name,
    label: slug(server.name),
    folder,
    page: `${folder}/index`,
    counts,
    tools,
    policy,
  };
}

/** Two tools of one name have each finding of theirs once. */
function findingsByTool(findings: readonly Finding[]): ReadonlyMap<string | null, readonly Finding[]> {
  const found = new Map<string | null, Finding[]>();
  const seen = new Set<string>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.tool, finding.code, finding.message]);
    if (seen.has(key)) continue;
    seen.add(key);
    const those = found.get(finding.tool) ?? [];
    those.push(finding);
    found.set(finding.tool, those);
  }
  return found;
}

/** How many there are of each. */
export function countsOf(categories: readonly Category[]): Counts {
  const counts = Object.fromEntries(CATEGORIES.map((category) => [category, 0])) as Record<Category, number>;
  for (const category of categories) counts[category]++;
  return counts;
}

/** A server in a list. */
export function serverLine({ report, name, page, counts }: ServerEntry): ServerLine {
  const { graded, findings, cost } = report;
  return {
    name,
    page,
    grade: graded.grade,
    points: graded.points,
    counts,
    findings: findings.length,
    tokens: cost.total,
  };
}

/** A tool in a list; `server` is given where the list has tools of several. */
export function toolLine({ tool, classified, page, tokens }: ToolEntry, server?: ServerEntry): ToolLine {
  const { category, risk, signals } = classified;
  return {
    name: tool.name,
    page,
    category,
    risk,
    says: firstSentence(tool.description ?? tool.title ?? ""),
    tokens,
    signals: signals.map(({ code }) => signalTexts[code]),
    ...(server !== undefined && { server: { name: server.name, page: server.page } }),
  };
}

const longest = 160;

/** The beginning of a description, as far as a list has room. */
export function firstSentence(text: string): string {
  const line = text.trim().split(/\r?\n/, 1)[0] ?? "";
  const end = line.search(/[.!?](?:\s|$)/);
  const sentence = end === -1 ? line : line.slice(0, end + 1);
  if (sentence.length <= longest) return sentence;
  const cut = sentence.lastIndexOf(" ", longest);
  return `${sentence.slice(0, cut > 0 ? cut : longest)} …`;
}
