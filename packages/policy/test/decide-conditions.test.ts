import { describe, expect, it } from "vitest";
import { call, decide, verdict, withRule } from "./support/deciding.js";

type Cell = "pass" | "stop";

/** What one condition comes to in each list: `require` stops when it does not hold, the others when it does. */
function outcomes(condition: object, args: string): { require: Cell; deny_if: Cell; approve_if: Cell } {
  const cell = (list: string): Cell => {
    const rule = { [list]: [{ conditions: [condition] }] };
    return verdict(rule, args) === "allow" ? "pass" : "stop";
  };
  return { require: cell("require"), deny_if: cell("deny_if"), approve_if: cell("approve_if") };
}

const TRUE = { require: "pass", deny_if: "stop", approve_if: "stop" };
const FALSE = { require: "stop", deny_if: "pass", approve_if: "pass" };
const ABSENT = FALSE;
const UNFIT = { require: "stop", deny_if: "stop", approve_if: "stop" };

function on(path: string, op: string, value: unknown, more: object = {}) {
  return { path, op, value, ...more };
}

describe("eq and neq", () => {
  it.each([
    ["5", 5, TRUE],
    ["5.0", 5, TRUE],
    ["5e0", 5, TRUE],
    ["-0", 0, TRUE],
    ["6", 5, FALSE],
    ['"a"', "a", TRUE],
    ['"A"', "a", FALSE],
    ['"e\\u0301"', "é", FALSE],
    ['"\\ud83d\\ude00"', "😀", TRUE],
    ["true", true, TRUE],
    ["false", true, FALSE],
    ["null", null, TRUE],
    ["[1,[2]]", [1, [2]], TRUE],
    ["[1,[3]]", [1, [2]], FALSE],
    ["[1]", [1, 2], FALSE],
    ['["1"]', [1], FALSE],
    ['{"b":2,"a":1}', { a: 1, b: 2 }, TRUE],
    ['{"a":1}', { a: 1, b: 2 }, FALSE],
    ['{"a":1,"c":2}', { a: 1, b: 2 }, FALSE],
    ['{"__proto__":1}', JSON.parse('{"__proto__":1}'), TRUE],
    ["{}", JSON.parse('{"__proto__":1}'), FALSE],
    ['"5"', 5, UNFIT],
    ["5", "5", UNFIT],
    ["null", 5, UNFIT],
    ["5", null, UNFIT],
    ["[5]", 5, UNFIT],
    ['{"a":1}', [1], UNFIT],
    ['"true"', true, UNFIT],
    ["0", false, UNFIT],
  ])("%s eq %j", (given, value, expected) => {
    expect(outcomes(on("args.x", "eq", value), `{"x":${given}}`)).toEqual(expected);
    const opposite = expected === TRUE ? FALSE : expected === FALSE ? TRUE : UNFIT;
    expect(outcomes(on("args.x", "neq", value), `{"x":${given}}`)).toEqual(opposite);
  });

  it("a missing argument is absent to both", () => {
    expect(outcomes(on("args.x", "eq", 1), "{}")).toEqual(ABSENT);
    expect(outcomes(on("args.x", "neq", 1), "{}")).toEqual(ABSENT);
  });
});

describe("in and not_in", () => {
  it.each([
    ['"usd"', ["usd", "eur"], TRUE],
    ['"USD"', ["usd", "eur"], FALSE],
    ["1", [1, 2], TRUE],
    ["1.0", [1], TRUE],
    ["null", [null, 1], TRUE],
    ["[1]", [[1], 2], TRUE],
    ["[2]", [[1], 2], FALSE],
    ['{"a":1}', [{ a: 1 }], TRUE],
    ["1", ["1"], UNFIT],
    ['"1"', [1], UNFIT],
    ['"x"', [1, "1"], FALSE],
    ["null", ["a"], UNFIT],
    ["true", [1, "true"], UNFIT],
  ])("%s in %j", (given, value, expected) => {
    expect(outcomes(on("args.x", "in", value), `{"x":${given}}`)).toEqual(expected);
    const opposite = expected === TRUE ? FALSE : expected === FALSE ? TRUE : UNFIT;
    expect(outcomes(on("args.x", "not_in", value), `{"x":${given}}`)).toEqual(opposite);
  });

  it("a missing argument is absent to both", () => {
    expect(outcomes(on("args.x", "in", [1]), "{}")).toEqual(ABSENT);
    expect(outcomes(on("args.x", "not_in", [1]), "{}")).toEqual(ABSENT);
  });
});

describe("lt, lte, gt and gte", () => {
  it.each([
    ["lt", "4", TRUE],
    ["lt", "5", FALSE],
    ["lte", "5", TRUE],
    ["lte", "5.000001", FALSE],
    ["gt", "5", FALSE],
    ["gt", "5.000000000000001", TRUE],
    ["gte", "5", TRUE],
    ["gte", "-5", FALSE],
    ["gt", "1e300", TRUE],
    ["gt", '"600"', UNFIT],
    ["lt", "null", UNFIT],
    ["lt", "[1]", UNFIT],
    ["gte", "true", UNFIT],
    ["lte", "{}", UNFIT],
  ])("%s 5 of %s", (op, given, expected) => {
    expect(outcomes(on("args.x", op, 5), `{"x":${given}}`)).toEqual(expected);
  });
});

describe("regex", () => {
  it.each([
    ["b", '"abc"', TRUE],
    ["^b", '"abc"', FALSE],
    ["^abc$", '"abc"', TRUE],
    ["^abc$", '"abc\\n"', FALSE],
    ["^b$", '"a\\nb\\nc"', FALSE],
    ["^.$", '"😀"', TRUE],
    ["^.$", '"\\n"', FALSE],
    ["(?s)^.$", '"\\n"', TRUE],
    ["(?i)^ABC$", '"abc"', TRUE],
    ["^(a+)+$", '"aaaa"', TRUE],
    ["", '""', TRUE],
    ["1", "1", UNFIT],
    ["a", '["a"]', UNFIT],
    ["null", "null", UNFIT],
  ])("%s on %s", (pattern, given, expected) => {
    expect(outcomes(on("args.x", "regex", pattern), `{"x":${given}}`)).toEqual(expected);
  });

  it("ends whatever the pattern, where backtracking would not", () => {
    const policy = withRule({ require: [{ conditions: [on("args.x", "regex", "^(a|a)*$|(a*)*b")] }] });
    expect(decide(policy, call(`{"x":"${"a".repeat(200_000)}!"}`)).outcome).toBe("deny");
  });
});

describe("contains", () => {
  it.each([
    ["b", '"abc"', TRUE],
    ["", '"abc"', TRUE],
    ["B", '"abc"', FALSE],
    [5, "[4,5]", TRUE],
    [5, "[4]", FALSE],
    [5, "[]", FALSE],
    ["a", '["a","b"]', TRUE],
    [{ a: 1 }, '[{"a":1}]', TRUE],
    [null, "[null]", TRUE],
    [[1], "[[1]]", TRUE],
    [5, '["5"]', UNFIT],
    [5, '["5",4]', UNFIT],
    [5, '["5",5]', TRUE],
    [5, '"abc5"', UNFIT],
    ["a", '{"a":1}', UNFIT],
    ["a", "null", UNFIT],
    ["5", "5", UNFIT],
  ])("%j in %s", (value, given, expected) => {
    expect(outcomes(on("args.x", "contains", value), `{"x":${given}}`)).toEqual(expected);
  });
});

describe("exists", () => {
  it.each([
    [true, '{"x":0}', TRUE],
    [true, '{"x":""}', TRUE],
    [true, '{"x":null}', FALSE],
    [true, "{}", FALSE],
    [false, '{"x":0}', FALSE],
    [false, '{"x":null}', TRUE],
    [false, "{}", TRUE],
  ])("%s on %s", (value, given, expected) => {
    expect(outcomes(on("args.x", "exists", value), given)).toEqual(expected);
  });

  it("is unfit where a step meets the wrong kind of value", () => {
    for (const value of [true, false]) {
      expect(outcomes(on("args.x.y", "exists", value), '{"x":5}')).toEqual(UNFIT);
      expect(outcomes(on("args.x.y", "exists", value), '{"x":null}')).toEqual(UNFIT);
      expect(outcomes(on("args.x[0]", "exists", value), '{"x":{}}')).toEqual(UNFIT);
      expect(outcomes(on("args.x[*]", "exists", value), '{"x":{"0":1}}')).toEqual(UNFIT);
    }
  });

  it("is never absent: not over an empty array, not past the end", () => {
    expect(outcomes(on("args.x[*]", "exists", true), '{"x":[]}')).toEqual(FALSE);
    expect(outcomes(on("args.x[*]", "exists", false), '{"x":[]}')).toEqual(TRUE);
    expect(outcomes(on("args.x[3]", "exists", false), '{"x":[]}')).toEqual(TRUE);
    expect(outcomes(on("args.x[3]", "exists", true, { if_absent: true }), '{"x":[]}')).toEqual(FALSE);
  });
});

describe("absent and unfit", () => {
  it.each([
    ["args.a.b", '{"a":{}}', ABSENT],
    ["args.a.b", "{}", ABSENT],
    ["args.a[0]", '{"a":[]}', ABSENT],
    ["args.a[*]", '{"a":[]}', ABSENT],
    ["args.a[*].b", '{"a":[{}]}', ABSENT],
    ["args.a[*][*]", '{"a":[[]]}', ABSENT],
    ["args.a.b", '{"a":5}', UNFIT],
    ["args.a.b", '{"a":[{"b":1}]}', UNFIT],
    ["args.a.b", '{"a":null}', UNFIT],
    ["args.a[0]", '{"a":"xyz"}', UNFIT],
    ["args.a[*]", '{"a":{"0":1}}', UNFIT],
    ["args.a[*].b", '{"a":[5]}', UNFIT],
    ["args.a.length", '{"a":[1]}', UNFIT],
    ["args.a.length", '{"a":"x"}', UNFIT],
    ["args.toString", "{}", ABSENT],
    ["args.constructor.name", "{}", ABSENT],
    ["args.__proto__", "{}", ABSENT],
    ["args.a.length", '{"a":{}}', ABSENT],
  ])("%s of %s", (path, given, expected) => {
    expect(outcomes(on(path, "eq", 1), given)).toEqual(expected);
  });

  it("own keys are found, whatever they are called", () => {
    for (const key of ["__proto__", "constructor", "toString", "hasOwnProperty", "length"]) {
      expect(outcomes(on(`args.${key}`, "eq", 1), `{"${key}":1}`)).toEqual(TRUE);
    }
  });

  it("if_absent makes absent count as true in every list, and unfit stays unfit", () => {
    const condition = on("args.x", "gt", 500, { if_absent: true });
    expect(outcomes(condition, "{}")).toEqual(TRUE);
    expect(outcomes(condition, '{"x":"600"}')).toEqual(UNFIT);
    expect(outcomes(on("args.x", "gt", 500, { if_absent: false }), "{}")).toEqual(ABSENT);
  });

  it("a call without arguments has empty ones", () => {
    const policy = withRule({ require: [{ conditions: [on("args", "eq", {})] }] });
    expect(decide(policy, { kind: "tool", name: "t", args: undefined }).outcome).toBe("allow");
  });
});

describe("[*]", () => {
  const over = on("args.x[*]", "gt", 5);

  it("asks every element in require, and one is enough in deny_if and approve_if", () => {
    expect(outcomes(over, '{"x":[6,7]}')).toEqual({ require: "pass", deny_if: "stop", approve_if: "stop" });
    expect(outcomes(over, '{"x":[6,4]}')).toEqual({ require: "stop", deny_if: "stop", approve_if: "stop" });
    expect(outcomes(over, '{"x":[3,4]}')).toEqual({ require: "stop", deny_if: "pass", approve_if: "pass" });
  });

  it("one unfit element stops everywhere, one absent element stops require only", () => {
    expect(outcomes(over, '{"x":[1,"6"]}')).toEqual(UNFIT);
    expect(outcomes(on("args.x[*].a", "gt", 5), '{"x":[{"a":1},{}]}')).toEqual(ABSENT);
    expect(outcomes(on("args.x[*].a", "gt", 5), '{"x":[{"a":9},{}]}')).toEqual(UNFIT);
    expect(outcomes(on("args.x[*].a", "gt", 5, { if_absent: true }), '{"x":[{"a":9},{}]}')).toEqual(TRUE);
  });

  it("goes over elements of elements", () => {
    const nested = on("args.x[*].y[*]", "lte", 5);
    expect(outcomes(nested, '{"x":[{"y":[1,2]},{"y":[3]}]}')).toEqual(TRUE);
    expect(outcomes(nested, '{"x":[{"y":[1,9]},{"y":[3]}]}').require).toBe("stop");
    expect(outcomes(nested, '{"x":[{"y":[9]},{"y":[]}]}')).toEqual(FALSE);
  });

  it("each condition is judged by itself: two may be met by different elements", () => {
    const rule = { deny_if: [{ conditions: [on("args.x[*].a", "eq", 1), on("args.x[*].b", "eq", 2)] }] };
    expect(verdict(rule, '{"x":[{"a":1,"b":0},{"a":0,"b":2}]}')).toBe("deny /tools/t/deny_if/0");
    expect(verdict(rule, '{"x":[{"a":1,"b":0},{"a":0,"b":0}]}')).toBe("allow");
  });
});

describe("functions", () => {
  it.each([
    ["sum(args.x)", 0.3, '{"x":[0.1,0.2]}', TRUE],
    ["sum(args.x)", 5, '{"x":5}', TRUE],
    ["sum(args.x)", 0, '{"x":[]}', TRUE],
    ["sum(args.x[*])", 0, '{"x":[]}', TRUE],
    ["sum(args.x[*].a)", 3, '{"x":[{"a":1},{"a":2}]}', TRUE],
    ["sum(args.x[*].a)", 3, '{"x":[{"a":1},{"b":2}]}', UNFIT],
    ["sum(args.x[*].a)", 3, '{"x":[{"a":1},{"a":null}]}', UNFIT],
    ["sum(args.x[*].a)", 3, '{"x":[{"a":1},{"a":"2"}]}', UNFIT],
    ["sum(args.x[*].a)", 3, "{}", ABSENT],
    ["sum(args.x[*].a)", 3, '{"x":{}}', UNFIT],
    ["sum(args.x[*].a)", 3, '{"x":null}', UNFIT],
    ["sum(args.x)", 1, '{"x":"1"}', UNFIT],
    ["sum(args.x)", 1, '{"x":["1"]}', UNFIT],
    ["sum(args.x[*])", 3, '{"x":[[1,2]]}', UNFIT],
    ["sum(args.o[*].l[*].a)", 6, '{"o":[{"l":[{"a":1},{"a":2}]},{"l":[]},{"l":[{"a":3}]}]}', TRUE],
    ["sum(args.o[*].l[*].a)", 0, '{"o":[{}]}', UNFIT],
    ["sum(args.o.p[*])", 0, '{"o":{}}', ABSENT],
    ["min(args.x)", 1, '{"x":[3,1,2]}', TRUE],
    ["max(args.x[*])", 3, '{"x":[3,1,2]}', TRUE],
    ["min(args.x)", 1, '{"x":[]}', ABSENT],
    ["max(args.x[*])", 1, '{"x":[]}', ABSENT],
    ["max(args.x)", 7, '{"x":7}', TRUE],
    ["min(args.x)", 1, '{"x":[1,null]}', UNFIT],
    ["count(args.x)", 2, '{"x":[1,null]}', TRUE],
    ["count(args.x[*])", 2, '{"x":[1,null]}', TRUE],
    ["count(args.x)", 0, '{"x":[]}', TRUE],
    ["count(args.x[*])", 0, '{"x":[]}', TRUE],
    ["count(args.x)", 1, '{"x":"a"}', UNFIT],
    ["count(args.x)", 1, "{}", ABSENT],
    ["count(args.x[*].y[*])", 3, '{"x":[{"y":[1,2]},{"y":[3]}]}', TRUE],
    ["count(args.x)", 1, '{"x":{"a":1}}', UNFIT],
    ["length(args.x)", 3, '{"x":"a😀b"}', TRUE],
    ["length(args.x)", 2, '{"x":[1,2]}', TRUE],
    ["length(args.x)", 0, '{"x":""}', TRUE],
    ["length(args.x)", 1, '{"x":5}', UNFIT],
    ["length(args.x)", 1, '{"x":null}', UNFIT],
    ["length(args.x)", 1, "{}", ABSENT],
    ["sum(args.x[*], p * q)", 59.97, '{"x":[{"p":19.99,"q":3}]}', TRUE],
    ["sum(args.x[*], p * q)", 0, '{"x":[]}', TRUE],
    ["sum(args.x[*], p * q)", 0.03, '{"x":[{"p":0.1,"q":0.1},{"p":0.2,"q":0.1}]}', TRUE],
    ["sum(args.x[*], p * q)", 1, '{"x":[{"p":1}]}', UNFIT],
    ["sum(args.x[*], p * q)", 1, '{"x":[{"p":1,"q":"1"}]}', UNFIT],
    ["sum(args.x[*], p * q)", 1, '{"x":[1]}', UNFIT],
    ["sum(args.x[*], p * q)", 1, "{}", ABSENT],
  ])("%s eq %s of %s", (path, value, given, expected) => {
    expect(outcomes(on(path, "eq", value), given)).toEqual(expected);
  });

  it("compares sums beyond what a double carries", () => {
    const big = '{"x":[9007199254740991,2]}';
    expect(outcomes(on("sum(args.x)", "gt", 9007199254740992), big)).toEqual(TRUE);
    expect(outcomes(on("sum(args.x)", "eq", 9007199254740992), big)).toEqual(FALSE);
    expect(outcomes(on("sum(args.x)", "not_in", [1, 9007199254740992]), big)).toEqual(TRUE);
    expect(outcomes(on("sum(args.x)", "exists", true), big)).toEqual(TRUE);
  });

  it("a function over an absent path is absent, and exists knows it", () => {
    expect(outcomes(on("sum(args.x[*])", "exists", false), "{}")).toEqual(TRUE);
    expect(outcomes(on("sum(args.x[*])", "exists", true), '{"x":[1]}')).toEqual(TRUE);
    expect(outcomes(on("sum(args.x[*])", "gt", 5, { if_absent: true }), "{}")).toEqual(TRUE);
  });
});

describe("groups", () => {
  const yes = on("args.x", "eq", 1);
  const no = on("args.x", "eq", 2);

  it.each([
    [{}, true],
    [{ conditions: [] }, true],
    [{ conditions: [yes] }, true],
    [{ conditions: [yes, no] }, false],
    [{ any: [yes, no] }, true],
    [{ any: [no] }, false],
    [{ conditions: [yes], any: [no, yes] }, true],
    [{ conditions: [no], any: [yes] }, false],
    [{ any: [] }, false],
    [{ conditions: [yes], any: [] }, false],
  ])("%j", (group, holds) => {
    expect(verdict({ require: [group] }, '{"x":1}')).toBe(holds ? "allow" : "deny /tools/t/require/0");
    expect(verdict({ deny_if: [group] }, '{"x":1}')).toBe(holds ? "deny /tools/t/deny_if/0" : "allow");
    expect(verdict({ approve_if: [group] }, '{"x":1}')).toBe(holds ? "needs_approval /tools/t/approve_if/0" : "allow");
  });

  it("every group of require has to hold, any group of deny_if refuses, and the rule names the first", () => {
    expect(verdict({ require: [{ conditions: [yes] }, { conditions: [no] }, {}] }, '{"x":1}')).toBe(
      "deny /tools/t/require/1",
    );
    expect(verdict({ deny_if: [{ conditions: [no] }, {}, {}] }, '{"x":1}')).toBe("deny /tools/t/deny_if/1");
  });
});
