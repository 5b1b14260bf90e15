/** The documents in `cases/broken`: what is wrong with them, where, and that nothing else is. */
import { describe, expect, it } from "vitest";
import { parsePolicy } from "../src/parse.js";
import { type BrokenCase, type ExpectedProblem, loadBroken } from "./support/data-files.ts";

const files = loadBroken();
const cases = files.flatMap((file) => file.cases);

type Places = readonly Omit<ExpectedProblem, "hint">[];

const placed = (problems: Places) =>
  problems.map(({ line, column, pointer, code }) => `${line}:${column} ${pointer} ${code}`).sort();

function problemsOf({ text, format }: BrokenCase) {
  const parsed = parsePolicy(text, format);
  return { errors: parsed.ok ? [] : parsed.errors, warnings: parsed.warnings };
}

describe("broken documents", () => {
  it("are at least 150, so that a run over nothing is not green", () => {
    expect(cases.length).toBeGreaterThanOrEqual(150);
  });

  it("are named apart", () => {
    const names = cases.map(({ name }) => name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});

describe.each(files)("$path", ({ path, cases }) => {
  it.each(cases)("$name", (one) => {
    const { errors, warnings } = problemsOf(one);
    expect(placed(errors)).toEqual(placed(one.errors ?? []));
    if (path.includes("warnings")) expect(placed(warnings)).toEqual(placed(one.warnings ?? []));
  });

  it.each(cases.filter(({ errors }) => errors?.some(({ hint }) => hint)))(
    "$name: the hint says what was meant",
    (one) => {
      const { errors } = problemsOf(one);
      for (const { line, column, hint } of one.errors ?? []) {
        const found = errors.find((error) => error.line === line && error.column === column);
        if (hint !== undefined) expect(found?.hint).toContain(hint);
      }
    },
  );
});
