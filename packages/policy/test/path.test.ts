import { describe, expect, it } from "vitest";
import { parsePath } from "../src/path.js";

function shape(text: string): string {
  const read = parsePath(text);
  if (!read.ok) return `at ${read.fault.at}: ${read.fault.message}`;
  const { fn, steps, product } = read.path;
  const shown = steps.map((step) => (step.kind === "key" ? step.key : step.kind === "index" ? step.index : "*"));
  const pair = product === undefined ? [] : [product.map(({ key }) => key)];
  return JSON.stringify([fn ?? null, shown, ...pair]);
}

describe("paths", () => {
  it.each([
    ["args", "[null,[]]"],
    ["args.amount", '[null,["amount"]]'],
    ["args.a.b.c", '[null,["a","b","c"]]'],
    ['args["odd.name"]', '[null,["odd.name"]]'],
    ['args.a["b \\" c"].d', '[null,["a","b \\" c","d"]]'],
    ['args["\\u00e9"]', '[null,["é"]]'],
    ['args[""]', '[null,[""]]'],
    ["args.items[0]", '[null,["items",0]]'],
    ["args.items[12][3]", '[null,["items",12,3]]'],
    ["args.items[*].price", '[null,["items","*","price"]]'],
    ["args.a-b.c_d.$e.名前.0", '[null,["a-b","c_d","$e","名前","0"]]'],
    ["args.__proto__.constructor", '[null,["__proto__","constructor"]]'],
    ["sum(args.items[*].amount)", '["sum",["items","*","amount"]]'],
    ["sum( args.items )", '["sum",["items"]]'],
    ["min(args.x)", '["min",["x"]]'],
    ["max(args.x[*])", '["max",["x","*"]]'],
    ["count(args.x)", '["count",["x"]]'],
    ["length(args.x[0])", '["length",["x",0]]'],
    ["sum(args.items[*], price * qty)", '["sum",["items","*"],["price","qty"]]'],
    ["sum(args.items[*],price*qty)", '["sum",["items","*"],["price","qty"]]'],
    ['sum(args.a[*].b[*], ["unit price"] * ["qty"])', '["sum",["a","*","b","*"],["unit price","qty"]]'],
    ["sum(args.items[*], price * price)", '["sum",["items","*"],["price","price"]]'],
  ])("reads %s", (text, expected) => {
    expect(shape(text)).toBe(expected);
  });

  it.each([
    "",
    " args.x",
    "args.x ",
    "arg.x",
    "argsx",
    "Args.x",
    "$.x",
    "amount",
    "args.",
    "args..x",
    "args.x.",
    "args x",
    "args[",
    "args[]",
    "args.x[",
    "args.x[]",
    "args.x[-1]",
    "args.x[01]",
    "args.x[1.5]",
    "args.x[*",
    "args.x[ 0 ]",
    "args.x['y']",
    'args["x]',
    'args["x\\q"]',
    'args["\\ud800"]',
    "args.x[9999999999999999999]",
    "args[0]",
    "args[*]",
    "args[*].x",
    "sum(args)",
    "count(args)",
    "sum()",
    "sum(args.x",
    "sum(args.x))",
    "sum(args.x).y",
    "sum (args.x)",
    "avg(args.x)",
    "SUM(args.x)",
    "sum(count(args.x))",
    "length(args.x[*])",
    "sum(args.x, a * b)",
    "sum(args.x[*].y, a * b)",
    "sum(args.x[*], a)",
    "sum(args.x[*], a * )",
    "sum(args.x[*], a * b * c)",
    "sum(args.x[*], a + b)",
    "sum(args.x[*], a.b * c)",
    "max(args.x[*], a * b)",
    "args.x*",
    "args.(x)",
    "args.x,y",
    "sum(args.x[*], [0] * b)",
    "args.x\u0000",
    "args.\n",
  ])("refuses %j", (text) => {
    expect(parsePath(text).ok).toBe(false);
  });

  it("says where and what would be right", () => {
    const hints = ["arguments.amount", "avg(args.x)", "summ(args.x)", "args.x[-1]", "args..x", "amount"].map((text) => {
      const read = parsePath(text);
      return read.ok ? "" : `${read.fault.at} ${read.fault.hint}`;
    });
    expect(hints).toEqual([
      "0 write `args.amount`",
      "0 use one of sum, min, max, count, length",
      "0 did you mean `sum`?",
      '6 write `[0]`, `[*]` or `["odd.name"]`; an index counts from 0 and has no sign',
      '5 write `.name`, or `["odd.name"]` for names with punctuation',
      "0 write `args.amount`",
    ]);
  });
});
