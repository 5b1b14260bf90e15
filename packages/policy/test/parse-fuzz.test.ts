import { importPolicy, type Problem, parsePolicy, printPolicy } from "@turnpike/policy";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ERROR_CODES, WARNING_CODES } from "../src/problems.js";
import { documents } from "./support/documents.js";

const PIECES = [
  "{",
  "}",
  "[",
  "]",
  ":",
  ",",
  '"',
  "'",
  "\n",
  "  ",
  "\t",
  "- ",
  "? ",
  "& ",
  "&a",
  "*a",
  "!t",
  "<<",
  "|",
  ">",
  "#",
  "%YAML 1.2\n",
  "---\n",
  "...\n",
  "version",
  '"1"',
  "default",
  "deny",
  "tools",
  "limits",
  "rules",
  "state",
  "args.x",
  "sum(args.x[*])",
  "regex",
  "(?m)",
  "\\",
  "\\ud800",
  "1e400",
  "9007199254740993",
  ".inf",
  "null",
  "~",
  "true",
  "\u0000",
  "\uFEFF",
  "😀",
  "__proto__",
  "rate_limit: 5/hour",
  "approval",
  "30m",
  "*",
];

/** Texts near a policy, and texts of its pieces in any order. */
const texts = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join("")),
  fc
    .tuple(
      documents,
      fc.array(fc.record({ at: fc.nat(), cut: fc.nat({ max: 5 }), put: fc.constantFrom("", ...PIECES) }), {
        maxLength: 4,
      }),
    )
    .map(([document, edits]) => edits.reduce(edited, printPolicy(document))),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.json(),
);

function edited(text: string, { at, cut, put }: { at: number; cut: number; put: string }): string {
  const place = at % (text.length + 1);
  return text.slice(0, place) + put + text.slice(place + cut);
}

function checkProblem(problem: Problem, text: string): void {
  expect(Object.keys({ ...ERROR_CODES, ...WARNING_CODES })).toContain(problem.code);
  expect(problem.line).toBeGreaterThan(0);
  expect(problem.line).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/).length);
  expect(problem.column).toBeGreaterThan(0);
  expect(problem.pointer).toMatch(/^(?:\/(?:[^~/]|~[01])*)*$/su);
  expect(problem.message).not.toBe("");
  expect(problem.hint).not.toBe("");
}

describe("any text", () => {
  it("is accepted or refused with problems that have a place, and never throws", () => {
    fc.assert(
      fc.property(texts, fc.constantFrom("json" as const, "yaml" as const, undefined), (text, format) => {
        const parsed = parsePolicy(text, format);
        for (const problem of parsed.warnings) checkProblem(problem, text);
        if (!parsed.ok) {
          expect(parsed.errors.length).toBeGreaterThan(0);
          for (const problem of parsed.errors) checkProblem(problem, text);
          return;
        }
        const again = parsePolicy(printPolicy(parsed.document));
        expect(again).toMatchObject({ ok: true, document: parsed.document });
      }),
      { numRuns: 500 },
    );
  });

  it("is imported or refused, and what is imported is a document in order", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const imported = importPolicy(text);
        if (imported.ok)
          expect(parsePolicy(printPolicy(imported.document))).toMatchObject({ ok: true, document: imported.document });
        else for (const problem of imported.errors) checkProblem(problem, text);
      }),
      { numRuns: 300 },
    );
  });
});
