import { describe, expect, it } from "vitest";
import { compilePolicy, filters, offers, parsePolicy } from "../src/index.js";

function policy(document: object) {
  const parsed = parsePolicy(JSON.stringify({ version: "1", ...document }));
  if (!parsed.ok) throw new Error(parsed.errors[0]?.message);
  return compilePolicy(parsed.document);
}

describe("whether a list can show anything", () => {
  it("is yes as long as one name could be listed", () => {
    expect(offers(policy({ default: "allow" }), "prompt")).toBe(true);
    expect(offers(policy({ default: "deny", prompts: { a: {} } }), "prompt")).toBe(true);
    expect(offers(policy({ default: "deny", prompts: { "a*": { action: "deny" } } }), "prompt")).toBe(true);
    expect(offers(policy({ default: "deny", mode: "observe" }), "prompt")).toBe(true);
  });

  it("is no where every name is hidden or denied by default", () => {
    expect(offers(undefined, "prompt")).toBe(false);
    expect(offers(policy({ default: "deny", tools: { a: {} } }), "prompt")).toBe(false);
    expect(offers(policy({ default: "deny", prompts: { a: { action: "hide" } } }), "prompt")).toBe(false);
    expect(offers(policy({ default: "allow", hide: ["*"] }), "prompt")).toBe(false);
    expect(offers(policy({ default: "allow", prompts: { "*": { action: "hide" }, a: {} } }), "prompt")).toBe(false);
  });
});

describe("whether a list may have to leave something out", () => {
  it("is no only where everything is seen", () => {
    expect(filters(policy({ default: "allow", tools: { a: { action: "deny" } } }))).toBe(false);
    expect(filters(policy({ default: "deny", mode: "observe" }))).toBe(false);
    expect(filters(undefined)).toBe(true);
    expect(filters(policy({ default: "deny" }))).toBe(true);
    expect(filters(policy({ default: "allow", hide: ["a"] }))).toBe(true);
    expect(filters(policy({ default: "allow", resources: { "x://*": { action: "hide" } } }))).toBe(true);
  });
});
