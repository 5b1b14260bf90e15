/** The comparison itself, on made-up runs: it must be able to fail. */
import { describe, expect, it } from "vitest";
import { type Check, flatten, total } from "./check.js";
import { compare, inOrder } from "./compare.js";
import { better, expand, identical, readExpectations } from "./expectations.js";
import { readTotals, tableInDocs, totalsTable } from "./totals.js";

const passes = (key: string): Check => ({ key, status: "SUCCESS", message: "" });
const fails = (key: string): Check => ({ key, status: "FAILURE", message: "it broke" });
const improvement = expand({
  subject: "s",
  revision: "r",
  reason: "the gateway knows better",
  checks: ["FAILURE -> SUCCESS: scenario b B"],
});

describe("two runs", () => {
  it("that agree on every check are in order", () => {
    const run = [passes("scenario a A"), fails("scenario b B")];
    expect(inOrder(compare("s", "r", run, run, identical))).toBe(true);
  });

  it("differ when a check fails, is missing or is new", () => {
    const direct = [passes("scenario a A"), passes("scenario b B")];
    const through = [fails("scenario a A"), passes("scenario c C")];
    const { differing } = compare("s", "r", direct, through, identical);
    expect(differing.map(({ direct, through }) => `${direct} -> ${through}`)).toEqual([
      "SUCCESS -> FAILURE",
      "SUCCESS -> absent",
      "absent -> SUCCESS",
    ]);
  });

  it("differ when an improvement is not listed", () => {
    const [direct, through] = [[fails("scenario b B")], [passes("scenario b B")]];
    expect(inOrder(compare("s", "r", direct, through, identical))).toBe(false);
    expect(inOrder(compare("s", "r", direct, through, { ...identical, improvements: improvement }))).toBe(true);
    expect(inOrder(compare("s", "other", direct, through, { ...identical, improvements: improvement }))).toBe(false);
  });

  it("are not in order when what is listed does not happen", () => {
    const run = [fails("scenario b B")];
    const { stale } = compare("s", "r", run, run, { ...identical, improvements: improvement });
    expect(stale).toEqual(improvement);
  });

  it("that looked at no checks are an error", () => {
    expect(() => compare("s", "r", [], [], identical)).toThrow("no checks");
    expect(() => compare("s", "r", [passes("a")], [], identical)).toThrow("no checks");
  });
});

describe("the lists", () => {
  it("name improvements that are some", () => {
    const { improvements } = readExpectations();
    expect(improvements.filter((entry) => !better(entry))).toEqual([]);
    expect(better({ ...improvement[0], direct: "SUCCESS", through: "FAILURE" } as (typeof improvement)[number])).toBe(
      false,
    );
  });

  it("name a check once", () => {
    const { improvements, ofStdio, gaps } = readExpectations();
    const names = [...improvements, ...ofStdio, ...gaps].map(
      ({ subject, revision, check }) => `${subject} ${revision} ${check}`,
    );
    expect(new Set(names).size).toBe(names.length);
  });
});

it("checks of one name are told apart by their place", () => {
  const check = { id: "id", name: "Name", status: "SUCCESS" } as const;
  const flat = flatten("scenario", [check, { ...check, status: "FAILURE", errorMessage: "no" }]);
  expect(flat.map(({ key }) => key)).toEqual(["scenario id Name", "scenario id Name #2"]);
  expect(total(flat)).toEqual({ passed: 1, failed: 1, checks: 2 });
});

it("the totals in the documentation are the pinned ones", () => {
  expect(tableInDocs()).toBe(totalsTable(readTotals()));
});
