import { describe, expect, it } from "vitest";
import { withoutBlocks } from "../../src/answer/contents.js";

const points = (_: string, uri: string) => !uri.includes("secret");
const cut = (text: string) => withoutBlocks(text, points);
const answer = (result: string) => `{"jsonrpc":"2.0","id":1,"result":${result}}`;
const link = (uri: string) => `{ "type":"resource_link", "uri":"${uri}" }`;
const embedded = (uri: string) => `{"type":"resource","resource":{"uri":"${uri}","text":"t"}}`;

describe("content blocks", () => {
  it("that point to what is hidden go, and every other byte stays", () => {
    const kept = `{"type":"text","text":"see x://secret","n":1e400}`;
    const text = answer(`{ "content":[${link("x://secret/1")}, ${kept} ,${embedded("x://secret")},${link("x://a")}] }`);
    expect(cut(text)).toBe(answer(`{ "content":[${kept},${link("x://a")}] }`));
    expect(cut(answer(`{"content":[${link("x://secret")}]}`))).toBe(answer('{"content":[]}'));
  });

  it("are found within a task and in the messages of a prompt", () => {
    expect(cut(answer(`{"status":"completed","result":{"content":[${link("x://secret")}]}}`))).toBe(
      answer('{"status":"completed","result":{"content":[]}}'),
    );
    const message = (block: string) => `{"role":"user","content":${block}}`;
    expect(cut(answer(`{"messages":[${message(embedded("x://secret"))},${message(embedded("x://a"))}]}`))).toBe(
      answer(`{"messages":[${message(embedded("x://a"))}]}`),
    );
  });

  it("that could point to two resources, or to none, go", () => {
    for (const block of [
      '{"type":"resource_link","uri":"x://a","uri":"x://secret"}',
      '{"type":"resource_link","uri":"x://a","URI":"x://secret"}',
      '{"type":"text","type":"resource_link","uri":"x://secret"}',
      '{"type":"resource_link"}',
      '{"type":"resource","resource":{"uri":"x://a","uri":"x://secret"}}',
    ]) {
      expect(cut(answer(`{"content":[${block}]}`))).toBe(answer('{"content":[]}'));
    }
  });

  it("of an answer that points to nothing hidden stay byte for byte", () => {
    for (const text of [
      answer(`{"content":[${link("x://a")} , {"type":"text","text":"resource_link"}],"x":null}`),
      answer('{"content":"resource"}'),
      "resource, and no JSON",
      `{"result":{"content":[${link("x://secret")}`,
    ]) {
      expect(cut(text)).toBe(text);
    }
  });
});
