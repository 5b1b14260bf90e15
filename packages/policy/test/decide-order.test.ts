import { listed, readable, type Subject } from "@turnpike/policy";
import { describe, expect, it } from "vitest";
import { call, Decider, decide, policyOf, verdict, withRule } from "./support/deciding.js";

const when = (path: string, op: string, value: unknown) => ({ conditions: [{ path, op, value }] });
const limit = (counter: string, max: number, more: object = {}) => ({ counter, window: "minute", max, ...more });

describe("the order of decision", () => {
  it("a grant without a policy is refused before anything else", () => {
    const { outcome, rule, shown } = decide(undefined, call());
    expect([outcome, rule, shown.rule]).toEqual(["deny", "(no policy)", "(no policy)"]);
  });

  it("asks the steps in order, whatever the order in the file", () => {
    const rule = {
      approve_if: [{}],
      rate_limit: { max: 0, window: 60 },
      limits: [limit("c", 0)],
      require: [when("args.r", "eq", 1)],
      deny_if: [when("args.d", "eq", 1)],
    };
    expect(verdict(rule, '{"D":1}')).toBe("deny (ambiguous)");
    expect(verdict(rule, '{"d":1}')).toBe("deny /tools/t/deny_if/0");
    expect(verdict(rule, "{}")).toBe("deny /tools/t/require/0");
    expect(verdict(rule, '{"r":1}')).toBe("deny /tools/t/limits/0");
    expect(verdict({ ...rule, limits: [limit("c", 1)] }, '{"r":1}')).toBe("deny /tools/t/rate_limit");
    expect(verdict({ ...rule, limits: [], rate_limit: { max: 1, window: 60 } }, '{"r":1}')).toBe(
      "needs_approval /tools/t/approve_if/0",
    );
    expect(verdict({ ...rule, action: "deny" }, '{"D":1}')).toBe("deny /tools/t/action");
    expect(verdict({ ...rule, action: "hide" }, '{"D":1}')).toBe("deny (hidden)");
  });

  it("asks all_tools first in each step, then the entries by the code points of their names", () => {
    const deny = { deny_if: [when("args.d", "eq", 1)], require: [when("args.r", "eq", 1)] };
    const tools = { "t*": deny, t: deny, "*": deny };
    const some = policyOf({ version: "1", default: "deny", tools });
    expect(decide(some, call('{"d":1}')).rule).toBe("/tools/*/deny_if/0");
    expect(
      decide(policyOf({ version: "1", default: "deny", tools: { "t*": deny, t: deny } }), call('{"d":1}')).rule,
    ).toBe("/tools/t/deny_if/0");
    const all = policyOf({ version: "1", default: "deny", tools, all_tools: deny });
    expect(decide(all, call('{"d":1,"r":1}')).rule).toBe("/all_tools/deny_if/0");
    const later = policyOf({
      version: "1",
      default: "deny",
      tools: { t: deny },
      all_tools: { require: [when("args.r", "eq", 1)] },
    });
    expect(decide(later, call('{"d":1}')).rule).toBe("/tools/t/deny_if/0");
  });

  it("orders names beyond U+FFFF behind all others", () => {
    const tools = { "*\u{1F600}": { action: "deny" }, "*\uFFFD*": { action: "deny" } };
    const { rule } = decide(policyOf({ version: "1", default: "deny", tools }), call("{}", "\uFFFD\u{1F600}"));
    expect(rule).toBe("/tools/*\uFFFD*/action");
  });

  it("asks limits of all_tools and of every entry in order, limits before rate_limit within a rule", () => {
    const policy = (all: number, named: number, rate: number) =>
      policyOf({
        version: "1",
        default: "deny",
        all_tools: { limits: [limit("all", all)], rate_limit: { max: rate, window: 60 } },
        tools: { t: { limits: [limit("one", named)] } },
      });
    expect(decide(policy(0, 0, 0), call()).rule).toBe("/all_tools/limits/0");
    expect(decide(policy(1, 0, 0), call()).rule).toBe("/all_tools/rate_limit");
    expect(decide(policy(1, 0, 1), call()).rule).toBe("/tools/t/limits/0");
  });

  it("escapes names in pointers", () => {
    const policy = policyOf({ version: "1", default: "deny", tools: { "a/b~c": { action: "deny" } } });
    expect(decide(policy, call("{}", "a/b~c")).rule).toBe("/tools/a~1b~0c/action");
  });

  it("a bad amount is reported in its turn among the limits", () => {
    const rule = { limits: [limit("a", 0), limit("b", 9, { increment_from: "args.n" })] };
    expect(verdict(rule, "{}")).toBe("deny /tools/t/limits/0");
    expect(verdict({ limits: [...rule.limits].reverse() }, "{}")).toBe("deny /tools/t/limits/0");
    expect(verdict({ limits: [limit("a", 1), rule.limits[1]] }, "{}")).toBe("deny /tools/t/limits/1");
  });
});

describe("entries", () => {
  const deny = (more: object) => policyOf({ version: "1", default: "deny", ...more });
  const allow = (more: object) => policyOf({ version: "1", default: "allow", ...more });
  const outcome = (policy: ReturnType<typeof policyOf>, name: string) => decide(policy, call("{}", name)).outcome;

  it("{} lists a tool under default deny, and nothing else is listed", () => {
    const policy = deny({ tools: { a: {} } });
    expect([outcome(policy, "a"), outcome(policy, "b"), outcome(policy, "A"), outcome(policy, "a ")]).toEqual([
      "allow",
      "deny",
      "deny",
      "deny",
    ]);
    expect(decide(policy, call("{}", "b")).rule).toBe("(default deny)");
  });

  it.each([
    ["*", "anything", true],
    ["*", "", true],
    ["a*", "a", true],
    ["a*", "ab", true],
    ["a*", "ba", false],
    ["*a", "ba", true],
    ["a*b*c", "abc", true],
    ["a*b*c", "aXbYc", true],
    ["a*b*c", "acb", false],
    ["a*a", "a", false],
    ["a*a", "aa", true],
    ["a**a", "aXa", true],
    ["*b*", "abc", true],
    ["a.c", "abc", false],
    ["a?c", "abc", false],
    ["[ab]", "a", false],
    ["é*", "e\u0301x", false],
    ["*😀", "x😀", true],
  ])("glob %s on %s", (glob, name, fits) => {
    expect(outcome(deny({ tools: { [glob]: {} } }), name)).toBe(fits ? "allow" : "deny");
  });

  it("globs with line breaks in them are not taken for two globs", () => {
    const policy = deny({ tools: { "*a\n*b": {}, "*a": { action: "deny" }, "*b": { deny_if: [{}] } } });
    expect(decide(policy, call("{}", "a\nb")).rule).toBe("/tools/*b/deny_if/0");
    const other = deny({ tools: { "*\nc*": {}, "*": { action: "deny" }, "c*": {} } });
    expect(decide(other, call("{}", "cx")).rule).toBe("/tools/*/action");
  });

  it("refusals of all matching entries add up", () => {
    const tools = {
      "a*": { deny_if: [when("args.x", "eq", 1)] },
      "*b": { require: [when("args.y", "eq", 1)] },
      ab: {},
    };
    const policy = deny({ tools });
    expect(decide(policy, call('{"y":1}', "ab")).outcome).toBe("allow");
    expect(decide(policy, call('{"x":1,"y":1}', "ab")).rule).toBe("/tools/a*/deny_if/0");
    expect(decide(policy, call("{}", "ab")).rule).toBe("/tools/*b/require/0");
  });

  it("all_tools lists nothing and applies under default allow too", () => {
    const all_tools = { deny_if: [when("args.x", "eq", 1)] };
    expect(decide(deny({ all_tools }), call()).rule).toBe("(default deny)");
    expect(decide(allow({ all_tools }), call('{"x":1}')).rule).toBe("/all_tools/deny_if/0");
    const policy = allow({ all_tools, prompts: {} });
    expect(decide(policy, { kind: "prompt", name: "p", args: { x: 1 } }).outcome).toBe("allow");
  });

  it("`__proto__` and `constructor` are names like any other", () => {
    const policy = deny({ tools: JSON.parse('{"__proto__":{},"constructor":{"action":"deny"}}') });
    expect(outcome(policy, "__proto__")).toBe("allow");
    expect(decide(policy, call("{}", "constructor")).rule).toBe("/tools/constructor/action");
    expect(decide(policy, call("{}", "toString")).rule).toBe("(default deny)");
  });

  it("a prompt's arguments are asked about, and a resource's URI", () => {
    const policy = deny({
      prompts: { p: { require: [when("args.lang", "in", ["en"])] } },
      resources: { "file:///*": { deny_if: [when("args.uri", "regex", "secret")] } },
    });
    expect(decide(policy, { kind: "prompt", name: "p", args: { lang: "en" } }).outcome).toBe("allow");
    expect(decide(policy, { kind: "prompt", name: "p", args: undefined }).rule).toBe("/prompts/p/require/0");
    expect(decide(policy, { kind: "resource", uri: "file:///a" }).outcome).toBe("allow");
    expect(decide(policy, { kind: "resource", uri: "file:///secret" }).rule).toBe("/resources/file:~1~1~1*/deny_if/0");
    expect(decide(policy, { kind: "resource", uri: "http://a/" }).rule).toBe("(default deny)");
  });
});

describe("hiding", () => {
  it("hide takes names and globs of tools; `*` alone hides resources and prompts too", () => {
    const some = policyOf({ version: "1", default: "allow", hide: ["a", "x*"] });
    const all = policyOf({ version: "1", default: "allow", hide: ["*"] });
    const wide = policyOf({ version: "1", default: "allow", hide: ["**"] });
    const resource: Subject = { kind: "resource", uri: "x:1" };
    const prompt: Subject = { kind: "prompt", name: "a", args: undefined };
    expect(
      [call("{}", "a"), call("{}", "x_1"), call("{}", "b"), resource, prompt].map(
        (subject) => decide(some, subject).rule,
      ),
    ).toEqual(["(hidden)", "(hidden)", "", "", ""]);
    expect([call("{}", "a"), resource, prompt].map((subject) => decide(all, subject).rule)).toEqual([
      "(hidden)",
      "(hidden)",
      "(hidden)",
    ]);
    expect([call("{}", "a"), resource, prompt].map((subject) => decide(wide, subject).rule)).toEqual([
      "(hidden)",
      "",
      "",
    ]);
  });

  it("hidden, unlisted and nonexistent tools get the same text, without rule and without the author's words", () => {
    const policy = policyOf({
      version: "1",
      default: "deny",
      hide: ["a"],
      tools: { a: {}, b: { action: "hide", reason: "the author's words" }, "c*": { action: "hide" } },
    });
    const shown = ["a", "b", "cc", "d"].map((name) => decide(policy, call("{}", name)).shown);
    expect(new Set(shown.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(Object.keys(shown[0] ?? {})).toEqual(["message"]);
    expect(decide(policy, call("{}", "b"))).toMatchObject({ rule: "(hidden)", message: "the author's words" });
  });
});

describe("lists", () => {
  const document = {
    version: "1",
    default: "deny",
    hide: ["h"],
    tools: { h: {}, a: {}, d: { action: "deny" }, r: { action: "require_approval" }, x: { action: "hide" } },
    resources: { "file:///{path}": {}, "db:///*": {}, "no:///*": { action: "deny" } },
    prompts: { p: {} },
  };
  const policy = policyOf(document);

  it("leave out what is hidden and what the default denies; a denied tool stays", () => {
    expect(["h", "a", "d", "r", "x", "other"].filter((name) => listed(policy, "tool", name))).toEqual(["a", "d", "r"]);
    expect(listed(policy, "prompt", "p")).toBe(true);
    expect(listed(policy, "prompt", "q")).toBe(false);
    expect(listed(policy, "resource", "db:///1")).toBe(true);
  });

  it("match resource templates by their text", () => {
    expect(listed(policy, "resource_template", "file:///{path}")).toBe(true);
    expect(listed(policy, "resource_template", "file:///{other}")).toBe(false);
    expect(listed(policy, "resource_template", "db:///{id}")).toBe(true);
  });

  it("are empty without a policy and whole when observing", () => {
    expect(listed(undefined, "tool", "a")).toBe(false);
    expect(listed(policyOf({ ...document, mode: "observe" }), "tool", "h")).toBe(true);
  });

  it("subscribing and completing need what is not hidden, not denied by action, not denied by default", () => {
    expect(["db:///1", "no:///1", "ftp://h/1", "db:///../1"].map((uri) => readable(policy, "resource", uri))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(readable(policy, "resource_template", "file:///{path}")).toBe(true);
    expect(readable(policy, "prompt", "q")).toBe(false);
    expect(readable(undefined, "prompt", "p")).toBe(false);
    expect(readable(policyOf({ ...document, mode: "observe" }), "prompt", "q")).toBe(true);
  });
});

describe("approval", () => {
  it("is asked for by action before approve_if, with the reason or words of our own", () => {
    const rule = { action: "require_approval", approve_if: [{ reason: "second" }] };
    expect(verdict(rule, "{}")).toBe("needs_approval /tools/t/action");
    expect(decide(withRule({ ...rule, reason: "first" }), call()).message).toBe("first");
    expect(decide(withRule({ approve_if: [when("args.n", "gt", 5)] }), call('{"n":6}')).message).toBe(
      "this call needs a person's approval when `args.n` is a number above 5",
    );
  });

  it("takes the most approvers and the shortest time of all blocks that apply", () => {
    const policy = policyOf({
      version: "1",
      default: "deny",
      all_tools: { approval: { approvers: 3, expires: "2h" } },
      tools: { t: { action: "require_approval", approval: { approvers: 2 } }, "*": { approval: { expires: "45m" } } },
    });
    expect(decide(policy, call()).approval).toMatchObject({ approvers: 3, expiresSeconds: 2700 });
    expect(decide(withRule({ action: "require_approval" }), call()).approval).toMatchObject({
      approvers: 1,
      expiresSeconds: 1800,
    });
  });

  it("looks at limits without taking any, and an exhausted one refuses instead", () => {
    const rule = { action: "require_approval", limits: [limit("c", 1)] };
    const decider = new Decider(withRule(rule));
    for (let i = 0; i < 3; i++) {
      const { outcome, limits } = decider.decide(call());
      expect([outcome, limits[0]?.used]).toEqual(["needs_approval", 0]);
    }
    expect(verdict({ ...rule, limits: [limit("c", 0)] }, "{}")).toBe("deny /tools/t/limits/0");
  });

  it("tells the agent that approvals are not available yet", () => {
    const { shown, message } = decide(withRule({ action: "require_approval", reason: "ask billing" }), call());
    expect(message).toBe("ask billing");
    expect(shown.message).toMatch(/^ask billing .*not available yet/);
  });
});

describe("observing", () => {
  const observed = (rule: object, more: object = {}) => withRule(rule, { mode: "observe", ...more });
  const outcome = (rule: object, text = "{}") => {
    const decision = decide(observed(rule), call(text));
    return `${decision.outcome} ${decision.rule}`;
  };

  it("says what would have happened", () => {
    expect(outcome({ deny_if: [{}] })).toBe("would_deny /tools/t/deny_if/0");
    expect(outcome({ action: "deny" })).toBe("would_deny /tools/t/action");
    expect(outcome({ action: "hide" })).toBe("would_deny (hidden)");
    expect(outcome({ action: "require_approval" })).toBe("would_need_approval /tools/t/action");
    expect(outcome({ limits: [limit("c", 0)] })).toBe("would_deny /tools/t/limits/0");
    expect(outcome({ require: [when("args.n", "gt", 1)] }, '{"n":1e400}')).toBe("would_deny (ambiguous)");
    expect(outcome({})).toBe("allow ");
    expect(decide(observed({}), call("{}", "other")).rule).toBe("(default deny)");
  });

  it("counts every call, also beyond max and when it would have been refused", () => {
    const decider = new Decider(observed({ deny_if: [when("args.x", "eq", 1)], limits: [limit("c", 2)] }));
    const used = ["{}", '{"x":1}', "{}", "{}"].map((text) => {
      const { outcome: what, rule, limits } = decider.decide(call(text));
      return [what, rule, limits[0]?.used];
    });
    expect(used).toEqual([
      ["allow", "", 1],
      ["would_deny", "/tools/t/deny_if/0", 2],
      ["would_deny", "/tools/t/limits/0", 3],
      ["would_deny", "/tools/t/limits/0", 4],
    ]);
  });

  it("a grant without a policy is refused all the same", () => {
    expect(decide(undefined, call()).outcome).toBe("deny");
  });
});
