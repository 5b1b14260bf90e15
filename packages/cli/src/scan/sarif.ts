/** Findings in SARIF 2.1.0, for code scanning. */
import { type FindingCode, findingCodes, type Report, type Severity } from "@turnpike/catalogue";
import type { Unanswered } from "./gather.js";

const levels: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
};
const scores: Readonly<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "5.0", low: "2.0" };

/** One run over all servers; a finding's place is its tool, by server and name. A server that gave no list is told of. */
export function sarifOf(reports: readonly Report[], unanswered: readonly Unanswered[], version: string): object {
  const codes = Object.keys(findingCodes) as FindingCode[];
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "turnpike scan", version, rules: codes.map(ruleOf) } },
        invocations: [
          {
            executionSuccessful: unanswered.length === 0,
            toolExecutionNotifications: unanswered.map(({ called, failure: { message } }) => ({
              level: "error",
              message: { text: message },
              locations: [{ logicalLocations: [placeOf(called, null)] }],
            })),
          },
        ],
        results: reports.flatMap(({ server, findings }) =>
          findings.map(({ code, severity, message, tool }) => ({
            ruleId: code,
            ruleIndex: codes.indexOf(code),
            level: levels[severity],
            message: { text: tool === null ? message : `${tool}: ${message}` },
            locations: [{ logicalLocations: [placeOf(server.name, tool)] }],
            partialFingerprints: { turnpike: `${server.name}/${tool ?? ""}/${code}` },
          })),
        ),
      },
    ],
  };
}

function placeOf(server: string, tool: string | null): object {
  return tool === null
    ? { name: server, kind: "module" }
    : { name: tool, fullyQualifiedName: `${server}/${tool}`, kind: "function" };
}

function ruleOf(code: FindingCode): object {
  const { severity, means, advice } = findingCodes[code];
  return {
    id: code,
    shortDescription: { text: means },
    help: { text: advice },
    defaultConfiguration: { level: levels[severity] },
    properties: { "security-severity": scores[severity], tags: ["security"] },
  };
}
