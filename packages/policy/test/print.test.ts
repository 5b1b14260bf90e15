import { type PolicyDocument, parsePolicy, printPolicy } from "@turnpike/policy";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documents } from "./support/documents.js";

describe("printing", () => {
  it("and parsing again gives an equal document, and printing that the same text", () => {
    fc.assert(
      fc.property(documents, (document) => {
        const text = printPolicy(document);
        const parsed = parsePolicy(text);
        expect(parsed).toMatchObject({ ok: true });
        if (!parsed.ok) return;
        expect(parsed.document).toEqual(document);
        expect(printPolicy(parsed.document)).toBe(text);
      }),
      { numRuns: 100 },
    );
  });

  it("keeps names that JavaScript treats as special, and the order of the keys", () => {
    const text = '{"default":"deny","version":"1","tools":{"__proto__":{},"constructor":{"action":"deny"}}}';
    const parsed = parsePolicy(text);
    if (!parsed.ok) throw new Error("not parsed");
    expect(JSON.stringify(JSON.parse(printPolicy(parsed.document)))).toBe(text);
    expect(Object.keys(parsed.document.tools ?? {})).toEqual(["__proto__", "constructor"]);
  });

  it("writes zero without a sign and the shortest numbers", () => {
    const text =
      '{"version":"1","default":"deny","tools":{"t":{"deny_if":[{"conditions":[{"path":"args.x","op":"in","value":[-0,1.50,1e2]}]}]}}}';
    const parsed = parsePolicy(text);
    if (!parsed.ok) throw new Error("not parsed");
    expect(JSON.stringify(JSON.parse(printPolicy(parsed.document)))).toContain('"value":[0,1.5,100]');
    expect(parsePolicy(printPolicy(parsed.document))).toEqual(parsed);
  });

  it("reads JSON and YAML of the same document alike", () => {
    fc.assert(
      fc.property(documents, (document: PolicyDocument) => {
        const text = printPolicy(document);
        expect(parsePolicy(text, "yaml")).toMatchObject({ ok: true, document: parsed(text) });
      }),
      { numRuns: 100 },
    );
  });
});

function parsed(text: string): PolicyDocument {
  const read = parsePolicy(text, "json");
  if (!read.ok) throw new Error("not parsed");
  return read.document;
}
