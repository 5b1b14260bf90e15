import { parsePolicy, policySchema } from "@turnpike/policy";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documents } from "./support/documents.js";
import { fits } from "./support/json-schema.js";

const accepted = (document: unknown) => fits(policySchema, document);

describe("the JSON Schema", () => {
  it("is published as it is in the program", async () => {
    const text = JSON.stringify(policySchema, null, 2);
    const inLine = text.replace(
      /\[\n\s+([^[\]{}]*?)\n\s+\]/g,
      (_, items: string) => `[${items.replace(/\n\s+/g, " ")}]`,
    );
    await expect(`${inLine}\n`).toMatchFileSnapshot("../policy.schema.json");
  });

  it("accepts every document that the check accepts", () => {
    fc.assert(
      fc.property(documents, (document) => {
        const plain: unknown = JSON.parse(JSON.stringify(document));
        expect(parsePolicy(JSON.stringify(document)).ok && accepted(plain)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  const deny = (rule: object) => ({ version: "1", default: "deny", tools: { t: rule } });
  const condition = (one: object) =>
    deny({ deny_if: [{ conditions: [{ path: "args.x", op: "eq", value: 1, ...one }] }] });
  const limit = (one: object) => deny({ limits: [{ counter: "c", window: "day", max: 1, ...one }] });

  it.each([
    {},
    { version: "1" },
    { version: 1, default: "deny" },
    { version: "1", default: "no" },
    { version: "1", default: "deny", extra: 1 },
    { version: "1", default: "deny", hide: [""] },
    { version: "1", default: "deny", tools: { "": {} } },
    { version: "1", default: "deny", all_tools: { action: "deny" } },
    deny({ action: "block" }),
    deny({ denyif: [] }),
    deny({ deny_if: [{ reason: "x" }] }),
    deny({ approve_if: [{ on_deny: "x" }] }),
    deny({ approval: { expires: "30" } }),
    deny({ approval: { expires: "0m" } }),
    deny({ approval: { approvers: 0 } }),
    deny({ rate_limit: { max: 1, window: 0.5 } }),
    deny({ rate_limit: { max: -1, window: 1 } }),
    deny({ rate_limit: "5/hour" }),
    condition({ op: "==" }),
    condition({ op: "in", value: 1 }),
    condition({ op: "in", value: [] }),
    condition({ op: "gt", value: "1" }),
    condition({ op: "regex", value: 1 }),
    condition({ op: "exists", value: 1 }),
    condition({ path: "x" }),
    condition({ path: "argsx" }),
    condition({ if_absent: 1 }),
    limit({ counter: "" }),
    limit({ window: "second" }),
    limit({ max: -1 }),
    limit({ increment: 0 }),
    limit({ increment: 1, increment_from: "args.x" }),
    limit({ scope: "user" }),
    limit({ on_error: "x" }),
    deny({ limits: [{}] }),
  ])("refuses what the check refuses: %j", (document) => {
    expect(accepted(document)).toBe(false);
    expect(parsePolicy(JSON.stringify(document)).ok).toBe(false);
  });
});
