import { type Problem, parsePolicy } from "@turnpike/policy";
import { describe, expect, it } from "vitest";

const problems = (document: object | string, kind: "errors" | "warnings" = "errors"): readonly Problem[] => {
  const parsed = parsePolicy(typeof document === "string" ? document : JSON.stringify(document));
  return kind === "errors" ? (parsed.ok ? [] : parsed.errors) : parsed.warnings;
};
const shown = (found: readonly Problem[]) => found.map(({ pointer, code }) => `${pointer} ${code}`);
const errors = (document: object) => shown(problems(document));
const ofRule = (rule: unknown) => errors({ version: "1", default: "deny", tools: { t: rule } });
const ofCondition = (condition: object) =>
  ofRule({ deny_if: [{ conditions: [condition] }] }).map((line) => line.replace("/tools/t/deny_if/0/conditions/0", ""));
const ofLimit = (limit: object) =>
  ofRule({ limits: [{ counter: "c", window: "day", max: 1, ...limit }] }).map((line) =>
    line.replace("/tools/t/limits/0", ""),
  );

describe("the document", () => {
  it.each([
    [{}, [" missing_key", " missing_key"]],
    [{ version: "2", default: "deny" }, ["/version unknown_value"]],
    [{ version: 1, default: "deny" }, ["/version wrong_type"]],
    [{ version: "1" }, [" missing_key"]],
    [{ version: "1", default: "Deny" }, ["/default unknown_value"]],
    [{ version: "1", default: true }, ["/default wrong_type"]],
    [{ version: "1", default: "deny", mode: "shadow" }, ["/mode unknown_value"]],
    [{ version: "1", default: "deny", name: 5 }, ["/name wrong_type"]],
    [{ version: "1", default: "deny", hide: "a" }, ["/hide wrong_type"]],
    [
      { version: "1", default: "deny", hide: ["", 5, null] },
      ["/hide/0 empty_name", "/hide/1 wrong_type", "/hide/2 wrong_type"],
    ],
    [{ version: "1", default: "deny", tools: [] }, ["/tools wrong_type"]],
    [{ version: "1", default: "deny", tools: { "": {} } }, ["/tools/ empty_name"]],
    [{ version: "1", default: "deny", all_tools: { action: "deny" } }, ["/all_tools/action action_not_allowed"]],
    [{ version: "1", default: "deny", $schema: "x", rules: [] }, ["/$schema unknown_key", "/rules unknown_key"]],
    [{ version: "1", default: "deny", "a/b~c": 1 }, ["/a~1b~0c unknown_key"]],
  ])("%j", (document, expected) => {
    expect(errors(document)).toEqual(expected);
  });

  it.each(["FILE:///*", "https://Example.com/*", "file:///a/../b", "file:///a\\b", "file:///%41*", "file:///a%2Fb"])(
    "the resource key %j, which no URI in normal form fits, is an error",
    (key) => {
      expect(errors({ version: "1", default: "deny", resources: { [key]: {} } })).toHaveLength(1);
    },
  );

  it.each([
    "*",
    "file:///*",
    "*.txt",
    "https://*",
    "http:*",
    "file:///{path}",
    "X://{Y}/{+z}",
    "db:///a%2*",
    "https://h/a%C3%A9",
  ])("the resource key %j is in order", (key) => {
    expect(errors({ version: "1", default: "deny", resources: { [key]: {} } })).toEqual([]);
  });
});

describe("rules", () => {
  it.each([
    [null, ["/tools/t wrong_type"]],
    [[], ["/tools/t wrong_type"]],
    ["allow", ["/tools/t wrong_type"]],
    [{ action: "block" }, ["/tools/t/action unknown_value"]],
    [{ action: null }, ["/tools/t/action wrong_type"]],
    [{ denyif: [] }, ["/tools/t/denyif unknown_key"]],
    [{ deny_if: {} }, ["/tools/t/deny_if wrong_type"]],
    [{ deny_if: [[]] }, ["/tools/t/deny_if/0 wrong_type"]],
    [{ deny_if: [{ reason: "x" }] }, ["/tools/t/deny_if/0/reason unknown_key"]],
    [{ approve_if: [{ on_deny: "x" }] }, ["/tools/t/approve_if/0/on_deny unknown_key"]],
    [{ require: [{ conditions: {} }] }, ["/tools/t/require/0/conditions wrong_type"]],
    [{ require: [{ any: [5] }] }, ["/tools/t/require/0/any/0 wrong_type"]],
    [{ approval: { expires: "30" } }, ["/tools/t/approval/expires bad_duration"]],
    [{ approval: { expires: "0m" } }, ["/tools/t/approval/expires bad_duration"]],
    [{ approval: { expires: "1.5h" } }, ["/tools/t/approval/expires bad_duration"]],
    [{ approval: { expires: "40000d" } }, ["/tools/t/approval/expires bad_duration"]],
    [{ approval: { expires: 30 } }, ["/tools/t/approval/expires wrong_type"]],
    [{ approval: { approvers: 0 } }, ["/tools/t/approval/approvers out_of_range"]],
    [{ approval: { approvers: 1.5 } }, ["/tools/t/approval/approvers not_whole"]],
    [{ rate_limit: {} }, ["/tools/t/rate_limit missing_key", "/tools/t/rate_limit missing_key"]],
    [{ rate_limit: "5/hour" }, ["/tools/t/rate_limit wrong_type"]],
    [{ rate_limit: { max: 1, window: 0 } }, ["/tools/t/rate_limit/window out_of_range"]],
    [{ rate_limit: { max: 1, window: 0.5 } }, ["/tools/t/rate_limit/window out_of_range"]],
    [{ rate_limit: { max: 1, window: 1.5 } }, ["/tools/t/rate_limit/window not_whole"]],
    [{ rate_limit: { max: 1, window: "minute" } }, ["/tools/t/rate_limit/window wrong_type"]],
    [{ rate_limit: { max: -1, window: 60 } }, ["/tools/t/rate_limit/max out_of_range"]],
    [{ rate_limit: { max: 1, window: 60, scope: "grant" } }, ["/tools/t/rate_limit/scope unknown_key"]],
  ])("%j", (rule, expected) => {
    expect(ofRule(rule)).toEqual(expected);
  });

  it.each([
    {},
    { action: "require_approval", approval: { expires: "90s", approvers: 2 }, reason: "r" },
    { deny_if: [], require: [], limits: [] },
    { deny_if: [{}], require: [{ conditions: [], on_deny: "x" }], approve_if: [{ conditions: [], reason: "x" }] },
    { rate_limit: { max: 0, window: 1 } },
    { rate_limit: { max: 2.5, window: 60 } },
    { approval: {} },
    { approval: { expires: "007d" } },
  ])("%j is in order", (rule) => {
    expect(ofRule(rule)).toEqual([]);
  });
});

describe("conditions", () => {
  it.each([
    [{}, [" missing_key", " missing_key", " missing_key"]],
    [{ path: "args.x", op: "eq" }, [" missing_key"]],
    [{ path: 5, op: "eq", value: 1 }, ["/path wrong_type"]],
    [{ path: "x", op: "eq", value: 1 }, ["/path bad_path"]],
    [{ path: "args.x", op: "equals", value: 1 }, ["/op unknown_value"]],
    [{ path: "args.x", op: "in", value: "usd" }, ["/value wrong_type"]],
    [{ path: "args.x", op: "not_in", value: [] }, ["/value empty_list"]],
    [{ path: "args.x", op: "gt", value: "5" }, ["/value wrong_type"]],
    [{ path: "args.x", op: "lte", value: null }, ["/value wrong_type"]],
    [{ path: "args.x", op: "exists", value: "yes" }, ["/value wrong_type"]],
    [{ path: "args.x", op: "regex", value: 5 }, ["/value wrong_type"]],
    [{ path: "args.x", op: "regex", value: "[" }, ["/value bad_regex"]],
    [{ path: "args.x", op: "regex", value: "(?=a)" }, ["/value bad_regex"]],
    [{ path: "args.x", op: "regex", value: "(a)\\1" }, ["/value bad_regex"]],
    [{ path: "args.x", op: "regex", value: "a{1001}" }, ["/value bad_regex"]],
    [{ path: "args.x", op: "regex", value: `${"(".repeat(5000)}${")".repeat(5000)}` }, ["/value bad_regex"]],
    [{ path: "args.x", op: "regex", value: "(?m)^a$" }, ["/value multiline_regex"]],
    [{ path: "args.x", op: "regex", value: "a(?im:^b)" }, ["/value multiline_regex"]],
    [{ path: "args.x", op: "eq", value: 1, if_absent: "true" }, ["/if_absent wrong_type"]],
    [{ path: "args.x", op: "eq", value: 1, ifabsent: true }, ["/ifabsent unknown_key"]],
    [{ path: "sum(args.x)", op: "regex", value: "5" }, ["/value never_fits"]],
    [{ path: "count(args.x)", op: "eq", value: "5" }, ["/value never_fits"]],
    [{ path: "count(args.x)", op: "in", value: ["5"] }, ["/value never_fits"]],
    [{ path: "count(args.x)", op: "contains", value: 5 }, ["/value never_fits"]],
  ])("%j", (condition, expected) => {
    expect(ofCondition(condition)).toEqual(expected);
  });

  it.each([
    { path: "args.x", op: "eq", value: null },
    { path: "args", op: "eq", value: {} },
    { path: "args.x", op: "contains", value: { a: 1 } },
    { path: "args.x", op: "regex", value: "[(?m)]|\\(?m\\)|\\Q(?m)\\E|(?-m)a|(?P<m>a)" },
    { path: "count(args.x)", op: "in", value: ["a", 1] },
    { path: "sum(args.x)", op: "exists", value: true },
    { path: "args.x", op: "not_in", value: [null] },
  ])("%j is in order", (condition) => {
    expect(ofCondition(condition)).toEqual([]);
  });

  it("of a resource know its URI only", () => {
    const of = (path: string) =>
      errors({
        version: "1",
        default: "deny",
        resources: { "*": { deny_if: [{ conditions: [{ path, op: "exists", value: true }] }] } },
      });
    expect(["args.uri", "args", "length(args.uri)"].flatMap(of)).toEqual([]);
    for (const path of ["args.url", "args.uri.x", "args.uri[0]", "args.URI"]) {
      expect(of(path)).toEqual(["/resources/*/deny_if/0/conditions/0/path unknown_argument"]);
    }
  });
});

describe("limits", () => {
  it.each([
    [{ counter: "" }, ["/counter empty_name"]],
    [{ counter: 5 }, ["/counter wrong_type"]],
    [{ window: "second" }, ["/window unknown_value"]],
    [{ window: 60 }, ["/window wrong_type"]],
    [{ max: -0.1 }, ["/max out_of_range"]],
    [{ max: "5" }, ["/max wrong_type"]],
    [{ scope: "user" }, ["/scope unknown_value"]],
    [{ increment: 0 }, ["/increment out_of_range"]],
    [{ increment: -1 }, ["/increment out_of_range"]],
    [{ increment: 0.0000001 }, ["/increment too_precise"]],
    [{ increment: 1e15 }, ["/increment too_precise"]],
    [{ increment: "1" }, ["/increment wrong_type"]],
    [{ increment: 1, increment_from: "args.x" }, [" two_increments"]],
    [{ increment_from: "args.x[*]" }, ["/increment_from many_values"]],
    [{ increment_from: "x" }, ["/increment_from bad_path"]],
    [{ increment_from: 5 }, ["/increment_from wrong_type"]],
    [{ on_error: "refund" }, ["/on_error unknown_value"]],
    [{ per: "day" }, ["/per unknown_key"]],
    [{ on_deny: null }, ["/on_deny wrong_type"]],
  ])("%j", (limit, expected) => {
    expect(ofLimit(limit)).toEqual(expected);
  });

  it.each([
    { max: 0 },
    { max: 1e300 },
    { max: 0.1 },
    { increment: 0.000001 },
    { increment: 999999999999999 },
    { increment_from: "sum(args.x[*].y)" },
    { increment_from: "args.x[0]" },
    { increment_from: "sum(args.x[*], a * b)" },
    { window: "week", scope: "organisation" },
  ])("%j is in order", (limit) => {
    expect(ofLimit(limit)).toEqual([]);
  });

  it("one counter has one max and one kind in a document, wherever it is named", () => {
    const with2 = (first: object, second: object) =>
      errors({
        version: "1",
        default: "deny",
        all_tools: { limits: [{ counter: "c", window: "day", max: 1, ...first }] },
        prompts: { p: { limits: [{ counter: "c", window: "day", max: 1, ...second }] } },
      });
    expect(with2({}, {})).toEqual([]);
    expect(with2({}, { scope: "grant", increment: 5, on_error: "keep" })).toEqual([]);
    expect(with2({}, { max: 2 })).toEqual(["/prompts/p/limits/0 counter_conflict"]);
    expect(with2({}, { max: 1.0 })).toEqual([]);
    expect(with2({}, { increment_from: "args.x" })).toEqual(["/prompts/p/limits/0 counter_conflict"]);
    expect(with2({ increment_from: "args.y" }, { increment_from: "args.x" })).toEqual([]);
    expect(with2({}, { max: 2, window: "hour" })).toEqual([]);
    expect(with2({}, { max: 2, scope: "session" })).toEqual([]);
    expect(with2({}, { max: 2, counter: "C" })).toEqual([]);
  });
});

describe("hints", () => {
  const hintOf = (document: object) => problems(document)[0]?.hint;
  const inRule = (rule: object) => hintOf({ version: "1", default: "deny", tools: { t: rule } });

  it.each([
    [{ denyIf: [] }, "did you mean `deny_if`?"],
    [{ requires: [] }, "did you mean `require`?"],
    [{ "rate-limit": {} }, "did you mean `rate_limit`?"],
    [{ ratelimit: {} }, "did you mean `rate_limit`?"],
    [{ limit: [] }, "did you mean `limits`?"],
    [{ acton: "deny" }, "did you mean `action`?"],
    [{ action: "block" }, 'did you mean `"deny"`?'],
    [{ action: "hiden" }, 'did you mean `"hide"`?'],
    [{ deny_if: [{ reason: "x" }] }, "did you mean `on_deny`?"],
    [{ approve_if: [{ on_deny: "x" }] }, "did you mean `reason`?"],
    [{ deny_if: [{ conditions: [{ path: "args.x", op: ">=", value: 1 }] }] }, 'did you mean `"gte"`?'],
    [{ deny_if: [{ conditions: [{ path: "args.x", op: "matches", value: "a" }] }] }, 'did you mean `"regex"`?'],
    [{ deny_if: [{ conditions: [{ path: "args.x", op: "eqq", value: "a" }] }] }, 'did you mean `"eq"`?'],
    [{ limits: [{ counter: "c", window: "minutes", max: 1 }] }, 'did you mean `"minute"`?'],
    [{ limits: [{ counter: "c", window: "hourly", max: 1 }] }, 'did you mean `"hour"`?'],
    [{ limits: [{ counter: "c", window: "day", max: 1, scope: "organization" }] }, 'did you mean `"organisation"`?'],
    [
      { limits: [{ counter: "c", window: "fortnight", max: 1 }] },
      'write one of `"minute"`, `"hour"`, `"day"`, `"week"`, `"month"`',
    ],
    [{ rules: [] }, "this is another dialect; `turnpike policy import` translates it"],
    [{ zzzzzzzz: 1 }, expect.stringContaining("known here: ")],
  ])("%j", (rule, expected) => {
    expect(inRule(rule)).toEqual(expected);
  });

  it("no message echoes more than a short, harmless piece of what was written", () => {
    const [problem] = problems({ version: "1", default: "deny", [`x\u001b[31m${"y".repeat(500)}`]: 1 });
    expect(problem?.message.length).toBeLessThan(120);
    expect(problem?.message).not.toContain("\u001b");
  });
});

describe("warnings", () => {
  const warnings = (document: object) => shown(problems({ version: "1", default: "deny", ...document }, "warnings"));
  const ofTool = (rule: object) => warnings({ tools: { t: rule } });
  const session = { counter: "c", window: "day", max: 1, scope: "session" };
  const grant = { counter: "g", window: "day", max: 1 };

  it("a rule whose only limits are per session is warned of", () => {
    expect(ofTool({ rate_limit: { max: 1, window: 60 } })).toEqual(["/tools/t/rate_limit session_only_limits"]);
    expect(ofTool({ limits: [session] })).toEqual(["/tools/t/limits session_only_limits"]);
    expect(ofTool({ limits: [session], rate_limit: { max: 1, window: 60 } })).toHaveLength(1);
    expect(ofTool({ limits: [grant], rate_limit: { max: 1, window: 60 } })).toEqual([]);
    expect(ofTool({ limits: [grant, session] })).toEqual([]);
    expect(ofTool({ limits: [] })).toEqual([]);
    expect(warnings({ all_tools: { rate_limit: { max: 1, window: 60 } } })).toEqual([
      "/all_tools/rate_limit session_only_limits",
    ]);
  });

  it.each([
    ["abc", 1],
    ["^abc", 1],
    ["abc$", 1],
    ["^a$|b", 1],
    ["^a|b$", 1],
    ["^abc$", 0],
    ["^a$|^b$", 0],
    ["^(a|b)$", 0],
    ["(?i)^a$", 0],
    ["\\Aa\\z", 0],
    ["^a\\$", 1],
    ["^[|]$", 0],
    ["^\\|$", 0],
  ])("an unanchored pattern in require is warned of: %s", (value, count) => {
    const found = ofTool({ require: [{ conditions: [{ path: "args.x", op: "regex", value }] }] });
    expect(found).toEqual(count === 0 ? [] : ["/tools/t/require/0/conditions/0/value unanchored_regex"]);
  });

  it("other things that are probably not meant", () => {
    const text = { path: "args.x", op: "eq", value: "main" };
    expect(ofTool({ deny_if: [{ conditions: [text] }] })).toEqual([
      "/tools/t/deny_if/0/conditions/0/value text_denylist",
    ]);
    expect(ofTool({ require: [{ conditions: [text] }] })).toEqual([]);
    expect(ofTool({ deny_if: [{ conditions: [{ ...text, value: 5 }] }] })).toEqual([]);
    expect(ofTool({ deny_if: [{ any: [] }] })).toEqual(["/tools/t/deny_if/0/any empty_any"]);
    expect(ofTool({ reason: "x" })).toEqual(["/tools/t/reason unused_reason"]);
    expect(ofTool({ reason: "x", action: "deny" })).toEqual([]);
    expect(ofTool({ limits: [{ ...grant, on_error: "release" }] })).toEqual(["/tools/t/limits/0 unused_on_error"]);
    expect(
      ofTool({ require: [{ conditions: [{ path: "args.x", op: "exists", value: true, if_absent: true }] }] }),
    ).toEqual(["/tools/t/require/0/conditions/0/if_absent unused_if_absent"]);
    expect(warnings({ hide: ["t", "t", "u_*"], tools: { t: {}, u_1: {}, "u_*": {}, v: {} } })).toEqual([
      "/hide/1 hidden_twice",
      "/tools/t hidden_and_ruled",
      "/tools/u_1 hidden_and_ruled",
      "/tools/u_* hidden_and_ruled",
    ]);
  });

  it("a plain policy has none", () => {
    expect(
      ofTool({ limits: [grant], require: [{ conditions: [{ path: "args.x", op: "in", value: ["a"] }] }] }),
    ).toEqual([]);
  });
});
