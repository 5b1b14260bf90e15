import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Filtered, filterList, type Visible } from "../../src/answer/lists.js";

const all: Visible = () => true;
const none: Visible = () => false;

function only(...names: readonly string[]): Visible {
  return (_kind, name) => names.includes(name);
}

function result(text: string): string {
  return `{"jsonrpc":"2.0","id":1,"result":${text}}`;
}

function textOf(filtered: Filtered): string {
  if (!filtered.ok) {
    throw new Error(filtered.message);
  }
  return filtered.text;
}

function tools(text: string, visible: Visible, method = "tools/list"): string {
  return textOf(filterList(result(text), method, visible));
}

describe("a filtered list", () => {
  const list = '{"tools":[{"name":"a"}, {"name":"b"} ,\n{"name":"c"}],"nextCursor":"x"}';

  it.each([
    [only("a", "b", "c"), list],
    [only("a"), '{"tools":[{"name":"a"}],"nextCursor":"x"}'],
    [only("b"), '{"tools":[{"name":"b"}],"nextCursor":"x"}'],
    [only("c"), '{"tools":[{"name":"c"}],"nextCursor":"x"}'],
    [only("a", "c"), '{"tools":[{"name":"a"} ,\n{"name":"c"}],"nextCursor":"x"}'],
    [only("b", "c"), '{"tools":[{"name":"b"} ,\n{"name":"c"}],"nextCursor":"x"}'],
    [only("a", "b"), '{"tools":[{"name":"a"}, {"name":"b"}],"nextCursor":"x"}'],
    [none, '{"tools":[],"nextCursor":"x"}'],
  ])("loses what is refused and keeps every other byte (%#)", (visible, expected) => {
    expect(tools(list, visible)).toBe(result(expected));
  });

  it("keeps what a parser would change: big integers, spelling, unknown fields, order", () => {
    const entry = '{"x-new":{"n":9007199254740993,"z":1e400,"a":0.10},"name":"\\u0061","description":"\\/ é"}';
    const text = ` ${result(`{ "zz":[1,{ }], "tools" : [ ${entry} , {"name":"b"} ] , "_meta":{"a":1E5} }`)}\n`;
    expect(textOf(filterList(text, "tools/list", only("a")))).toBe(
      ` ${result(`{ "zz":[1,{ }], "tools" : [ ${entry} ] , "_meta":{"a":1E5} }`)}\n`,
    );
  });

  it("is what parsing, filtering and printing would give", () => {
    const names = fc.array(fc.constantFrom("a", "b", "c", "d", "é\n"), { maxLength: 12 });
    const space = fc.constantFrom("", " ", "\n  ", "\t");
    fc.assert(
      fc.property(
        names,
        fc.subarray(["a", "b", "c", "d", "é\n"]),
        fc.infiniteStream(space),
        (present, kept, spaces) => {
          const gap = () => spaces.next().value as string;
          const entries = present.map((name, i) => `${gap()}{"i":${i},${gap()}"name":${JSON.stringify(name)}}${gap()}`);
          const text = result(`{${gap()}"tools":${gap()}[${entries.join(",") || gap()}]}`);
          const filtered = filterList(text, "tools/list", only(...kept));
          const expected = JSON.parse(text) as { result: { tools: { name: string }[] } };
          expected.result.tools = expected.result.tools.filter(({ name }) => kept.includes(name));
          expect(JSON.parse(textOf(filtered))).toEqual(expected);
          expect(filtered.ok && filtered.removed).toBe(present.length - expected.result.tools.length);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("asks by what names an entry: tools and prompts by name, resources by uri, templates by their template", () => {
    const asked: string[] = [];
    const ask: Visible = (kind, name) => asked.push(`${kind} ${name}`) > 0;
    filterList(result('{"tools":[{"name":"t","uri":"u"}]}'), "tools/list", ask);
    filterList(result('{"prompts":[{"title":"x","name":"p"}]}'), "prompts/list", ask);
    filterList(result('{"resources":[{"name":"n","uri":"r"}]}'), "resources/list", ask);
    filterList(result('{"resourceTemplates":[{"name":"n","uriTemplate":"r/{x}"}]}'), "resources/templates/list", ask);
    expect(asked).toEqual(["tool t", "prompt p", "resource r", "resource_template r/{x}"]);
  });

  it("is found by its content, whatever was asked", () => {
    const text = result('{"tools":[{"name":"a"}],"resources":[{"uri":"x"}]}');
    expect(textOf(filterList(text, undefined, none))).toBe(result('{"tools":[],"resources":[]}'));
    expect(textOf(filterList(text, "tools/call", none))).toBe(result('{"tools":[],"resources":[]}'));
  });

  it("is not mistaken for other members of that name in messages that answer something else", () => {
    for (const text of [
      '{"tools":["a","b"]}',
      '{"tools":{"name":"a"}}',
      '{"tools":[1,{}]}',
      '{"content":[],"prompts":null}',
    ]) {
      expect(textOf(filterList(result(text), "tools/call", none))).toBe(result(text));
    }
  });
});

describe("a cache", () => {
  it.each([
    [
      '{"tools":[{"name":"a"}],"ttlMs":5,"cacheScope":"public"}',
      '{"tools":[{"name":"a"}],"ttlMs":5,"cacheScope":"private"}',
    ],
    ['{"cacheScope" : 7 ,"tools":[]}', '{"cacheScope" : "private" ,"tools":[]}'],
    ['{"cacheScope":"\\u0070ublic","tools":[]}', '{"cacheScope":"private","tools":[]}'],
    ['{"cacheScope":"private","tools":[]}', '{"cacheScope":"private","tools":[]}'],
    ['{"tools":[]}', '{"tools":[]}'],
  ])("of a list that depends on the grant is private: %s", (list, expected) => {
    expect(tools(list, all)).toBe(result(expected));
  });

  it("of anything else stays as the server said", () => {
    const text = result('{"contents":[],"cacheScope":"public"}');
    expect(textOf(filterList(text, "resources/read", all))).toBe(text);
  });

  it("is made private before or behind the entries that go", () => {
    expect(tools('{"cacheScope":"public","tools":[{"name":"a"},{"name":"b"}]}', only("b"))).toBe(
      result('{"cacheScope":"private","tools":[{"name":"b"}]}'),
    );
    expect(tools('{"tools":[{"name":"a"},{"name":"b"}],"cacheScope":"public"}', only("a"))).toBe(
      result('{"tools":[{"name":"a"}],"cacheScope":"private"}'),
    );
  });
});

describe("what cannot be read without doubt is a fault, never passed on", () => {
  it.each([
    result('{"tools":[{"name":"a"}],"tools":[{"name":"b"}]}'),
    result('{"tools":[{"name":"a"}],"to\\u006fls":[{"name":"b"}]}'),
    result('{"tools":[{"name":"a"}],"Tools":[{"name":"b"}]}'),
    result('{"Tools":[{"name":"b"}]}'),
    result('{"tool\u017f":[{"name":"b"}]}'),
    result('{"resource_templates":[{"uriTemplate":"b"}]}'),
    result('{"tools":[{"name":"a","name":"b"}]}'),
    result('{"tools":[{"name":"a","Name":"b"}]}'),
    result('{"tools":[{"NAME":"b"}]}'),
    result('{"tools":[{"n\u200bame":"b"}]}'),
    result('{"tools":[{"title":"b"}]}'),
    result('{"tools":[{"name":7}]}'),
    result('{"tools":[{"name":null},{"name":"a"}]}'),
    result('{"tools":[{"name":"a\\ud800"}]}'),
    result('{"tools":["a"]}'),
    result('{"tools":[["name","a"]]}'),
    result('{"tools":{"a":{"name":"a"}}}'),
    result('{"tools":null}'),
    result('{"tools":[{"name":"a"}],"cacheScope":"public","CacheScope":"public"}'),
    '{"jsonrpc":"2.0","id":1,"result":{"tools":[]},"result":{"tools":[{"name":"b"}]}}',
    '{"jsonrpc":"2.0","id":1,"Result":{"tools":[{"name":"b"}]}}',
    '{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"b"}]}',
    `${result('{"tools":[]}')}${result('{"tools":[{"name":"b"}]}')}`,
    `[${result('{"tools":[{"name":"b"}]}')}]`,
    "",
    "null",
    `\ufeff${result('{"tools":[{"name":"b"}]}')}`,
    result("{'tools':[{'name':'b'}]}"),
    result('{"tools":[{"name":"a","x":\'"},{"name":"hidden"\'}]}'),
    result(`{"tools":[{"name":"a","deep":${"[".repeat(300)}${"]".repeat(300)}}]}`),
  ])("%s", (text) => {
    expect(filterList(text, "tools/list", all)).toMatchObject({ ok: false });
  });

  it("in whatever message: a resembling key alone is doubt enough", () => {
    expect(filterList(result('{"tools":[{"name":"a"}],"Tools":[{"name":"b"}]}'), undefined, all).ok).toBe(false);
    expect(filterList(result('{"tools":[{"name":"a"},{"title":"b"}]}'), undefined, all).ok).toBe(false);
  });
});

describe("what is no list", () => {
  it.each([
    '{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no tools","data":{"tools":[{"name":"a"}]}}}',
    '{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}',
    result(
      '{"content":[{"type":"text","text":"{\\"tools\\":[{\\"name\\":\\"a\\"}]}"}],"structuredContent":{"tools":[{"name":"a"}]}}',
    ),
    result("null"),
    result("[]"),
  ])("passes as it is: %s", (text) => {
    expect(textOf(filterList(text, undefined, none))).toBe(text);
  });
});
