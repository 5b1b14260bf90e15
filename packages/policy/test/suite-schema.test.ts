/** The published schema of test files, held to the corpus and to what the parser accepts. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parseSuite } from "../src/suite/parse-suite.js";
import { CASES, corpusPaths, readCorpus } from "./support/corpus.ts";
import { fits } from "./support/json-schema.ts";

/** The policy itself has a schema of its own, with tests of its own. */
const POLICY_SCHEMA = '{ "$ref": "../packages/policy/policy.schema.json" }';
const text = readFileSync(`${CASES}test-file.schema.json`, "utf8");
const schema = JSON.parse(text.replace(POLICY_SCHEMA, '{ "type": "object" }')) as { [key: string]: unknown };
const paths = corpusPaths(".test.yaml");

const fitting = (file: string) => fits(schema, parse(file));
const accepted = (file: string) => parseSuite(file, () => '{ "version": "1", "default": "deny" }').ok;

const head = 'policy: { version: "1", default: deny }\n';
const call = (text: string) => `${head}cases: [{ name: a, calls: [${text}] }]\n`;
const expectation = "expect: { outcome: allow }";

describe("the schema of test files", () => {
  it.each(paths)("accepts %s", (path) => {
    expect(fitting(readCorpus(path))).toBe(true);
  });

  it("leaves the policy to the schema of policies, which is where it says", () => {
    expect(text).toContain(POLICY_SCHEMA);
    const found = JSON.parse(readFileSync(`${CASES}../packages/policy/policy.schema.json`, "utf8")) as object;
    expect(found).toHaveProperty("properties.default");
  });

  it("is looked at by more than forty files", () => {
    expect(paths.length).toBeGreaterThan(40);
  });

  it.each([
    call(`{ tool: a, ${expectation} }`),
    call(
      `{ tool: a, args: { a: [1] }, grant: g, session: s, at: "2026-05-01T10:00:00.5+02:00", repeat: 2, answer: timeout, ${expectation} }`,
    ),
    call(`{ resource: "a:b", ${expectation} }`),
    call(`{ tool: a, grant: 1, session: 2, ${expectation} }`),
    call(`{ prompt: p, args: { a: b }, expect: { outcome: would_deny, rule: "", message: m } }`),
    `policy: p.json\ncases: [{ name: a, calls: [{ tool: a, ${expectation} }] }]\n`,
  ])("accepts, as the parser does: %s", (file) => {
    expect(fitting(file)).toBe(true);
    expect(accepted(file)).toBe(true);
  });

  it.each([
    "{}",
    head,
    `${head}cases: []\n`,
    `${head}cases: {}\n`,
    `${head}cases: [{ name: a, calls: [] }]\n`,
    `${head}cases: [{ name: "", calls: [{ tool: a, ${expectation} }] }]\n`,
    `${head}cases: [{ calls: [{ tool: a, ${expectation} }] }]\n`,
    `${head}cases: [{ name: a, skip: true, calls: [{ tool: a, ${expectation} }] }]\n`,
    `${head}extra: 1\ncases: [{ name: a, calls: [{ tool: a, ${expectation} }] }]\n`,
    `policy: 5\ncases: [{ name: a, calls: [{ tool: a, ${expectation} }] }]\n`,
    call("{ tool: a }"),
    call(`{ ${expectation} }`),
    call(`{ tool: a, prompt: b, ${expectation} }`),
    call(`{ tool: 5, ${expectation} }`),
    call(`{ tool: a, args: [], ${expectation} }`),
    call(`{ prompt: a, args: { n: 1 }, ${expectation} }`),
    call(`{ resource: a, args: {}, ${expectation} }`),
    call(`{ tool: a, at: 2026-05-01, ${expectation} }`),
    call(`{ tool: a, at: 5, ${expectation} }`),
    call(`{ tool: a, repeat: 0, ${expectation} }`),
    call(`{ tool: a, repeat: 1.5, ${expectation} }`),
    call(`{ tool: a, repeat: 100001, ${expectation} }`),
    call(`{ tool: a, answer: none, ${expectation} }`),
    call(`{ tool: a, grant: [], ${expectation} }`),
    call(`{ tool: a, session: true, ${expectation} }`),
    call(`{ tool: a, arguments: {}, ${expectation} }`),
    call("{ tool: a, expect: allow }"),
    call("{ tool: a, expect: {} }"),
    call("{ tool: a, expect: { outcome: denied } }"),
    call("{ tool: a, expect: { outcome: deny, rule: 1 } }"),
    call("{ tool: a, expect: { outcome: deny, message: 1 } }"),
    call("{ tool: a, expect: { outcome: deny, reason: x } }"),
  ])("refuses, as the parser does: %s", (file) => {
    expect(fitting(file)).toBe(false);
    expect(accepted(file)).toBe(false);
  });
});
