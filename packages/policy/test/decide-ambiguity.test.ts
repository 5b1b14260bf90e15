import { describe, expect, it } from "vitest";
import { call, decide, policyOf, verdict, withRule } from "./support/deciding.js";

const when = (path: string, op: string, value: unknown) => ({ conditions: [{ path, op, value }] });
const BIG = "9007199254740993";
const AMBIGUOUS = "deny (ambiguous)";

describe("numbers that no double carries", () => {
  it.each(["9007199254740993", "1e400", "-1e400", "1e-400", "0.1000000000000000055511151231257827"])(
    "%s refuses where it is compared",
    (number) => {
      for (const op of ["eq", "neq", "lt", "lte", "gt", "gte"]) {
        expect(verdict({ deny_if: [when("args.x", op, 5)] }, `{"x":${number}}`)).toBe(AMBIGUOUS);
        expect(verdict({ require: [when("args.x", op, 5)] }, `{"x":${number}}`)).toBe(AMBIGUOUS);
        expect(verdict({ approve_if: [when("args.x", op, 5)] }, `{"x":${number}}`)).toBe(AMBIGUOUS);
      }
    },
  );

  it("are passed on untouched where the policy does not read", () => {
    const rule = {
      deny_if: [when("args.x", "gt", 5)],
      limits: [{ counter: "c", window: "day", max: 9, increment_from: "args.n" }],
    };
    expect(verdict(rule, `{"x":1,"n":1,"y":${BIG},"z":{"x":${BIG}}}`)).toBe("allow");
  });

  it.each([
    ["in", ["a"]],
    ["not_in", ["a"]],
    ["contains", 1],
    ["eq", { a: 1 }],
    ["neq", [1]],
  ])("are read by %s as deep as it compares", (op, value) => {
    expect(verdict({ require: [when("args.x", op, value)] }, `{"x":[{"a":${BIG}}]}`)).toBe(AMBIGUOUS);
    expect(verdict({ require: [when("args.x", op, value)] }, `{"x":[{"a":1}],"y":${BIG}}`)).not.toBe(AMBIGUOUS);
  });

  it("are read by regex and exists when they are the value itself, and not inside it", () => {
    expect(verdict({ deny_if: [when("args.x", "exists", false)] }, `{"x":${BIG}}`)).toBe(AMBIGUOUS);
    expect(verdict({ deny_if: [when("args.x", "exists", false)] }, `{"x":{"y":${BIG}}}`)).toBe("allow");
    expect(verdict({ deny_if: [when("args.x", "regex", "a")] }, `{"x":${BIG}}`)).toBe(AMBIGUOUS);
    expect(verdict({ deny_if: [when("args.x", "gt", 1)] }, `{"x":[${BIG}]}`)).toBe("deny /tools/t/deny_if/0");
  });

  it("are read by sum, min and max, and not by count and length", () => {
    for (const fn of ["sum", "min", "max"]) {
      expect(verdict({ deny_if: [when(`${fn}(args.x)`, "gt", 5)] }, `{"x":[1,${BIG}]}`)).toBe(AMBIGUOUS);
      expect(verdict({ deny_if: [when(`${fn}(args.x)`, "gt", 5)] }, `{"x":${BIG}}`)).toBe(AMBIGUOUS);
      expect(verdict({ deny_if: [when(`${fn}(args.x[*].a)`, "gt", 5)] }, `{"x":[{"a":1},{"a":${BIG}}]}`)).toBe(
        AMBIGUOUS,
      );
    }
    expect(verdict({ deny_if: [when("count(args.x)", "gt", 5)] }, `{"x":[${BIG}]}`)).toBe("allow");
    expect(verdict({ deny_if: [when("count(args.x[*])", "gt", 5)] }, `{"x":[${BIG}]}`)).toBe("allow");
    expect(verdict({ deny_if: [when("length(args.x)", "gt", 5)] }, `{"x":[${BIG}]}`)).toBe("allow");
    expect(verdict({ deny_if: [when("sum(args.x[*], a * b)", "gt", 5)] }, `{"x":[{"a":1,"b":${BIG}}]}`)).toBe(
      AMBIGUOUS,
    );
    expect(verdict({ deny_if: [when("sum(args.x[*], a * b)", "gt", 5)] }, `{"x":[{"a":1,"b":1,"c":${BIG}}]}`)).toBe(
      "allow",
    );
  });

  it("are read over every element and by every condition, also by one whose group is decided already", () => {
    expect(verdict({ deny_if: [when("args.x[*]", "gt", 5)] }, `{"x":[9,${BIG}]}`)).toBe(AMBIGUOUS);
    const rule = {
      deny_if: [{ conditions: [...when("args.a", "eq", 1).conditions, ...when("args.b", "gt", 1).conditions] }],
    };
    expect(verdict(rule, `{"a":2,"b":${BIG}}`)).toBe(AMBIGUOUS);
    expect(verdict({ deny_if: [{}, when("args.b", "gt", 1)] }, `{"b":${BIG}}`)).toBe(AMBIGUOUS);
  });

  it("refuse as an amount before any limit is asked", () => {
    const limits = [
      { counter: "a", window: "day", max: 0 },
      { counter: "b", window: "day", max: 9, increment_from: "args.n" },
    ];
    expect(verdict({ limits }, `{"n":${BIG}}`)).toBe(AMBIGUOUS);
  });
});

describe("keys that differ only in case", () => {
  it.each([
    ["args.amount", '{"amount":1,"Amount":999}'],
    ["args.amount", '{"AMOUNT":999}'],
    ["args.status", '{"\\u017ftatus":"x"}'],
    ["args.token", '{"to\\u212Aen":"x"}'],
    ["args.a.b", '{"a":{"b":1,"B":2}}'],
    ["args.a.b", '{"A":{"b":1}}'],
    ["args.x[0].y", '{"x":[{"y":1,"Y":2}]}'],
    ["args.x[*].y", '{"x":[{"y":1},{"Y":2}]}'],
    ['args["odd.name"]', '{"Odd.Name":1}'],
    ["sum(args.x[*].y)", '{"x":[{"y":1,"Y":2}]}'],
    ["count(args.items)", '{"items":[],"Items":[]}'],
  ])("on %s refuse %s", (path, given) => {
    const op = path.includes("(") ? "gt" : "exists";
    expect(verdict({ deny_if: [when(path, op, op === "gt" ? 1e9 : true)] }, given)).toBe(AMBIGUOUS);
    expect(verdict({ require: [when(path, op, op === "gt" ? -1 : true)] }, given)).toBe(AMBIGUOUS);
  });

  it("members of products and paths of amounts are read too", () => {
    expect(verdict({ deny_if: [when("sum(args.x[*], a * b)", "gt", 5)] }, '{"x":[{"a":1,"b":1,"B":2}]}')).toBe(
      AMBIGUOUS,
    );
    const limits = [{ counter: "c", window: "day", max: 9, increment_from: "args.n" }];
    expect(verdict({ limits }, '{"n":1,"N":2}')).toBe(AMBIGUOUS);
  });

  it("are passed on where the policy does not read", () => {
    const rule = { deny_if: [when("args.a.b", "eq", 1)] };
    expect(verdict(rule, '{"c":1,"C":2,"b":1,"B":2,"a":{"c":1,"C":1}}')).toBe("allow");
    expect(verdict({ deny_if: [when("args.a", "eq", { b: 1 })] }, '{"a":{"b":1,"B":1}}')).toBe("allow");
  });

  it("letters beyond ASCII are not folded", () => {
    expect(verdict({ deny_if: [when("args.é", "eq", 1)] }, '{"É":1}')).toBe("allow");
    expect(verdict({ deny_if: [when("args.i", "eq", 1)] }, '{"\\u0130":1,"\\u0131":1}')).toBe("allow");
  });

  it("two paths of the policy that differ only in case refuse any call that has either key", () => {
    const rule = { deny_if: [when("args.userId", "eq", 1), when("args.userid", "eq", 1)] };
    expect(verdict(rule, '{"userId":2}')).toBe(AMBIGUOUS);
    expect(verdict(rule, '{"userid":2}')).toBe(AMBIGUOUS);
    expect(verdict(rule, "{}")).toBe("allow");
  });

  it("all rules that apply are read, and their message names the path, not the argument", () => {
    const policy = policyOf({
      version: "1",
      default: "deny",
      tools: { t: {}, "*": { deny_if: [when("args.amount", "gt", 5)] } },
    });
    const { rule, message } = decide(policy, call('{"AMOUNT":123456}'));
    expect(rule).toBe("(ambiguous)");
    expect(message).toContain("`amount`");
    expect(message).not.toContain("123456");
  });
});

describe("URIs", () => {
  const policy = policyOf({ version: "1", default: "allow" });
  const rule = (uri: string) => decide(policy, { kind: "resource", uri }).rule;

  it.each([
    "file:///etc/hosts",
    "https://example.com",
    "https://example.com/",
    "https://example.com:443/a/b?c=d#e",
    "urn:isbn:0451450523",
    "note://inbox/1",
    "https://user@example.com/",
    "mailto:Someone@Example.com",
    "a:b",
    "file:///a...b/.hidden/..x/x..",
    "x:///%C3%A9",
    "x:///a%20b",
    "http://[::1]:80/",
    "data:text/plain,hi",
    "x://h/{id}",
    "x://h/a//b",
    "x://h/?q=../..",
  ])("%s is in normal form", (uri) => {
    expect(rule(uri)).toBe("");
  });

  it.each([
    "relative/name",
    "//host/path",
    "",
    "1x:y",
    "FILE:///etc/hosts",
    "https://Example.com/",
    "file:///a/../b",
    "file:///a/./b",
    "file:///..",
    "file:///a/..",
    "a:../b",
    "file:///a/%2e%2e/b",
    "file:///a/%2E%2E/b",
    "file:///a/.%2E/b",
    "file:///a\\b",
    "file:///a%5Cb",
    "file:///a%5c..%5cb",
    "file:///%41",
    "file:///%7E",
    "file:///%2D",
    "file:///%30",
    "file:///a%2Fb",
    "file:///a%2fb",
    "https://h/?x=%2F",
    "file:///pub/a#/../../etc",
    "file:///%",
    "file:///%4",
    "file:///%zz",
    "file:///a\tb",
    "file:///a\n",
    " file:///a",
    "x:///\u0000",
    "http:/example.com/",
    "http:example.com",
    "https:///example.com/",
    "HTTP://x/",
    "https://EXAMPLE.com",
    "x://A/",
  ])("%j is refused", (uri) => {
    expect(rule(uri)).toBe("(ambiguous)");
  });

  it("in any other form are refused after hiding, listing and denying, without an echo", () => {
    const strict = policyOf({ version: "1", default: "deny", resources: { "file:///*": {} } });
    expect(decide(strict, { kind: "resource", uri: "http://x/../y" }).rule).toBe("(default deny)");
    const { rule: pointer, message } = decide(strict, { kind: "resource", uri: "file:///x/../secret" });
    expect(pointer).toBe("(ambiguous)");
    expect(message).not.toContain("secret");
    expect(decide(withRule({}), { kind: "resource", uri: "file:///a" }).rule).toBe("(default deny)");
  });
});
