import { parsePolicy, parseSuite, runSuite } from "@turnpike/policy";
import { describe, expect, it } from "vitest";
import { labelledServers } from "../../catalogue/test/support/labelled.js";
import { copiedTexts, filesOf, type Site, siteOf } from "./support/site.js";

const names = ["delete:*", 'a"b', "x/y~z", "pay\u200b", "削除", "__proto__", "'quoted'", "-rf"];
const odd = {
  name: "odd",
  tools: names.map((name) => ({
    name,
    description: "Refunds a payment",
    inputSchema: {
      type: "object",
      properties: { amount: { type: "number" }, "odd.name": { type: "array" }, kind: { enum: ["a", "b"] } },
    },
  })),
};

/** What `policy validate` says, and `policy test` of a suite on the policy above it; the same text once. */
function problemsOf(site: Site): readonly string[] {
  const judged = new Set<string>();
  return filesOf(site, ".html").flatMap((path) => {
    const texts = copiedTexts(site.get(path) ?? "");
    const first = texts.find(({ label }) => label === "policy.json")?.text;
    return texts.flatMap(({ label, text }) => {
      if (judged.has(text) || !label.startsWith("policy.")) return [];
      judged.add(text);
      const problems = label.endsWith(".test.yaml") ? suiteProblems(text, first) : policyProblems(text);
      return problems.map((problem) => `${path}: ${label}: ${problem}`);
    });
  });
}

function policyProblems(text: string): readonly string[] {
  const parsed = parsePolicy(text);
  return [...(parsed.ok ? [] : parsed.errors), ...parsed.warnings].map(({ message }) => message);
}

function suiteProblems(text: string, policy: string | undefined): readonly string[] {
  const parsed = parseSuite(text, () => policy);
  if (!parsed.ok) return parsed.errors.map(({ message }) => message);
  const results = runSuite(parsed.suite);
  if (results.length === 0) return ["a suite without cases"];
  return results.flatMap(({ name, failures }) => (failures.length === 0 ? [] : [name]));
}

describe.each([false, true])("without approvals %s", (withoutApprovals) => {
  // Every second one of all fields, since a page for each of them is parsed and tried.
  const servers = labelledServers().filter((_, at) => at % 2 === 0);
  const labelled = siteOf(servers, withoutApprovals);

  it("every policy on every page of the labelled servers is valid, without a warning, and its tests pass", () => {
    const shown = filesOf(labelled, ".html").flatMap((path) => copiedTexts(labelled.get(path) ?? ""));
    expect(shown.filter(({ label }) => label.startsWith("policy.json")).length).toBeGreaterThan(1_500);
    expect(shown.filter(({ label }) => label.endsWith(".test.yaml")).length).toBeGreaterThan(450);
    expect(problemsOf(labelled)).toEqual([]);
  });

  it("every policy file is valid, and its tests pass", () => {
    const files = filesOf(labelled, ".test.yaml");
    expect(files.length).toBeGreaterThanOrEqual(60);
    for (const path of files) {
      const policy = labelled.get(path.replace(".test.yaml", ".yaml")) ?? "";
      expect(policyProblems(policy), path).toEqual([]);
      expect(suiteProblems(labelled.get(path) ?? "", policy), path).toEqual([]);
    }
    for (const path of filesOf(labelled, "policy.json")) expect(policyProblems(labelled.get(path) ?? "")).toEqual([]);
  });

  it("the same holds for names that need quoting", () => {
    const site = siteOf([odd], withoutApprovals);
    expect(problemsOf(site)).toEqual([]);
    for (const path of filesOf(site, ".test.yaml")) {
      expect(suiteProblems(site.get(path) ?? "", site.get(path.replace(".test.yaml", ".yaml"))), path).toEqual([]);
    }
  });
});

it("what a page shows to be copied is what its twin has", () => {
  const site = siteOf([odd]);
  for (const path of filesOf(site, ".html")) {
    const twin = site.get(path.replace(/html$/, "md"))?.replaceAll(/^ +/gm, "") ?? "";
    for (const { label, text } of copiedTexts(site.get(path) ?? "")) {
      if (label.includes("whole server") || path.endsWith("index.html")) continue;
      expect(twin).toContain(text.replaceAll(/^ +/gm, ""));
    }
  }
});
