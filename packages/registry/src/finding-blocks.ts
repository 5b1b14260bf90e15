/** Findings, those of one code together: what the code means and what to do, and then where it is found. */
import { type Finding, findingCodes } from "@turnpike/catalogue";
import type { Block } from "./document/block.js";
import { type Content, foreign, say } from "./document/inline.js";

/** A block for each code, in the order of the findings; `about` says which tool one is about, where that is not plain. */
export function findingBlocks(findings: readonly Finding[], about: (tool: string | null) => Content): readonly Block[] {
  const codes = [...new Set(findings.map(({ code }) => code))];
  return codes.map((code) => {
    const { severity, means, advice } = findingCodes[code];
    const cases = findings
      .filter((finding) => finding.code === code)
      .map(({ tool, message }) => say`${about(tool)}${foreign(message)}`);
    return { kind: "finding", severity, code, content: say`${means} ${advice}`, cases };
  });
}
