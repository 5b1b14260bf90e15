import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { allowedLicences, isAllowed, licencesPage, packedTree } from "../../scripts/licences.js";
import { lockfileFaults } from "../../scripts/lockfile.js";
import { type Report, summary } from "../../scripts/test-report.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { root, runTool } from "./planted.js";

describe("the lockfile check", () => {
  const lockfile = (resolved: string) =>
    JSON.stringify({ packages: { "": {}, "node_modules/a": { version: "1.0.0", resolved } } });

  it("accepts the repository's lockfile", async () => {
    expect(lockfileFaults(await readFile(join(root, "package-lock.json"), "utf8"))).toEqual([]);
  });

  it("accepts the link to a workspace and refuses every host", () => {
    expect(lockfileFaults(lockfile("packages/a"))).toEqual([]);
    expect(lockfileFaults(lockfile("https://registry.example/a/-/a-1.0.0.tgz"))).toHaveLength(1);
    expect(lockfileFaults(lockfile("git+ssh://git@host.example/a.git#1"))).toHaveLength(1);
    expect(lockfileFaults('{"packages":{"":{},"a":{"dist":"https://registry.example/a.tgz"}}}')).toHaveLength(1);
  });

  it("refuses a lockfile without packages", () => {
    expect(lockfileFaults("{}")).toEqual(["the lockfile has no packages"]);
  });
});

describe("the licences", () => {
  it("of all that is packed are allowed, and their page is in step with what is installed", async () => {
    const packages = await packedTree();
    expect(packages.length).toBeGreaterThan(20);
    expect(packages.filter(({ licence }) => !isAllowed(licence))).toEqual([]);
    expect(await readFile(join(root, "docs/licences.md"), "utf8"), "run `npm run licences`").toBe(
      licencesPage(packages),
    );
  });

  it.each(["whmcs", "xero"])("of all that installing the server for %s brings along are allowed", async (connector) => {
    const packages = await packedTree(`connectors/${connector}`);
    expect(packages.map(({ name }) => name)).toContain("@modelcontextprotocol/server");
    expect(packages.filter(({ licence }) => !isAllowed(licence))).toEqual([]);
  });

  it("are judged as the expressions they are", () => {
    expect(allowedLicences.every(isAllowed)).toBe(true);
    expect(["(MIT OR GPL-3.0)", "(BSD-2-Clause AND MIT)", "(GPL-3.0 OR Apache-2.0)"].map(isAllowed)).toEqual([
      true,
      true,
      true,
    ]);
    expect(["GPL-3.0", "MIT AND GPL-3.0", "none stated", "SEE LICENSE IN x", ""].some(isAllowed)).toBe(false);
  });
});

describe("the report of a test run", () => {
  const file = (...statuses: readonly string[]): Report["testResults"][number] => ({
    name: "a.test.ts",
    status: statuses.includes("failed") ? "failed" : "passed",
    assertionResults: statuses.map((status, index) => ({ fullName: `test ${index}`, status })),
  });
  const count = (ci: boolean, ...testResults: Report["testResults"]) => {
    const { passed, failed } = summary({ testResults }, ci);
    return { passed, failed };
  };

  it("counts what passed and what failed", () => {
    expect(count(true, file("passed", "passed"), file("failed", "passed"))).toEqual({ passed: 3, failed: 1 });
  });

  it("counts a file that could not be loaded, and one that has no test, as a failure", () => {
    expect(count(true, file("passed"), { ...file(), status: "failed", message: "cannot be found" }).failed).toBe(1);
    expect(count(true, file("passed"), file()).failed).toBe(1);
  });

  it("counts a skipped test as a failure in CI", () => {
    expect(count(true, file("passed", "pending", "todo", "skipped"))).toEqual({ passed: 1, failed: 3 });
    expect(count(false, file("passed", "pending"))).toEqual({ passed: 1, failed: 0 });
  });

  it("counts a run without tests as a failure", () => {
    expect(count(false)).toEqual({ passed: 0, failed: 1 });
  });
});

describe("the last line of a CI run", () => {
  const say = async (report: object | undefined, ...steps: readonly string[]) => {
    const folder = await temporaryFolder("report");
    const file = join(folder.path, "report.json");
    if (report) await writeFile(file, JSON.stringify(report));
    const verdict = await runTool(root, "tsx", "scripts/test-report.ts", file, ...steps);
    await folder.remove();
    return { code: verdict.code, last: verdict.output.trimEnd().split("\n").at(-1) };
  };
  const ran = (status: string) => ({
    testResults: [{ name: "a", status, assertionResults: [{ fullName: "t", status }] }],
  });

  it("says what passed and what failed, and the exit code agrees", async () => {
    expect(await say(ran("passed"))).toEqual({ code: 0, last: "1 passed, 0 failed" });
    expect(await say(ran("failed"), "npm test")).toEqual({ code: 1, last: "0 passed, 1 failed" });
  });

  it("counts a broken step, and a report that never came", async () => {
    expect(await say(ran("passed"), "npm run check")).toEqual({ code: 1, last: "1 passed, 1 failed" });
    expect(await say(ran("passed"), "npm test")).toEqual({ code: 1, last: "1 passed, 1 failed" });
    expect(await say(undefined, "npm test")).toEqual({ code: 1, last: "0 passed, 1 failed" });
  });
});
