import { parsePolicy, parseSuite, runSuite } from "@turnpike/policy";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  classifyServer,
  findingsOf,
  fitWarnings,
  gradeOf,
  recommendedSuite,
  recommendedYaml,
  recommendPolicy,
  type ServerTools,
  suiteYaml,
  type Tool,
  tokenCost,
  visible,
} from "../src/index.js";

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ maxLength: 40 }),
  fc.constantFrom("amount", "__proto__", "$ref", "*", "~/", "delete_user", "pay"),
);
const schema = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: "small" },
    fc.jsonValue(),
    fc.record(
      {
        type: fc.oneof(fc.constantFrom("object", "array", "string", "number", "integer"), fc.jsonValue()),
        properties: fc.dictionary(text, tie("any"), { maxKeys: 4 }),
        items: tie("any"),
        required: fc.array(text, { maxLength: 3 }),
        enum: fc.array(fc.jsonValue(), { maxLength: 3 }),
        $ref: fc.constantFrom("#", "#/properties/amount", "#/x/y", "http://x"),
      },
      { requiredKeys: [] },
    ),
  ),
})).any;
const tool = fc.record(
  { name: text, description: text, inputSchema: schema, outputSchema: schema },
  { requiredKeys: ["name"] },
) as fc.Arbitrary<Tool>;
const server: fc.Arbitrary<ServerTools> = fc.record({ name: text, tools: fc.array(tool, { maxLength: 5 }) });

describe("whatever a server lists", () => {
  it("is classified, graded, and given a policy that is valid and holds its own tests", () => {
    fc.assert(
      fc.property(server, fc.boolean(), (given, withoutApprovals) => {
        const classified = classifyServer(given);
        expect(classified.map(({ name }) => name)).toEqual(given.tools.map(({ name }) => name));
        const cost = tokenCost(
          given.tools,
          classified.map(({ category }) => category),
          (each) => each.length,
        );
        expect(gradeOf(classified, findingsOf(given, classified, cost)).points).toBeGreaterThanOrEqual(0);
        const recommendation = recommendPolicy(given, classified, { withoutApprovals });
        const policy = recommendedYaml(recommendation, given.name);
        const parsed = parsePolicy(policy);
        expect(parsed).toMatchObject({ ok: true });
        if (parsed.ok) fitWarnings(parsed.document, given.tools);
        const suite = parseSuite(suiteYaml(recommendedSuite(recommendation, "p.yaml")), () => policy);
        expect(suite).toMatchObject({ ok: true });
        if (suite.ok) expect(runSuite(suite.suite).filter(({ ok }) => !ok)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("is shown without a character that moves a terminal", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (each) => {
        expect(visible(each)).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
      }),
    );
  });

  it("takes time in proportion, however long its texts are", () => {
    const long = {
      name: `${"a_".repeat(5_000)}x`,
      description: `${"and then ".repeat(50_000)}.`,
      inputSchema: { type: "object" },
    };
    const [said] = classifyServer({ name: "x", tools: [long] });
    expect(said?.evidence.length).toBeLessThan(12_000);
  });
});
