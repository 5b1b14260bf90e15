/**
 * A recommended policy as a file: YAML whose comments say why each tool stands where it does, or JSON. A tool's name is
 * a stranger's: characters of it that nobody sees are written as escapes, which mean the same to whatever reads the file.
 */
import type { PolicyDocument } from "@turnpike/policy";
import { Document, isMap, isScalar, isSeq, visit } from "yaml";
import type { Finding } from "../findings/codes.js";
import { unshownIn, visible } from "../text/visible.js";
import type { Recommendation, RecommendedTool } from "./recommend.js";

const width = 110;

/** YAML with a comment for each tool; `server` is whose policy it is. */
export function recommendedYaml(
  { document, tools, awaitingApproval }: Recommendation,
  server: string,
  findings: readonly Finding[] = [],
): string {
  const yaml = new Document(document, { aliasDuplicateObjects: false });
  const heading = `What \`turnpike scan\` recommends for ${server}: a start, with figures to be made yours.`;
  yaml.commentBefore = comment([heading, ...waiting(awaitingApproval)].join("\n"));
  const byName = new Map(tools.map((each) => [each.tool.name, each]));
  for (const place of ["hide", "tools"] as const) {
    const node = yaml.get(place);
    const keys = isMap(node) ? node.items.map(({ key }) => key) : isSeq(node) ? node.items : [];
    for (const key of keys) {
      const each = isScalar(key) ? byName.get(String(key.value)) : undefined;
      if (each !== undefined && isScalar(key))
        key.commentBefore = comment([whyOf(each), ...foundOf(each, findings)].join("\n"));
    }
  }
  return yamlText(yaml);
}

/** JSON, without reasons; what fits into a line stands on one. */
export function policyJson(document: PolicyDocument): string {
  const members = Object.entries(document).map(([key, value]) => `  ${JSON.stringify(key)}: ${jsonLines(value, "  ")}`);
  return escaped(`{\n${members.join(",\n")}\n}\n`, jsonEscape);
}

const lineWidth = 100;

function jsonLines(value: unknown, indent: string): string {
  const line = jsonLine(value);
  if (indent.length + line.length <= lineWidth || typeof value !== "object" || value === null) return line;
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  const members = Array.isArray(value)
    ? value.map((each) => jsonLines(each, inner))
    : Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${jsonLines(each, inner)}`);
  return `${open}\n${members.map((member) => inner + member).join(",\n")}\n${indent}${close}`;
}

function jsonLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${jsonLine(each)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/** Test cases as YAML, a call a line. */
export function suiteYaml(suite: object): string {
  return yamlText(new Document(suite, { aliasDuplicateObjects: false }));
}

function yamlText(yaml: Document): string {
  visit(yaml, {
    Scalar(_, node) {
      if (typeof node.value === "string" && unshownIn(node.value).length > 0) node.type = "QUOTE_DOUBLE";
    },
  });
  return escaped(yaml.toString({ lineWidth: 0 }), yamlEscape);
}

function escaped(text: string, write: (character: string) => string): string {
  return unshownIn(text).reduce((so, character) => so.replaceAll(character, () => write(character)), text);
}

/** JSON has escapes for code units only. */
function jsonEscape(character: string): string {
  return Array.from({ length: character.length }, (_, at) => `\\u${hexadecimal(character.charCodeAt(at), 4)}`).join("");
}

function yamlEscape(character: string): string {
  return `\\U${hexadecimal(character.codePointAt(0) ?? 0, 8)}`;
}

function hexadecimal(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}

function whyOf({ classified: { category, risk, confidence, evidence } }: RecommendedTool): string {
  return `${category}, ${risk.toLowerCase()} risk (confidence ${confidence}). ${evidence}`;
}

/** What was found on the tool, since a rule holds calls and no text of a tool. */
function foundOf({ tool }: RecommendedTool, findings: readonly Finding[]): readonly string[] {
  return findings
    .filter((each) => each.tool === tool.name && (each.severity === "critical" || each.severity === "high"))
    .map(({ severity, message }) => `Found, ${severity}: ${message}.`);
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
