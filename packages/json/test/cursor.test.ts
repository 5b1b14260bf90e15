import { describe, expect, it } from "vitest";
import { JsonCursor, UncarriedNumber } from "../src/index.js";

describe("the cursor", () => {
  it("walks objects and arrays, reads what is asked for and tells where everything is", () => {
    const text = ' {"a" : "x\\n", "list": [1, {"k": null}, 1e400], "z":true} ';
    const cursor = new JsonCursor(text);
    expect(cursor.peek()).toBe("object");
    expect(cursor.enterObject()).toBe(true);
    expect(cursor.nextKey()).toBe("a");
    expect(cursor.keyStart).toBe(2);
    expect(cursor.string()).toBe("x\n");
    expect(cursor.nextKey()).toBe("list");
    expect(cursor.peek()).toBe("array");
    expect(cursor.enterArray()).toBe(true);
    expect([cursor.nextElement(), cursor.number()]).toEqual([true, 1]);
    expect(cursor.nextElement()).toBe(true);
    const start = cursor.start();
    expect(cursor.skip()).toBe(true);
    expect(text.slice(start, cursor.offset)).toBe('{"k": null}');
    expect([cursor.nextElement(), cursor.number()]).toEqual([true, new UncarriedNumber("1e400")]);
    expect(cursor.nextElement()).toBe(false);
    expect(cursor.nextKey()).toBe("z");
    expect(cursor.peek()).toBe("boolean");
    expect(cursor.skip()).toBe(true);
    expect(cursor.nextKey()).toBeUndefined();
    expect(cursor.end()).toBe(true);
    expect(cursor.fault).toBeUndefined();
  });

  it("hands every key to the caller, duplicates too", () => {
    const cursor = new JsonCursor('{"a":1,"a":2}');
    cursor.enterObject();
    expect([cursor.nextKey(), cursor.skip(), cursor.nextKey(), cursor.skip(), cursor.nextKey()]).toEqual([
      "a",
      true,
      "a",
      true,
      undefined,
    ]);
    expect(cursor.end()).toBe(true);
  });

  it("stays stopped after the first fault", () => {
    const cursor = new JsonCursor('[1 "a"]');
    cursor.enterArray();
    cursor.nextElement();
    cursor.skip();
    expect(cursor.nextElement()).toBe(false);
    expect(cursor.fault).toMatchObject({ code: "syntax", offset: 3 });
    expect([
      cursor.peek(),
      cursor.enterObject(),
      cursor.nextKey(),
      cursor.string(),
      cursor.skip(),
      cursor.end(),
    ]).toEqual([undefined, false, undefined, undefined, false, false]);
  });

  it("does not end inside a container", () => {
    const cursor = new JsonCursor("[]");
    cursor.enterArray();
    expect(cursor.end()).toBe(false);
  });

  it("passes over nothing deeper than allowed, whether entered or skipped", () => {
    const cursor = new JsonCursor("[[[]]]", { maxDepth: 2 });
    cursor.enterArray();
    cursor.nextElement();
    expect(cursor.skip()).toBe(false);
    expect(cursor.fault?.code).toBe("too_deep");
  });

  it("tells half a surrogate pair in what was read last", () => {
    const cursor = new JsonCursor('["\\ud800","b"]');
    cursor.enterArray();
    cursor.nextElement();
    cursor.string();
    expect(cursor.loneSurrogate).toBe(true);
    cursor.nextElement();
    cursor.string();
    expect(cursor.loneSurrogate).toBe(false);
  });
});
