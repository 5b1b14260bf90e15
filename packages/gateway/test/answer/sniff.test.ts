import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AnswerSniffer, type Sniffed, sniffText } from "../../src/answer/sniff.js";

function result(text: string): string {
  return `{"jsonrpc":"2.0","id":1,"result":${text}}`;
}

/** In pieces of one size: at least two, so that the walk over chunks is used. */
function sniffPieces(bytes: Buffer, size: number): Sniffed {
  const sniffer = new AnswerSniffer();
  sniffer.push(bytes.subarray(0, 1));
  for (let at = 1; at < bytes.length; at += size) {
    sniffer.push(bytes.subarray(at, at + size));
  }
  sniffer.push(Buffer.alloc(0));
  return sniffer.end();
}

const CASES: readonly (readonly [string, Sniffed])[] = [
  [result('{"content":[]}'), { kind: "result" }],
  [result('{"content":[],"isError":false}'), { kind: "result" }],
  [result('{"content":[],"isError":true}'), { kind: "tool_error" }],
  [result('{"isErr\\u006fr":true}'), { kind: "tool_error" }],
  [result('{"resultType":"complete","content":[]}'), { kind: "result" }],
  [result('{"resultType":"complete","isError":true}'), { kind: "tool_error" }],
  [result('{"resultType":"complete","task":{}}'), { kind: "result" }],
  [result('{"resultType":"input_required","inputRequests":{}}'), { kind: "input_required" }],
  [result('{"resultType":"input\\u005frequired"}'), { kind: "input_required" }],
  [result('{"resultType":"task","taskId":"t"}'), { kind: "task" }],
  [result('{"task":{"taskId":"t"}}'), { kind: "task" }],
  [
    result('{"content":[{"isError":true,"resultType":"task"}],"structuredContent":{"isError":true}}'),
    { kind: "result" },
  ],
  [result("{}"), { kind: "result" }],
  ['{"error":{"code":-32602,"message":"x"},"id":1,"jsonrpc":"2.0"}', { kind: "error", code: -32602 }],
  ['{"error":{"message":"x","code":-326e2},"id":1}', { kind: "error", code: -32600 }],
  [' {\n"id":1,\t"error" : { "code" : 4030 } } \n', { kind: "error", code: 4030 }],
  ...[
    "",
    " ",
    "{}",
    "null",
    "7",
    '"x"',
    result("null"),
    result("[]"),
    result('"x"'),
    `[${result("{}")}]`,
    result("{}").slice(0, -1),
    `${result("{}")}x`,
    `${result("{}")}{}`,
    `\ufeff${result("{}")}`,
    result('{"a":1,}'),
    result('{"a":01}'),
    result('{"a":tru}'),
    result('{"a":"\\x"}'),
    result('{"a":"\\u00g0"}'),
    result('{"a" 1}'),
    result('{"a":[1}}'),
    result('{"a":[1,]}'),
    result("{'a':1}"),
    result('{"isError":"true"}'),
    result('{"isError":1}'),
    result('{"isError":null}'),
    result('{"isError":[true]}'),
    result('{"isError":false,"isError":true}'),
    result('{"isError":false,"iserror":true}'),
    result('{"IsError":true}'),
    result('{"resultType":"partial"}'),
    result('{"resultType":7}'),
    result('{"resultType":null}'),
    result('{"resultType":"complete","resulttype":"task"}'),
    '{"result":{},"result":{"isError":true}}',
    '{"result":{},"Result":{"isError":true}}',
    '{"result":{},"error":{"code":1}}',
    '{"method":"x","result":{}}',
    '{"method":"notifications/message","params":{}}',
    '{"error":{"message":"x"}}',
    '{"error":{"code":"1"}}',
    '{"error":{"code":1.5}}',
    '{"error":{"code":1e400}}',
    '{"error":{"code":1,"code":2}}',
    '{"error":{"code":1,"Code":2}}',
    '{"error":"x"}',
    '{"error":null}',
    `${"[".repeat(5000)}${"]".repeat(5000)}`,
    result(`{"a":${"[".repeat(5000)}${"]".repeat(5000)}}`),
  ].map((text) => [text, { kind: "uncertain" }] as const),
];

describe("an answer", () => {
  it.each(CASES)("%s", (text, expected) => {
    expect(sniffText(text)).toEqual(expected);
    for (const size of [1, 2, 7, 64, 100_000]) {
      expect(sniffPieces(Buffer.from(text), size)).toEqual(expected);
    }
  });

  it("of any content is found the same as a whole and in pieces", () => {
    const values = fc.jsonValue({ depthSize: "small" });
    const key = fc.constantFrom("isError", "resultType", "task", "content", "x", "ISERROR", "é😀");
    const inner = fc.oneof(fc.constantFrom<unknown>(true, false, "task", "complete", 7, {}), values);
    const answers = fc.record({ result: fc.dictionary(key, inner, { maxKeys: 4 }), id: values, extra: values });
    fc.assert(
      fc.property(answers, fc.integer({ min: 1, max: 40 }), fc.nat(4), (answer, size, indent) => {
        const text = JSON.stringify(answer, null, indent);
        expect(sniffPieces(Buffer.from(text), size)).toEqual(sniffText(text));
      }),
      { numRuns: 2000 },
    );
  });

  it("with long texts full of escapes is found the same as a whole and in pieces", () => {
    const texts = fc.array(fc.constantFrom("x".repeat(40), '"', "\\", "\n", "é", "}", "plain text of some length "), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(texts, texts, fc.integer({ min: 1, max: 500 }), (before, after, size) => {
        const text = result(JSON.stringify({ a: before.join(""), isError: true, [before.join("")]: [after.join("")] }));
        expect(sniffText(text)).toEqual({ kind: "tool_error" });
        expect(sniffPieces(Buffer.from(text), size)).toEqual({ kind: "tool_error" });
      }),
      { numRuns: 1000 },
    );
  });

  it("that is broken somewhere is uncertain in pieces wherever it is uncertain as a whole", () => {
    const base = result(
      '{"content":[{"type":"text","text":"a\\"b\\\\c\\u00e9 – 😀"}],"isError":true,"n":[-1.5e3,0,null]}',
    );
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(3),
        fc.constantFrom(...'{}[]:,"\\01e-t\n x'),
        fc.integer({ min: 1, max: 30 }),
        (at, gone, put, size) => {
          const place = at % base.length;
          const text = base.slice(0, place) + put + base.slice(place + gone);
          expect(sniffPieces(Buffer.from(text), size)).toEqual(sniffText(text));
        },
      ),
      { numRuns: 5000 },
    );
  });

  it("that has not come is uncertain", () => {
    expect(new AnswerSniffer().end()).toEqual({ kind: "uncertain" });
  });

  it("of many megabytes is followed without keeping it", () => {
    const sniffer = new AnswerSniffer();
    const piece = Buffer.from(`{"type":"text","text":"${"x".repeat(60_000)}"},`);
    sniffer.push(Buffer.from('{"jsonrpc":"2.0","id":1,"result":{"content":['));
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 1000; i++) {
      sniffer.push(piece);
    }
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(30_000_000);
    sniffer.push(Buffer.from('{}],"isError":true}}'));
    expect(sniffer.end()).toEqual({ kind: "tool_error" });
  });
});
