import { describe, expect, it } from "vitest";
import { declaredTo } from "../../src/answer/declared.js";

const declaring = (...without: string[]) => ({
  without: new Set(without),
  tells: (text: string) => text.includes("secret"),
  mostTtlMs: 60_000,
});

function declared(text: string, ...without: string[]): string {
  const result = declaredTo(text, declaring(...without));
  if (!result.ok) throw new Error(result.message);
  return result.text;
}

const answer = (result: string) => `{ "jsonrpc":"2.0","id":1 , "result" : ${result} }`;

describe("a declaration", () => {
  it("loses capabilities that are switched off, and keeps every other byte", () => {
    const text = answer(
      '{"capabilities": { "prompts":{}, "tools" : {"x":1e400} ,"resources":{"subscribe":true} },"y":[ 1 ]}',
    );
    expect(declared(text, "prompts", "resources")).toBe(
      answer('{"capabilities": { "tools" : {"x":1e400} },"y":[ 1 ]}'),
    );
    expect(declared(text, "tools", "prompts", "resources")).toBe(answer('{"capabilities": {  },"y":[ 1 ]}'));
  });

  it("goes as it came when there is nothing to take out", () => {
    const text = answer('{"capabilities":{"tools":{}},"cacheScope":"public","ttlMs":3600000,"instructions":"use it"}');
    expect(declared(text, "prompts")).toBe(text);
  });

  it("is private and short-lived once something was taken out", () => {
    const text = answer('{"cacheScope":"public","capabilities":{"prompts":{}},"ttlMs":3600000}');
    expect(declared(text, "prompts")).toBe(answer('{"cacheScope":"private","capabilities":{},"ttlMs":60000}'));
  });

  it("loses instructions that name what is hidden", () => {
    expect(declared(answer('{"capabilities":{},"instructions":"call secret first"}'))).toBe(
      answer('{"capabilities":{}}'),
    );
    expect(declared(answer('{"instructions":"call s\\u0065cret first","capabilities":{}}'))).toBe(
      answer('{"capabilities":{}}'),
    );
  });

  it("is withheld when it can be read in two ways", () => {
    for (const result of [
      '{"capabilities":{},"capabilities":{"prompts":{}}}',
      '{"Capabilities":{"prompts":{}}}',
      '{"capabilities":{"prompts":{},"Prompts":{}}}',
    ]) {
      expect(declaredTo(answer(result), declaring("prompts")).ok).toBe(false);
    }
  });

  it("of an error is nothing to change", () => {
    const text = '{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no"}}';
    expect(declared(text, "prompts")).toBe(text);
  });
});
