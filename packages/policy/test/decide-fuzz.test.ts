import { type JsonValue, readJson } from "@turnpike/json";
import { compilePolicy, judge, listed, parsePolicy, printPolicy, readable, type Subject } from "@turnpike/policy";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documents } from "./support/documents.js";

const key = fc.constantFrom("a", "b", "A", "odd.name", "__proto__", "amount", "uri", "0", "\u212A");
const leaf = fc.constantFrom(
  "1",
  "0.1",
  "-1",
  '"a"',
  '"5"',
  "null",
  "true",
  "9007199254740993",
  "1e400",
  '"\\ud800"',
  '"é"',
  "1e21",
  "[]",
  "{}",
);

/** JSON texts with what policies read, in any place and type. */
const values = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.array(tie("json"), { maxLength: 3 }).map((items) => `[${items.join(",")}]`),
    fc
      .uniqueArray(fc.tuple(key, tie("json")), { maxLength: 4, selector: ([name]) => name })
      .map((members) => `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",")}}`),
  ),
})).json;

const args = values.map((text): JsonValue => {
  const read = readJson(text);
  if (!read.ok) throw new Error(read.fault.message);
  return read.value;
});

const names = fc.constantFrom("t", "u", "whmcs_create_invoice", "whmcs_a_x", "__proto__", "a/b~c", "😀", "other", "");
const subjects: fc.Arbitrary<Subject> = fc.oneof(
  fc.record({ kind: fc.constant("tool" as const), name: names, args: fc.option(args, { nil: undefined }) }),
  fc.record({ kind: fc.constant("prompt" as const), name: names, args: fc.option(args, { nil: undefined }) }),
  fc.record({
    kind: fc.constant("resource" as const),
    uri: fc.oneof(fc.webUrl(), fc.string(), fc.constantFrom("x:y", "file:///a")),
  }),
);

describe("any policy on any call", () => {
  it("judges, twice the same, and the same after printing and parsing", () => {
    fc.assert(
      fc.property(documents, subjects, (document, subject) => {
        const policy = compilePolicy(document);
        const judgement = judge(policy, subject);
        expect(judge(policy, subject)).toEqual(judgement);
        const parsed = parsePolicy(printPolicy(document));
        if (!parsed.ok) throw new Error("a document that was in order is not any more");
        expect(judge(compilePolicy(parsed.document), subject)).toEqual(judgement);
      }),
      { numRuns: 250 },
    );
  });

  it("refuses under a rule that stands in the document, and echoes no argument", () => {
    fc.assert(
      fc.property(documents, names, args, (document, name, given) => {
        const secret = "an argument that nobody wrote into a policy";
        const withSecret =
          typeof given === "object" && given !== null && !Array.isArray(given)
            ? { ...given, b: secret }
            : { a: secret };
        const judgement = judge(compilePolicy(document), { kind: "tool", name, args: withSecret as JsonValue });
        expect(JSON.stringify({ ...judgement, claims: [] })).not.toContain(secret);
        const rule = judgement.refusal?.rule ?? judgement.approval?.rule ?? "";
        if (rule.startsWith("/")) expect(standsAt(document, rule)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("what is not listed cannot be called, and what can be called is listed", () => {
    fc.assert(
      fc.property(documents, names, args, (document, name, given) => {
        const policy = compilePolicy({ ...document, mode: "enforce" });
        const { refusal } = judge(policy, { kind: "tool", name, args: given });
        const unavailable = refusal?.reason === "hidden" || refusal?.reason === "default_deny";
        expect(listed(policy, "tool", name)).toBe(!unavailable);
        if (readable(policy, "prompt", name)) expect(listed(policy, "prompt", name)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

function standsAt(document: object, pointer: string): boolean {
  let value: unknown = document;
  for (const token of pointer.slice(1).split("/")) {
    const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return false;
    value = (value as { readonly [key: string]: unknown })[name];
  }
  return true;
}
