/** Test files of policies are read as strictly as policies: what is not understood is an error, never left out. */
import { UncarriedNumber } from "@turnpike/json";
import { describe, expect, it } from "vitest";
import { parseSuite } from "../src/suite/parse-suite.js";
import type { SuiteCall } from "../src/suite/suite.js";

const HEAD = 'policy: { version: "1", default: deny }\ncases:\n';
const none = () => undefined;

function errorsOf(text: string, files: (name: string) => string | undefined = none) {
  const parsed = parseSuite(text, files);
  return parsed.ok ? [] : parsed.errors.map(({ line, pointer, code }) => `${line} ${pointer} ${code}`);
}

/** The errors of a file with one case of one call. */
function errorsOfCall(call: string) {
  return errorsOf(`${HEAD}  - name: one\n    calls:\n      - ${call}\n`);
}

function callsOf(text: string): readonly SuiteCall[] {
  const parsed = parseSuite(`${HEAD}  - name: one\n    calls:\n${text}`, none);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.suite.cases.flatMap(({ calls }) => calls);
}

const EXPECT = "expect: { outcome: allow }";

describe("a test file", () => {
  it.each([
    ["policy and cases are required", "{}", ["1  missing_key", "1  missing_key"]],
    [
      "a file without cases proves nothing",
      'policy: { version: "1", default: deny }\ncases: []\n',
      ["2 /cases empty_list"],
    ],
    [
      "an unknown key is an error",
      `${HEAD}  - { name: a, calls: [{ tool: a, ${EXPECT} }] }\npolicies: {}\n`,
      ["4 /policies unknown_key"],
    ],
    [
      "a duplicate key is an error",
      `${HEAD}  - { name: a, name: b, calls: [{ tool: a, ${EXPECT} }] }\n`,
      ["3 /cases/0/name duplicate_key"],
    ],
    ["a case has a name", `${HEAD}  - calls: [{ tool: a, ${EXPECT} }]\n`, ["3 /cases/0 missing_key"]],
    [
      "a case's name is not empty",
      `${HEAD}  - { name: "", calls: [{ tool: a, ${EXPECT} }] }\n`,
      ["3 /cases/0/name empty_name"],
    ],
    ["a case without calls proves nothing", `${HEAD}  - { name: a, calls: [] }\n`, ["3 /cases/0/calls empty_list"]],
    [
      "a case knows its keys",
      `${HEAD}  - { name: a, call: [], calls: [{ tool: a, ${EXPECT} }] }\n`,
      ["3 /cases/0/call unknown_key"],
    ],
    [
      "anchors are not accepted",
      `${HEAD}  - { name: a, calls: [{ tool: a, expect: &e { outcome: allow } }] }\n`,
      ["3 /cases/0/calls/0/expect yaml_anchor"],
    ],
    ["the text has to be YAML", `${HEAD}  - [`, ["3  yaml_syntax"]],
  ])("%s", (_, text, errors) => {
    expect(errorsOf(text)).toEqual(errors);
  });
});

describe("a call", () => {
  const at = "/cases/0/calls/0";
  it.each([
    ["without an expectation is an error", "{ tool: a }", [`5 ${at} missing_key`]],
    ["expects an outcome", "{ tool: a, expect: { rule: x } }", [`5 ${at}/expect missing_key`]],
    [
      "expects one of five outcomes",
      "{ tool: a, expect: { outcome: denied } }",
      [`5 ${at}/expect/outcome unknown_value`],
    ],
    [
      "expects nothing else",
      "{ tool: a, expect: { outcome: deny, limits: [] } }",
      [`5 ${at}/expect/limits unknown_key`],
    ],
    [
      "expects a rule that is a string",
      "{ tool: a, expect: { outcome: deny, rule: 5 } }",
      [`5 ${at}/expect/rule wrong_type`],
    ],
    [
      "expects a message that is a string",
      "{ tool: a, expect: { outcome: deny, message: null } }",
      [`5 ${at}/expect/message wrong_type`],
    ],
    ["is about something", `{ args: {}, ${EXPECT} }`, [`5 ${at} missing_key`]],
    ["is about one thing", `{ tool: a, prompt: b, ${EXPECT} }`, [`5 ${at} unknown_key`]],
    ["knows its keys", `{ tool: a, arguments: {}, ${EXPECT} }`, [`5 ${at}/arguments unknown_key`]],
    ["has arguments that are an object", `{ tool: a, args: [], ${EXPECT} }`, [`5 ${at}/args wrong_type`]],
    ["of a resource has no arguments", `{ resource: "a:b", args: {}, ${EXPECT} }`, [`5 ${at}/args unknown_key`]],
    [
      "of a prompt has arguments that are strings",
      `{ prompt: a, args: { n: 5 }, ${EXPECT} }`,
      [`5 ${at}/args/n wrong_type`],
    ],
    ["is made at least once", `{ tool: a, repeat: 0, ${EXPECT} }`, [`5 ${at}/repeat out_of_range`]],
    ["is made a whole number of times", `{ tool: a, repeat: 1.5, ${EXPECT} }`, [`5 ${at}/repeat not_whole`]],
    ["is not made for ever", `{ tool: a, repeat: 100001, ${EXPECT} }`, [`5 ${at}/repeat out_of_range`]],
    ["has one of four answers", `{ tool: a, answer: failed, ${EXPECT} }`, [`5 ${at}/answer unknown_value`]],
    ["is made by a grant with a name", `{ tool: a, grant: [], ${EXPECT} }`, [`5 ${at}/grant wrong_type`]],
    ["is made in a session with a name", `{ tool: a, session: [], ${EXPECT} }`, [`5 ${at}/session wrong_type`]],
    ["has numbers that are finite", `{ tool: a, args: { n: .inf }, ${EXPECT} }`, [`5 ${at}/args/n uncarried_number`]],
    ["has numbers", `{ tool: a, args: { n: .nan }, ${EXPECT} }`, [`5 ${at}/args/n uncarried_number`]],
  ])("%s", (_, call, errors) => {
    expect(errorsOfCall(call)).toEqual(errors);
  });

  it.each([
    "2026-05-01",
    "2026-05-01T10:00Z",
    "2026-05-01T10:00:00",
    "2026-02-30T10:00:00Z",
    "2026-05-01T24:00:00Z",
    "now",
    "",
    "1767225600000",
  ])("is made at an instant, which %j is not", (text) => {
    expect(errorsOfCall(`{ tool: a, at: ${JSON.stringify(text)}, ${EXPECT} }`)).toEqual([`5 ${at}/at unknown_value`]);
  });

  it("says every error of a file at once", () => {
    const text = `${HEAD}  - { name: a, calls: [{ tool: a }, { tool: b, repeat: 0, ${EXPECT} }] }\n  - { nam: b }\n`;
    expect(errorsOf(text)).toEqual([
      "3 /cases/0/calls/0 missing_key",
      "3 /cases/0/calls/1/repeat out_of_range",
      "4 /cases/1 missing_key",
      "4 /cases/1 missing_key",
      "4 /cases/1/nam unknown_key",
    ]);
  });
});

describe("what is left out", () => {
  it("is one grant in one session, once, answered well, from 2026-01-01 on", () => {
    expect(callsOf(`      - { tool: a, ${EXPECT} }\n`)).toEqual([
      {
        subject: { kind: "tool", name: "a", args: undefined },
        grant: "grant",
        session: "session",
        at: Date.UTC(2026, 0, 1),
        repeat: 1,
        answer: "ok",
        expect: { outcome: "allow" },
        line: 5,
        pointer: "/cases/0/calls/0",
      },
    ]);
  });

  it("is the instant of the call before, in each case anew", () => {
    const call = (more: string) => `{ tool: a, ${more}${EXPECT} }`;
    const one = `[${call("")}, ${call('at: "2026-05-01T02:00:00.5+02:00", ')}, ${call("")}]`;
    const parsed = parseSuite(`${HEAD}  - { name: a, calls: ${one} }\n  - { name: b, calls: [${call("")}] }\n`, none);
    const first = Date.UTC(2026, 0, 1);
    const then = Date.UTC(2026, 4, 1, 0, 0, 0, 500);
    const instants = parsed.ok ? parsed.suite.cases.map(({ calls }) => calls.map(({ at }) => at)) : [];
    expect(instants).toEqual([[first, then, then], [first]]);
  });
});

describe("a grant or a session", () => {
  it("may be named by a number", () => {
    const [call] = callsOf(`      - { tool: a, grant: 1, session: 2, ${EXPECT} }\n`);
    expect(call).toMatchObject({ grant: "1", session: "2" });
  });
});

describe("arguments", () => {
  it("keep numbers that no double carries, which are refused everywhere else", () => {
    const [call] = callsOf(`      - { tool: a, args: { n: 9007199254740993, m: [1e400, -1e-400, 2] }, ${EXPECT} }\n`);
    const kept = (text: string) => new UncarriedNumber(text);
    expect(call?.subject).toEqual({
      kind: "tool",
      name: "a",
      args: { n: kept("9007199254740993"), m: [kept("1e400"), kept("-1e-400"), 2] },
    });
    const limit = "{ limits: [{ counter: c, window: day, max: 1e400 }] }";
    const text = `policy: { version: "1", default: deny, tools: { a: ${limit} } }\ncases: [{ name: a, calls: [{ tool: a, ${EXPECT} }] }]\n`;
    expect(errorsOf(text)).toEqual(["1 /policy/tools/a/limits/0/max uncarried_number"]);
    expect(errorsOfCall(`{ tool: a, repeat: 1e400, ${EXPECT} }`)).toEqual([
      "5 /cases/0/calls/0/repeat uncarried_number",
    ]);
  });

  it("keep __proto__ as a key of their own", () => {
    const [call] = callsOf(`      - { tool: a, args: { __proto__: { a: 1 } }, ${EXPECT} }\n`);
    const args = call?.subject.kind === "tool" ? call.subject.args : undefined;
    expect(Object.keys(args as object)).toEqual(["__proto__"]);
  });

  it("are no arguments when they are left out, and none when they are empty", () => {
    const [without, empty] = callsOf(`      - { tool: a, ${EXPECT} }\n      - { tool: a, args: {}, ${EXPECT} }\n`);
    expect(without?.subject).toEqual({ kind: "tool", name: "a", args: undefined });
    expect(empty?.subject).toEqual({ kind: "tool", name: "a", args: {} });
  });
});

describe("the policy", () => {
  const cases = `cases: [{ name: a, calls: [{ tool: a, ${EXPECT} }] }]\n`;

  it("may be in a file of its own, named from the test file", () => {
    const asked: string[] = [];
    const parsed = parseSuite(`policy: ../p.json\n${cases}`, (file) => {
      asked.push(file);
      return '{ "version": "1", "default": "allow" }';
    });
    expect(asked).toEqual(["../p.json"]);
    expect(parsed).toMatchObject({ ok: true, suite: { policy: { version: "1", default: "allow" } } });
  });

  it("in a file that is not there is an error at the name", () => {
    expect(errorsOf(`policy: nowhere.json\n${cases}`)).toEqual(["1 /policy unknown_value"]);
  });

  it("in a file has its errors at places of that file", () => {
    const parsed = parseSuite(`policy: p.json\n${cases}`, () => '{\n "version": "1",\n "defualt": "deny" }');
    expect(parsed.ok ? [] : parsed.errors).toMatchObject([
      { file: "p.json", line: 1, pointer: "", code: "missing_key" },
      { file: "p.json", line: 3, pointer: "/defualt", code: "unknown_key" },
    ]);
  });

  it("written in the test file has its errors at places of the test file", () => {
    const parsed = parseSuite(`policy:\n  version: "1"\n  defualt: deny\n${cases}`, none);
    expect(parsed.ok ? [] : parsed.errors).toMatchObject([
      { line: 2, pointer: "/policy", code: "missing_key" },
      { line: 3, pointer: "/policy/defualt", code: "unknown_key" },
    ]);
  });

  it("has its warnings told, wherever it is written", () => {
    const policy = '{ version: "1", default: deny, tools: { a: { rate_limit: { max: 1, window: 1 } } } }';
    const inline = parseSuite(`policy: ${policy}\n${cases}`, none);
    const apart = parseSuite(`policy: p.yaml\n${cases}`, () =>
      policy
        .replace("{", "{\n")
        .replaceAll(/(\w+): /g, '"$1": ')
        .replaceAll('"version": "1"', '"version": "1"')
        .replace("deny", '"deny"'),
    );
    expect(inline.warnings).toMatchObject([{ code: "session_only_limits", pointer: "/policy/tools/a/rate_limit" }]);
    expect(apart.warnings).toMatchObject([{ code: "session_only_limits", file: "p.yaml" }]);
  });
});
