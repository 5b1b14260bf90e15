import { type ProblemCode, parsePolicy } from "@turnpike/policy";
import { describe, expect, it } from "vitest";

/** `line:column pointer code` of every error. */
function errors(text: string, format?: "json" | "yaml"): string[] {
  const parsed = parsePolicy(text, format);
  if (parsed.ok) return [];
  return parsed.errors.map(({ line, column, pointer, code }) => `${line}:${column} ${pointer} ${code}`);
}

function document(text: string, format?: "json" | "yaml"): unknown {
  const parsed = parsePolicy(text, format);
  return parsed.ok ? parsed.document : parsed.errors;
}

const MINIMAL = '{"version":"1","default":"deny"}';

describe("a policy's text", () => {
  it("is JSON when its first character that is not blank is a curly bracket, else YAML", () => {
    expect(document(` \n\t${MINIMAL}\r\n`)).toEqual({ version: "1", default: "deny" });
    expect(document('version: "1"\ndefault: deny\n')).toEqual({ version: "1", default: "deny" });
    expect(document('# comment\n---\nversion: "1"\ndefault: deny\n...\n')).toEqual({ version: "1", default: "deny" });
    expect(document("{version: '1', default: deny}", "yaml")).toEqual({ version: "1", default: "deny" });
    expect(errors("{version: '1', default: deny}")).toEqual(["1:2  json_syntax"]);
  });

  it.each([
    ["", "1:1  empty_document"],
    [" \n ", "1:1  empty_document"],
    ["# only a comment\n", "1:1  empty_document"],
    ["---\n", "1:1  empty_document"],
    [`\uFEFF${MINIMAL}`, "1:1  byte_order_mark"],
    ["null", "1:1  wrong_type"],
    ["[]", "1:1  wrong_type"],
    ['"text"', "1:1  wrong_type"],
    ["42", "1:1  wrong_type"],
  ])("%j is refused", (text, expected) => {
    expect(errors(text)).toEqual([expected]);
  });

  it.each([
    ['{"version":"1","default":"deny",}', "1:33  json_syntax"],
    ['{"version":"1" "default":"deny"}', "1:16  json_syntax"],
    ['{\n  // comment\n  "version":"1"}', "2:3  json_syntax"],
    [`${MINIMAL} x`, "1:34  json_syntax"],
    ["{\"version\":'1'}", "1:12  json_syntax"],
    ['{"version":"1"', "1:15  json_syntax"],
    [`{"version":"1","default":"deny","tools":${"[".repeat(70)}${"]".repeat(70)}}`, "1:104  too_deep"],
  ])("%s is not JSON", (text, expected) => {
    expect(errors(text)).toEqual([expected]);
  });

  it("tells line and column from 1, columns in code points, also after CRLF", () => {
    expect(errors('{"version":"1",\r\n"default":"deny",\r\n"description":"😀😀","x":1}')).toEqual([
      "3:20 /x unknown_key",
    ]);
    expect(errors('version: "1"\ndefault: deny\ntools:\n  "😀": { x: 1 }\n')).toEqual(["4:10 /tools/😀/x unknown_key"]);
  });

  it("reports keys that appear twice, anywhere, after unescaping", () => {
    expect(errors('{"version":"1","default":"deny","version":"1"}')).toEqual(["1:33 /version duplicate_key"]);
    expect(errors('{"version":"1","default":"deny","tools":{"a":{},"\\u0061":{}}}')).toEqual([
      "1:49 /tools/a duplicate_key",
    ]);
    const nested =
      '{"version":"1","default":"deny","tools":{"a":{"require":[{"conditions":[{"path":"args.x","op":"eq","value":{"k":1,"k":1}}]}]}}}';
    expect(errors(nested)).toEqual(["1:115 /tools/a/require/0/conditions/0/value/k duplicate_key"]);
    expect(errors('version: "1"\ndefault: deny\ndefault: allow\n')).toEqual(["3:1 /default duplicate_key"]);
    expect(errors("version: '1'\ndefault: deny\ntools: {a: {}, \"a\": {}}\n")).toEqual(["3:16 /tools/a duplicate_key"]);
  });

  it("refuses half a surrogate pair in any string or key", () => {
    expect(errors('{"version":"1","default":"deny","name":"\\ud83d"}')).toEqual(["1:40 /name lone_surrogate"]);
    expect(
      errors('{"version":"1","default":"deny","tools":{"\\udc00":{}}}').map((line) => line.split(" ").at(-1)),
    ).toEqual(["lone_surrogate"]);
    expect(document('{"version":"1","default":"deny","name":"\\ud83d\\ude00"}')).toMatchObject({ name: "😀" });
  });

  it.each(["9007199254740993", "1e400", "-1e400", "1e-400", "0.1000000000000000055511151231257827"])(
    "refuses the number %s",
    (number) => {
      const text = (value: string) =>
        `{"version":"1","default":"deny","tools":{"t":{"deny_if":[{"conditions":[{"path":"args.x","op":"eq","value":${value}}]}]}}}`;
      expect(errors(text(number))).toEqual(["1:108 /tools/t/deny_if/0/conditions/0/value uncarried_number"]);
      expect(errors(text(`[[${number}]]`))).toEqual([
        "1:110 /tools/t/deny_if/0/conditions/0/value/0/0 uncarried_number",
      ]);
    },
  );

  it("reports every error of a document at once, in the order of the text", () => {
    const text = `{
  "version": 1,
  "defualt": "deny",
  "tools": {
    "a": { "denyif": [], "rate_limit": { "max": -1, "window": "60" } },
    "a": null,
    "b": { "require": [ { "conditions": [
      { "path": "arg.x", "op": "==", "value": 1 },
      { "path": "args.x[*", "op": "regex", "value": "(?=a)" },
      { "path": "args.x", "op": "in", "value": [] } ] } ] }
  }
}`;
    expect(errors(text)).toEqual([
      "1:1  missing_key",
      "2:14 /version wrong_type",
      "3:3 /defualt unknown_key",
      "5:12 /tools/a/denyif unknown_key",
      "5:49 /tools/a/rate_limit/max out_of_range",
      "5:63 /tools/a/rate_limit/window wrong_type",
      "6:5 /tools/a duplicate_key",
      "6:10 /tools/a wrong_type",
      "8:17 /tools/b/require/0/conditions/0/path bad_path",
      "8:32 /tools/b/require/0/conditions/0/op unknown_value",
      "9:17 /tools/b/require/0/conditions/1/path bad_path",
      "9:53 /tools/b/require/0/conditions/1/value bad_regex",
      "10:48 /tools/b/require/0/conditions/2/value empty_list",
    ]);
  });
});

describe("YAML", () => {
  const head = 'version: "1"\ndefault: deny\n';

  it.each([
    [`%YAML 1.1\n---\n${head}`, "yaml_directive"],
    [`%TAG ! tag:x\n---\n${head}`, "yaml_directive"],
    [`${head}name: &a x\n`, "yaml_anchor"],
    [`${head}name: &a x\ndescription: *a\n`, "yaml_anchor yaml_alias"],
    [`${head}name: !!str 5\n`, "yaml_tag"],
    [`${head}name: ! x\n`, "yaml_tag"],
    [`!!map\n${head}`, "yaml_tag"],
    [`${head}&k name: x\n`, "yaml_anchor"],
    [`${head}tools:\n  <<: {a: {}}\n`, "yaml_merge_key"],
    [`${head}tools:\n  1: {}\n`, "yaml_key"],
    [`${head}tools:\n  true: {}\n`, "yaml_key"],
    [`${head}tools:\n  ~: {}\n`, "yaml_key"],
    [`${head}tools:\n  0x1F: {}\n`, "yaml_key"],
    [`${head}tools:\n  ? [a]\n  : {}\n`, "yaml_key empty_name"],
    [`${head}---\n${head}`, "yaml_documents"],
    [`${head}---\n`, "yaml_documents"],
    [`${head}tools:\n\t a: {}\n`, "yaml_syntax"],
    [`${head}tools: [\n`, "yaml_syntax"],
    [`${head}name: "a\n`, "yaml_syntax"],
    [`${head}name: a\u0000b\n`, "yaml_syntax"],
    [`${head}hide:\n  - *_delete\n`, "yaml_alias"],
    [`${head}tools: ${"[".repeat(80)}${"]".repeat(80)}\n`, "too_deep wrong_type"],
  ])("%j is refused", (text, codes) => {
    const found = errors(text, "yaml").map((line) => line.split(" ").at(-1) as ProblemCode);
    for (const code of codes.split(" ")) expect(found).toContain(code);
  });

  it("survives brackets without end", () => {
    expect(errors(`${head}tools: ${"[".repeat(20_000)}\n`).length).toBeGreaterThan(0);
    expect(errors(`${head}tools: ${"[".repeat(3_000)}${"]".repeat(3_000)}\n`).length).toBeGreaterThan(0);
  });

  it("is the core schema of 1.2: `no` is a string, `0x10` is 16, `010` is ten", () => {
    const value = (text: string) => {
      const parsed = parsePolicy(
        `${head}tools: {t: {require: [{conditions: [{path: args.x, op: eq, value: ${text}}]}]}}\n`,
      );
      return parsed.ok ? parsed.document.tools?.t?.require?.[0]?.conditions?.[0]?.value : parsed.errors[0]?.code;
    };
    const expected: [string, unknown][] = [
      ["no", "no"],
      ["on", "on"],
      ["y", "y"],
      ["true", true],
      ["TRUE", true],
      ["tRUE", "tRUE"],
      ["null", null],
      ["~", null],
      ["", null],
      ["0x10", 16],
      ["0o17", 15],
      ["010", 10],
      ["+12", 12],
      ["-12", -12],
      ["-0", 0],
      ["1_000", "1_000"],
      ["1.5", 1.5],
      [".5", 0.5],
      ["5.", 5],
      ["1e3", 1000],
      ["1.e+2", 100],
      ["-.5e1", -5],
      [".", "."],
      ["-", "yaml_syntax"],
      ["1.2.3", "1.2.3"],
      ["12:30", "12:30"],
      ["2026-01-01", "2026-01-01"],
      [".inf", "uncarried_number"],
      ["-.INF", "uncarried_number"],
      [".nan", "uncarried_number"],
      ["1e400", "uncarried_number"],
      ["9007199254740993", "uncarried_number"],
      ["0x20000000000001", "uncarried_number"],
      ["1e-400", "uncarried_number"],
      ["'5'", "5"],
      ['"a\\u00e9\\n"', "aé\n"],
      ["0o8", "0o8"],
      ["+", "+"],
      ["00.50", 0.5],
    ];
    expect(expected.map(([text]) => [text, value(text)])).toEqual(expected);
  });

  it("reads block scalars, flow and comments as the same document that JSON writes", () => {
    const yaml = `# who may do what
version: "1"          # always
default: deny
description: >-
  two
  lines
tools:
  "whmcs_*": {}
  whmcs_create_invoice:
    limits:
      - { counter: c, window: minute, max: 30 }
`;
    expect(document(yaml)).toEqual({
      version: "1",
      default: "deny",
      description: "two lines",
      tools: { "whmcs_*": {}, whmcs_create_invoice: { limits: [{ counter: "c", window: "minute", max: 30 }] } },
    });
  });

  it("points at the value behind an anchor or tag", () => {
    expect(errors(`${head}tools:\n  a: &x {}\n  b: *x\n`)).toEqual([
      "4:6 /tools/a yaml_anchor",
      "5:6 /tools/b yaml_alias",
    ]);
  });

  it("says what an empty rule is written like", () => {
    const parsed = parsePolicy(`${head}tools:\n  a:\n`);
    expect(parsed.ok ? [] : parsed.errors).toMatchObject([
      { pointer: "/tools/a", code: "wrong_type", hint: "write `{}` for a rule that only lists" },
    ]);
  });
});
