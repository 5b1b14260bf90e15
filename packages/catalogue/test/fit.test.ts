import { type Condition, parsePolicy, placesOf } from "@turnpike/policy";
import { describe, expect, it } from "vitest";
import { fitCodes, fitWarnings, type Tool } from "../src/index.js";

const pay: Tool = {
  name: "pay",
  inputSchema: {
    type: "object",
    properties: {
      to: { type: "string" },
      amount: { type: "number", minimum: 0, maximum: 1000 },
      kind: { enum: ["card", "iban"] },
      tags: { type: "array", items: { type: "string" } },
      items: { type: "array", items: { $ref: "#/$defs/item" } },
      extra: { type: "object", additionalProperties: true },
    },
    required: ["to", "tags", "items", "kind"],
    $defs: { item: { type: "object", properties: { price: { type: "number" } }, required: ["price"] } },
  },
};
const list: Tool = { name: "list", inputSchema: { type: "object" } };

function codes(condition: Condition, group: "deny_if" | "require" = "deny_if"): readonly string[] {
  const document = {
    version: "1",
    default: "deny",
    tools: { pay: { [group]: [{ conditions: [condition] }] } },
  } as const;
  expect(parsePolicy(JSON.stringify(document))).toMatchObject({ ok: true });
  return fitWarnings(document, [pay, list]).map(({ code }) => code);
}

describe("a condition against a schema", () => {
  it.each<[string, Condition, readonly string[]]>([
    ["an argument of the schema", { path: "args.to", op: "in", value: ["a"] }, []],
    ["a mistyped argument", { path: "args.tos", op: "eq", value: "a" }, ["unknown_argument"]],
    ["a member behind a reference", { path: "args.items[*].price", op: "gt", value: 1 }, []],
    ["a mistyped member behind it", { path: "args.items[*].prize", op: "gt", value: 1 }, ["unknown_argument"]],
    ["what the schema leaves open", { path: "args.extra.any.thing", op: "eq", value: 1 }, []],
    ["a number compared with a text", { path: "args.to", op: "gt", value: 1 }, ["type_never_fits"]],
    ["a pattern on a number", { path: "args.amount", op: "regex", value: "^1$" }, ["type_never_fits"]],
    ["a sum of texts", { path: "sum(args.tags[*])", op: "gt", value: 1 }, ["type_never_fits"]],
    ["the length of a number", { path: "length(args.amount)", op: "gt", value: 1 }, ["type_never_fits"]],
    ["a sum over what is required", { path: "sum(args.items[*].price)", op: "gt", value: 1 }, []],
    ["the number of elements", { path: "count(args.tags)", op: "gt", value: 3 }, []],
    ["a value outside the enumeration", { path: "args.kind", op: "eq", value: "cash" }, ["never_fires"]],
    ["one inside it", { path: "args.kind", op: "in", value: ["cash", "card"] }, []],
    ["more than the maximum", { path: "args.amount", op: "gt", value: 1000, if_absent: false }, ["never_fires"]],
    ["the absence of what is required", { path: "args.to", op: "exists", value: false }, ["never_fires"]],
    ["an optional argument", { path: "args.amount", op: "gt", value: 5 }, ["optional_argument"]],
    ["one that says what its absence means", { path: "args.amount", op: "gt", value: 5, if_absent: true }, []],
  ])("warns of what is wrong with %s", (_, condition, expected) => {
    expect(codes(condition)).toEqual(expected);
  });

  it("says of `require` that a call is refused, of `deny_if` that it passes", () => {
    const condition = { path: "args.amount", op: "lt", value: 5 } as const;
    const say = (group: "deny_if" | "require") =>
      fitWarnings({ version: "1", default: "deny", tools: { pay: { [group]: [{ conditions: [condition] }] } } }, [
        pay,
      ])[0];
    expect(say("deny_if")?.message).toContain("passes");
    expect(say("require")?.message).toContain("refused");
  });
});

describe("a policy against a server", () => {
  it("is warned of tools and globs that fit nothing, with what was probably meant", () => {
    const found = fitWarnings({ version: "1", default: "deny", hide: ["no_*", "li*"], tools: { payy: {} } }, [
      pay,
      list,
    ]);
    expect(found.map(({ code, pointer }) => [code, pointer])).toEqual([
      ["unknown_tool", "/hide/0"],
      ["unknown_tool", "/tools/payy"],
    ]);
    expect(found[1]?.hint).toContain("`pay`");
  });

  it("is not warned of an argument that one tool of a glob has", () => {
    const deny_if = [{ conditions: [{ path: "args.to", op: "in", value: ["a"] }] }] as const;
    expect(
      fitWarnings({ version: "1", default: "deny", tools: { "*": { deny_if } } }, [
        pay,
        { ...list, inputSchema: { type: "object", properties: {} } },
      ]),
    ).toEqual([]);
  });

  it("is warned of an amount that may be left out, unless the rule says what then", () => {
    const limits = [{ counter: "c", window: "day", max: 5, increment_from: "args.amount" }] as const;
    const deny_if = [{ conditions: [{ path: "args.amount", op: "exists", value: false }], on_deny: "say it" }] as const;
    const warned = (rule: object) => fitWarnings({ version: "1", default: "deny", tools: { pay: rule } }, [pay]);
    expect(warned({ limits }).map(({ code }) => code)).toEqual(["optional_amount"]);
    expect(warned({ limits, deny_if })).toEqual([]);
    const lines: Tool = {
      name: "pay",
      inputSchema: { type: "object", properties: { lines: { type: "array", items: { type: "number" } } } },
    };
    const sum = [{ counter: "c", window: "day", max: 5, increment_from: "sum(args.lines[*])" }] as const;
    const require = [{ conditions: [{ path: "args.lines", op: "exists", value: true }], on_deny: "say it" }] as const;
    const summed = (rule: object) => fitWarnings({ version: "1", default: "deny", tools: { pay: rule } }, [lines]);
    expect(summed({ limits: sum }).map(({ code }) => code)).toEqual(["optional_amount"]);
    expect(summed({ limits: sum, require })).toEqual([]);
  });

  it("is warned of nothing where a tool has no schema", () => {
    const deny_if = [{ conditions: [{ path: "args.x", op: "gt", value: 1 }] }] as const;
    expect(fitWarnings({ version: "1", default: "deny", tools: { bare: { deny_if } } }, [{ name: "bare" }])).toEqual(
      [],
    );
  });

  it("is warned at a place in the text, in JSON and in YAML", () => {
    expect(placesOf('version: "1"\ntools:\n  payy: {}\n', ["/tools/payy", "/tools/payy/none"])).toEqual([
      { line: 3, column: 3 },
      { line: 3, column: 3 },
    ]);
    expect(placesOf('{"tools":\n {"a~/b": []}}', ["/tools/a~0~1b"])).toEqual([{ line: 2, column: 3 }]);
  });
});

/** The page of the codes. */
function page(): string {
  return [
    "# What `turnpike policy validate --tools` says",
    "",
    "A policy may be held against the tools of its server: `turnpike policy validate FILE --tools SAVED.json`, or with a",
    "server in place of the saved list; `turnpike policy add` does it where the server answers at a URL. All of it is",
    "warnings, since a schema is what the server claims. This page is printed from the table of codes by a test.",
    "",
    "| code | meaning |",
    "| --- | --- |",
    ...Object.entries(fitCodes).map(([code, means]) => `| \`${code}\` | ${means} |`),
    "",
  ].join("\n");
}

it("docs/policy-and-schemas.md says what the table of codes says", async () => {
  await expect(page()).toMatchFileSnapshot("../../../docs/policy-and-schemas.md");
});
