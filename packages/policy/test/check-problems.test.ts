import { describe, expect, it } from "vitest";
import { ERROR_CODES, WARNING_CODES } from "../src/problems.js";

/** The page of the documentation, printed from the table of codes. */
function page(): string {
  const rows = (codes: object) => Object.entries(codes).map(([code, text]) => `| \`${code}\` | ${text} |`);
  return [
    "# What `turnpike policy validate` says",
    "",
    "Every problem has a line and a column (from 1, in characters), a JSON Pointer, a stable code, a message that says what",
    "is wrong and a hint that says what would be right. This page is printed from the table of codes by a test.",
    "",
    "## Errors",
    "",
    "The document is not accepted.",
    "",
    "| code | meaning |",
    "| --- | --- |",
    ...rows(ERROR_CODES),
    "",
    "## Warnings",
    "",
    "The document is accepted, and something in it is probably not meant.",
    "",
    "| code | meaning |",
    "| --- | --- |",
    ...rows(WARNING_CODES),
    "",
  ].join("\n");
}

describe("codes of problems", () => {
  it("are documented, each with its sentence", async () => {
    await expect(page()).toMatchFileSnapshot("../../../docs/policy-errors.md");
  });

  it("are an error or a warning, never both", () => {
    expect(Object.keys(ERROR_CODES).filter((code) => code in WARNING_CODES)).toEqual([]);
  });
});
