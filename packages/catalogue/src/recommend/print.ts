/** A recommended policy as a file: YAML whose comments say why each tool stands where it does, or JSON. */
import { Document, isMap, isScalar, isSeq, stringify } from "yaml";
import { visible } from "../text/visible.js";
import type { Recommendation, RecommendedTool } from "./recommend.js";

const width = 110;

/** YAML with a comment for each tool. */
export function recommendedYaml({ document, tools, awaitingApproval }: Recommendation, heading: string): string {
  const yaml = new Document(document, { aliasDuplicateObjects: false });
  yaml.commentBefore = comment([heading, ...waiting(awaitingApproval)].join("\n"));
  const byName = new Map(tools.map((each) => [each.tool.name, each]));
  for (const place of ["hide", "tools"] as const) {
    const node = yaml.get(place);
    const keys = isMap(node) ? node.items.map(({ key }) => key) : isSeq(node) ? node.items : [];
    for (const key of keys) {
      const each = isScalar(key) ? byName.get(String(key.value)) : undefined;
      if (each !== undefined && isScalar(key)) key.commentBefore = comment(whyOf(each));
    }
  }
  return yaml.toString({ lineWidth: 0 });
}

/** Test cases as YAML, a call a line. */
export function suiteYaml(suite: object): string {
  return stringify(suite, { lineWidth: 0, aliasDuplicateObjects: false });
}

function whyOf({ classified: { category, risk, confidence, evidence } }: RecommendedTool): string {
  return `${category}, ${risk.toLowerCase()} risk (confidence ${confidence}). ${evidence}`;
}

function waiting(names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  return [`Refused until somebody can approve calls: ${names.join(", ")}.`];
}

/** Wrapped, each line with a blank before it; what a server wrote cannot leave its comment. */
function comment(text: string): string {
  return text
    .split("\n")
    .flatMap((line) => wrapped(visible(line)))
    .map((line) => ` ${line}`)
    .join("\n");
}

function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
