import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readForm } from "../../src/protocol/form.js";
import { unpackJson, unpackPhp } from "../../src/protocol/packed.js";
import type { PhpArray, PhpValue } from "../../src/protocol/php-value.js";

const plain = (value: PhpValue | undefined): unknown =>
  value instanceof Map ? Object.fromEntries([...value].map(([key, each]) => [key, plain(each)])) : value;

function read(form: string | Uint8Array): unknown {
  const into: PhpArray = new Map();
  readForm(Buffer.from(form), into);
  return plain(into);
}

/** What `parse_str` of PHP 8.2 gives for each. */
const asPhp: readonly (readonly [string, unknown])[] = [
  ["a=1&b=2", { a: "1", b: "2" }],
  ["a=1&a=2", { a: "2" }],
  ["a", { a: "" }],
  ["=1&&a=1", { a: "1" }],
  ["a=b=c", { a: "b=c" }],
  ["a+b=1+2", { a_b: "1 2" }],
  ["a.b=1", { a_b: "1" }],
  ["+a=1", { a: "1" }],
  ["a[]=1&a[]=2", { a: { 0: "1", 1: "2" } }],
  ["a[5]=1&a[]=2", { a: { 5: "1", 6: "2" } }],
  ["a[5]=1&a[2]=2&a[]=3&a[-1]=4&a[07]=5&a[]=6", { a: { 5: "1", 2: "2", 6: "3", "-1": "4", "07": "5", 7: "6" } }],
  ["a[]=1&a=x&a[]=2", { a: { 0: "2" } }],
  ["a[k]=1&a[k]=2&a[j]=3", { a: { k: "2", j: "3" } }],
  ["a[x][y][]=1", { a: { x: { y: { 0: "1" } } } }],
  ["a=1&a[x]=2", { a: { x: "2" } }],
  ["a[x]=1&a=2", { a: "2" }],
  ["a[x=1", { a_x: "1" }],
  ["a[x]y=1", { a: { x: "1" } }],
  ["a[x][y=1", { a: { x: "1" } }],
  ["[a]=1", {}],
  ["a[ x]=1", { a: { " x": "1" } }],
  ["a[ ]=1", { a: { 0: "1" } }],
  ["a[b.c]=1", { a: { "b.c": "1" } }],
  ["a.b[c]=1", { a_b: { c: "1" } }],
  ["a%5Bx%5D=1", { a: { x: "1" } }],
  ["a=%zz%4", { a: "%zz%4" }],
  ["a=%C3%A9", { a: "é" }],
  ["__proto__[x]=1", Object.fromEntries([["__proto__", { x: "1" }]])],
  ["a%00b=1", { a: "1" }],
];

describe("a form", () => {
  it.each(asPhp)("%s is read as PHP reads it", (form, expected) => {
    expect(JSON.stringify(read(form))).toBe(JSON.stringify(expected));
  });

  it("that is not UTF-8 is refused, naming the parameter", () => {
    expect(() => read(Buffer.from([0x61, 0x3d, 0xff]))).toThrow(
      "Malformed UTF-8 characters, possibly incorrectly encoded, in the parameter a",
    );
    expect(() => read("a=%C3%28")).toThrow("in the parameter a");
    expect(() => read("%ff=1")).toThrow("in the name of a parameter");
  });

  it("with more parameters than anyone needs is refused rather than cut off", () => {
    expect(() => read("a=1&".repeat(20_001))).toThrow("more than 20000 parameters");
  });

  it("drops what is nested without end", () => {
    expect(read(`a${"[b]".repeat(1000)}=1&c=1`)).toEqual({ c: "1" });
  });

  it("of any bytes is read or refused, and never changes what objects are", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        try {
          read(bytes);
        } catch (thrown) {
          expect((thrown as Error).message).toContain("Malformed UTF-8");
        }
        expect(({} as Record<string, unknown>).x).toBeUndefined();
      }),
    );
  });
});

describe("a packed value", () => {
  const base64 = (text: string) => Buffer.from(text).toString("base64");

  it("is read from PHP's serialize()", () => {
    const text = 'a:2:{i:0;a:3:{s:4:"desc";s:5:"Café";s:3:"qty";i:2;s:2:"up";d:1.5;}s:1:"k";b:0;}';
    expect(plain(unpackPhp(base64(text)))).toEqual({ 0: { desc: "Café", qty: "2", up: "1.5" }, k: "0" });
  });

  it.each([
    'O:8:"stdClass":0:{}',
    'O:11:"constructor":0:{}',
    'C:3:"Foo":0:{}',
    "a:1:{i:0;R:1;}",
    "a:999999999:{}",
    "s:5:",
    "",
    "junk",
  ])("is none when it is %s", (text) => {
    expect(unpackPhp(base64(text))).toBeUndefined();
  });

  it("is none when it is no base64, or no JSON", () => {
    expect(unpackPhp("not base64!")).toBeUndefined();
    expect(unpackJson(base64("{"))).toBeUndefined();
    expect(plain(unpackJson(base64('[{"name":"a.txt","data":"eA=="}]')))).toEqual({
      0: { name: "a.txt", data: "eA==" },
    });
  });
});
