import { importPolicy, parsePolicy, printPolicy } from "@turnpike/policy";
import { describe, expect, it } from "vitest";

function imported(text: string) {
  const result = importPolicy(text);
  if (!result.ok) throw new Error(result.errors.map(({ pointer, message }) => `${pointer}: ${message}`).join("\n"));
  expect(parsePolicy(printPolicy(result.document))).toMatchObject({ ok: true, document: result.document });
  return result;
}

const errors = (text: string) => {
  const result = importPolicy(text);
  return result.ok ? [] : result.errors.map(({ line, pointer, code }) => `${line} ${pointer} ${code}`);
};
const rules = (text: string, more = "") =>
  `version: "1"\n${more}tools:\n  t:\n    rules:\n${text.replace(/^/gm, "      ")}\n`;

const INTERCEPT = `version: "1"
description: "charges"
hide:
  - transfer_repository
tools:
  create_charge:
    rules:
      - name: "max single charge"
        conditions:
          - path: "args.amount"
            op: "lte"
            value: 50000
        on_deny: "Single charge cannot exceed $500.00"
      - name: "daily spend cap"
        conditions:
          - path: "state.create_charge.daily_spend"
            op: "lte"
            value: 1000000
        on_deny: "Daily spending cap of $10,000.00 reached"
        state:
          counter: "daily_spend"
          window: "day"
          increment_from: "args.amount"
  create_issue:
    rules:
      - name: "hourly"
        rate_limit: 5/hour
  delete_customer:
    rules:
      - name: "block"
        action: "deny"
        on_deny: "not permitted"
  read_file:
    rules: []
  "*":
    rules:
      - name: "global"
        rate_limit: 60/minute
        on_deny: "slow down"
`;

describe("a policy of the other dialect", () => {
  it("becomes version 1", () => {
    expect(imported(INTERCEPT).document).toEqual({
      version: "1",
      default: "allow",
      description: "charges",
      hide: ["transfer_repository"],
      all_tools: { limits: [{ counter: "_global._rate_minute", window: "minute", max: 60, on_deny: "slow down" }] },
      tools: {
        create_charge: {
          require: [
            {
              conditions: [{ path: "args.amount", op: "lte", value: 50000 }],
              on_deny: "Single charge cannot exceed $500.00",
            },
          ],
          limits: [
            {
              counter: "create_charge.daily_spend",
              window: "day",
              max: 1000000,
              increment_from: "args.amount",
              on_deny: "Daily spending cap of $10,000.00 reached",
            },
          ],
        },
        create_issue: { limits: [{ counter: "create_issue._rate_hour", window: "hour", max: 5 }] },
        delete_customer: { action: "deny", reason: "not permitted" },
        read_file: {},
      },
    });
  });

  it("says everything that is not as it was, once", () => {
    const { changes } = imported(INTERCEPT);
    expect(changes.length).toBe(new Set(changes).size);
    for (const part of [
      '`default: "allow"`',
      "names of rules",
      "`evaluate` became `require`",
      "per grant",
      "`all_tools`",
      "60/minute",
      "5/hour",
      "amounts are counted exactly",
    ]) {
      expect(
        changes.some((change) => change.includes(part)),
        part,
      ).toBe(true);
    }
  });

  it("keeps its default, and says that resources and prompts are refused now", () => {
    const { document, changes } = imported(rules("[]", "default: deny\n"));
    expect(document).toEqual({ version: "1", default: "deny", tools: { t: {} } });
    expect(changes.join()).toContain("resources and prompts");
  });

  it.each([
    ["- rate_limit: 30/hour", { limits: [{ counter: "t._rate_hour", window: "hour", max: 30 }] }],
    ['- action: deny\n  reason: "why"', { action: "deny", reason: "why" }],
    ["- action: deny", { action: "deny" }],
    ["- action: require_approval", { action: "require_approval" }],
    [
      '- action: require_approval\n  on_deny: "ask"\n  approval_timeout: "1h30m"',
      { action: "require_approval", reason: "ask", approval: { expires: "90m" } },
    ],
    [
      "- action: require_approval\n  conditions: [{path: args.n, op: gt, value: 5}]\n- action: require_approval\n  approval_timeout: 30s\n- {action: deny}",
      {
        action: "deny",
        approve_if: [{ conditions: [{ path: "args.n", op: "gt", value: 5 }] }, {}],
        approval: { expires: "30s" },
      },
    ],
    ["- rate_limit: {max: 10, window: 60}", { rate_limit: { max: 10, window: 60 } }],
    [
      "- conditions: [{path: args.a.odd-name.b c, op: exists, value: true}]",
      { require: [{ conditions: [{ path: 'args.a.odd-name["b c"]', op: "exists", value: true }] }] },
    ],
    [
      "- conditions: [{path: 'args.items[0]', op: eq, value: 1}]",
      { require: [{ conditions: [{ path: 'args["items[0]"]', op: "eq", value: 1 }] }] },
    ],
    [
      "- conditions: [{path: state.t.n, op: lt, value: 5}, {path: args.a, op: eq, value: 1}]\n  state: {counter: n, window: minute, increment: 0}",
      {
        require: [{ conditions: [{ path: "args.a", op: "eq", value: 1 }] }],
        limits: [{ counter: "t.n", window: "minute", max: 4 }],
      },
    ],
    [
      "- conditions: [{path: state.t.n, op: lte, value: 5}]\n  state: {counter: n, window: day, increment: 2}",
      { limits: [{ counter: "t.n", window: "day", max: 5, increment: 2 }] },
    ],
  ])("%j", (text, expected) => {
    expect(imported(rules(text)).document.tools).toEqual({ t: expected });
  });

  it("the wildcard never gets an action, which all_tools has not", () => {
    const text =
      'version: "1"\ntools:\n  "*":\n    rules:\n      - {action: deny, on_deny: "closed"}\n      - {action: require_approval, on_deny: "ask"}\n';
    expect(imported(text).document).toMatchObject({
      all_tools: { deny_if: [{ on_deny: "closed" }], approve_if: [{ reason: "ask" }] },
      tools: {},
    });
  });

  it.each([
    [
      "- conditions: [{path: state.t.n, op: gt, value: 5}]\n  state: {counter: n, window: day}",
      "5 /tools/t/rules/0/conditions/0 unknown_value",
    ],
    [
      "- conditions: [{path: state.other.n, op: lte, value: 5}]\n  state: {counter: n, window: day}",
      "5 /tools/t/rules/0/conditions/0 unknown_value",
    ],
    [
      "- conditions: [{path: state.t.n, op: lte, value: 5}, {path: state.t.n, op: lte, value: 9}]\n  state: {counter: n, window: day}",
      "5 /tools/t/rules/0/conditions/1 unknown_value",
    ],
    ["- conditions: [{path: state.t.n, op: lte, value: 5}]", "5 /tools/t/rules/0/conditions/0 missing_key"],
    ["- state: {counter: n, window: day}", "5 /tools/t/rules/0/state missing_key"],
    [
      "- conditions: [{path: state.t.n, op: lte, value: 5}]\n  state: {counter: n, window: fortnight}",
      "6 /tools/t/rules/0/state/window unknown_value",
    ],
    [
      "- conditions: [{path: args.x, op: eq, value: 1}]\n  rate_limit: 5/hour",
      "5 /tools/t/rules/0/conditions unknown_key",
    ],
    ["- action: deny\n  conditions: [{path: args.x, op: eq, value: 1}]", "6 /tools/t/rules/0/conditions unknown_key"],
    ["- action: require_approval\n  rate_limit: 5/hour", "6 /tools/t/rules/0/rate_limit unknown_key"],
    ["- action: require_approval\n  approval_timeout: soon", "6 /tools/t/rules/0/approval_timeout bad_duration"],
    ["- action: approve", "5 /tools/t/rules/0/action unknown_value"],
    ["- name: nothing", "5 /tools/t/rules/0 missing_key"],
    ["- rate_limit: 5/fortnight", "5 /tools/t/rules/0/rate_limit unknown_value"],
    ["- rate_limit: 0/hour", "5 /tools/t/rules/0/rate_limit unknown_value"],
    ["- rate_limit: 5/hour\n- rate_limit: 6/hour", "6 /tools/t/rules/1/rate_limit counter_conflict"],
    ["- rate_limit: 5/hour\n  retries: 3", "6 /tools/t/rules/0/retries unknown_key"],
    ["- conditions: [{path: args.x, op: matches, value: a}]", "5 /tools/t/rules/0/conditions/0/op unknown_value"],
    ["- conditions: [{path: args..x, op: eq, value: a}]", "5 /tools/t/rules/0/conditions/0/path bad_path"],
    ["- conditions: [{path: args.x, op: in, value: []}]", "5 /tools/t/rules/0/conditions/0/value empty_list"],
  ])("what cannot be translated faithfully is refused where it is written: %j", (text, expected) => {
    expect(errors(rules(text))).toContain(expected);
  });

  it("names with a star are one tool's there and would be globs here", () => {
    expect(errors('version: "1"\ntools:\n  "a*":\n    rules: []\n')).toEqual(["3 /tools/a* unknown_value"]);
    expect(errors('version: "1"\nhide: ["a*"]\ntools:\n  t:\n    rules: []\n')).toEqual(["2 /hide/0 unknown_value"]);
  });
});

describe("fragments", () => {
  it("without an envelope get one that refuses everything else, and it is said", () => {
    const { document, changes } = imported(
      '{"create_charge":{"deny_if":[{"conditions":[{"path":"args.amount","op":"gt","value":100}]}]}}',
    );
    expect(document).toEqual({
      version: "1",
      default: "deny",
      tools: { create_charge: { deny_if: [{ conditions: [{ path: "args.amount", op: "gt", value: 100 }] }] } },
    });
    expect(changes.join()).toContain('`default: "deny"`');
  });

  it("of the dialect of the questions and answers are rules already", () => {
    expect(imported("whmcs_create_invoice:\n  rate_limit:\n    max: 10\n    window: 60\n").document.tools).toEqual({
      whmcs_create_invoice: { rate_limit: { max: 10, window: 60 } },
    });
    expect(imported("whmcs_create_invoice:\n  action: deny\n  reason: closed\n").document.tools).toEqual({
      whmcs_create_invoice: { action: "deny", reason: "closed" },
    });
    expect(imported('agent/registry:\n  rules:\n    - action: deny\n      reason: "no"\n').document.tools).toEqual({
      "agent/registry": { action: "deny", reason: "no" },
    });
    expect(imported("t:\n  rate_limit: 5/hour\n").document.tools).toEqual({
      t: { limits: [{ counter: "t._rate_hour", window: "hour", max: 5 }] },
    });
  });

  it("that name no tool are refused", () => {
    expect(errors('{"limits":[]}')).toEqual(["1 /limits missing_key"]);
    expect(errors('{"action":"deny"}')).toEqual(["1 /action missing_key"]);
    expect(errors("[]")).toEqual(["1  wrong_type"]);
    expect(errors("x: [")).not.toEqual([]);
    expect(errors('{"t":5}')).toEqual(["1 /t wrong_type"]);
  });
});

describe("documents of version 1", () => {
  it("stay as they are, and nothing is said", () => {
    const text = '{"version":"1","default":"deny","tools":{"*":{},"t":{"rate_limit":{"max":1,"window":60}}}}';
    const { document, changes } = imported(text);
    expect([document, changes]).toEqual([JSON.parse(text), []]);
  });

  it("are checked as ever", () => {
    expect(errors('{"version":"1","tools":{}}')).toEqual(["1  missing_key"]);
    expect(errors('{"version":"2","default":"deny"}')).toEqual(["1 /version unknown_value"]);
  });

  it("get their version written as a string", () => {
    expect(imported("version: 1\ndefault: deny\n")).toMatchObject({
      document: { version: "1" },
      changes: ['`version` is a string now: `"1"`'],
    });
  });
});
