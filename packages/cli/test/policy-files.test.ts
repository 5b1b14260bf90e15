import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lines, type Workplace, workplace } from "./support/command.js";

let at: Workplace;
beforeAll(async () => {
  at = await workplace();
  await at.file("good.json", JSON.stringify(good));
  await at.file("bad.yaml", bad);
  await at.file("warned.yaml", 'version: "1"\ndefault: deny\ntools:\n  pay: { rate_limit: { max: 1, window: 60 } }\n');
  await at.file("latin1.yaml", Buffer.from('version: "1"\ndescription: caf\xe9\n', "latin1"));
});
afterAll(() => at.remove());

const good = {
  version: "1",
  default: "deny",
  tools: {
    pay: {
      deny_if: [{ conditions: [{ path: "args.amount", op: "gt", value: 500 }], on_deny: "at most 500" }],
      limits: [{ counter: "pays", window: "minute", max: 2 }],
    },
    refund: { action: "require_approval", reason: "a person decides" },
  },
};
const bad = 'version: "1"\ndefalt: deny\ntools:\n  pay:\n    acton: deny\n';

describe("policy validate", () => {
  test("a valid policy is exit 0", async () => {
    expect(await at.run("policy", "validate", "good.json")).toEqual({
      code: 0,
      stdout: "good.json is valid\n",
      stderr: "",
    });
    expect(await at.objects("policy", "validate", "good.json")).toEqual([{ ok: true, errors: [], warnings: [] }]);
  });

  test("every error is told at once, with its place and what would be right, and exit 1", async () => {
    const { code, stdout } = await at.run("policy", "validate", "bad.yaml");
    expect(code).toBe(1);
    expect(stdout).toContain("bad.yaml:2:1: error: ");
    expect(stdout).toContain("  | defalt: deny\n  | ^\n  hint: did you mean `default`?\n  at: /defalt");
    expect(stdout).toContain("bad.yaml:5:5: error: ");
    expect(stdout).toMatch(/bad\.yaml is not valid: 3 errors\n$/);
  });

  test("the JSON has the errors as data, on one line, and exit 1", async () => {
    const { code, stdout } = await at.run("policy", "validate", "bad.yaml", "--json");
    expect(code).toBe(1);
    const [verdict, ...others] = lines(stdout);
    expect(others).toEqual([]);
    expect(Object.keys(verdict ?? {})).toEqual(["ok", "errors", "warnings"]);
    const errors = verdict?.errors as Record<string, unknown>[];
    for (const error of errors)
      expect(Object.keys(error)).toEqual(["line", "column", "pointer", "code", "message", "hint"]);
    expect(errors).toContainEqual(expect.objectContaining({ line: 5, column: 5, pointer: "/tools/pay/acton" }));
  });

  test("warnings leave a policy valid", async () => {
    const { code, stdout } = await at.run("policy", "validate", "warned.yaml");
    expect(code).toBe(0);
    expect(stdout).toContain("warning: ");
    expect(stdout).toMatch(/warned\.yaml is valid, 1 warning\n$/);
  });

  test("- reads standard input", async () => {
    const { code, stdout } = await at.runWith({ input: JSON.stringify(good) }, "policy", "validate", "-");
    expect([code, stdout]).toEqual([0, "standard input is valid\n"]);
  });

  test("a file that is not there is wrong usage; one that is no text is a policy that is not in order", async () => {
    expect(await at.run("policy", "validate", "nothing.json")).toEqual({
      code: 2,
      stdout: "",
      stderr: "error: cannot read `nothing.json`: there is no such file\n",
    });
    expect(await at.failure("policy", "validate", ".")).toMatchObject({ exit: 2, error: { code: "unreadable" } });
    const { code, stdout } = await at.run("policy", "validate", "latin1.yaml", "--json");
    expect(code).toBe(1);
    expect(lines(stdout)).toMatchObject([{ ok: false, errors: [{ line: 2, column: 1, code: "not_utf8" }] }]);
  });
});

describe("policy decide", () => {
  const decide = (...args: string[]) => at.objects("policy", "decide", "good.json", ...args);

  test("one line a call with outcome, rule, message and limits; exit 0 whatever it is", async () => {
    const at10 = ["--at", "2026-11-20T10:00:30Z"];
    const limit = { counter: "pays", window: "minute", max: 2, resets_at: "2026-11-20T10:01:00.000Z" };
    const decisions = await decide("--tool", "pay", "--args", '{"amount":20}', "--repeat", "3", ...at10);
    expect(decisions).toMatchObject([
      { outcome: "allow", rule: "", message: "", limits: [{ ...limit, used: 1 }] },
      { outcome: "allow", rule: "", message: "", limits: [{ ...limit, used: 2 }] },
      { outcome: "deny", rule: "/tools/pay/limits/0", limits: [{ ...limit, used: 2 }] },
    ]);
    for (const decision of decisions) expect(Object.keys(decision)).toEqual(["outcome", "rule", "message", "limits"]);
    const [first] = decisions as { limits: object[] }[];
    expect(Object.keys(first?.limits[0] ?? {})).toEqual(["counter", "window", "max", "used", "resets_at"]);
  });

  test("each kind of call is decided", async () => {
    expect(await decide("--tool", "pay", "--args", '{"amount":501}')).toMatchObject([
      { outcome: "deny", rule: "/tools/pay/deny_if/0", message: "at most 500" },
    ]);
    expect(await decide("--tool", "refund")).toMatchObject([
      { outcome: "needs_approval", message: "a person decides" },
    ]);
    expect(await decide("--resource", "file:///x")).toMatchObject([{ outcome: "deny", rule: "(default deny)" }]);
    expect(await decide("--prompt", "p", "--args", '{"a":"b"}')).toMatchObject([{ outcome: "deny" }]);
  });

  test("arguments keep numbers that no double carries", async () => {
    const decisions = await decide("--tool", "pay", "--args", '{"amount":9007199254740993}');
    expect(decisions).toMatchObject([{ outcome: "deny", rule: "(ambiguous)" }]);
  });

  test("sessions have counters of their own, and a rate_limit's counter is null", async () => {
    const [decision] = await at.objects(
      "policy",
      "decide",
      "warned.yaml",
      "--tool",
      "pay",
      "--session",
      "s",
      "--at",
      "2026-11-20T10:00:00Z",
    );
    expect(decision?.limits).toEqual([
      { counter: null, window: 60, max: 1, used: 1, resets_at: "2026-11-20T10:01:00.000Z" },
    ]);
  });

  test("people read one line a call, and a line a limit", async () => {
    const { stdout } = await at.run(
      "policy",
      "decide",
      "good.json",
      "--tool",
      "pay",
      "--repeat",
      "3",
      "--at",
      "2026-11-20T10:00:30Z",
    );
    expect(stdout).toContain("#1 allow\n    pays: 1 of 2 a minute, resets at 2026-11-20T10:01:00.000Z\n");
    expect(stdout).toContain("#3 deny  /tools/pay/limits/0  ");
  });

  test.each([
    [[], "usage"],
    [["--tool", "a", "--prompt", "b"], "usage"],
    [["--resource", "file:///x", "--args", "{}"], "usage"],
    [["--tool", "pay", "--args", '{"a":1,"a":2}'], "invalid"],
    [["--tool", "pay", "--args", "[1]"], "invalid"],
    [["--tool", "pay", "--args", "{"], "invalid"],
    [["--tool", "pay", "--at", "yesterday"], "invalid"],
    [["--tool", "pay", "--at", "2026-02-30T10:00:00Z"], "invalid"],
    [["--tool", "pay", "--at", "2026-02-20T10:00:00"], "invalid"],
    [["--tool", "pay", "--repeat", "0"], "invalid"],
    [["--tool", "pay", "--repeat", "1.5"], "invalid"],
  ])("%o is refused with exit 2 (%s)", async (args, code) => {
    expect(await at.failure("policy", "decide", "good.json", ...args)).toMatchObject({ exit: 2, error: { code } });
  });

  test("a policy with errors decides nothing: exit 1 with the errors", async () => {
    const { exit, error } = await at.failure("policy", "decide", "bad.yaml", "--tool", "pay");
    expect([exit, error.code]).toEqual([1, "policy_invalid"]);
    expect((error.detail as { errors: unknown[] }).errors).toHaveLength(3);
    const { stdout, stderr } = await at.run("policy", "decide", "bad.yaml", "--tool", "pay");
    expect(stdout).toBe("");
    expect(stderr).toContain("bad.yaml:2:1: error: ");
  });
});

describe("policy test", () => {
  const cases = (outcome: string) => `policy: good.json
cases:
  - name: two payments a minute pass
    calls:
      - { tool: pay, repeat: 2, expect: { outcome: allow } }
  - name: the third does not
    calls:
      - { tool: pay, repeat: 2, expect: { outcome: allow } }
      - { tool: pay, expect: { outcome: ${outcome} } }
`;

  test("cases that hold are exit 0 and counted", async () => {
    await at.file("good.test.yaml", cases("deny"));
    const { code, stdout } = await at.run("policy", "test", "good.test.yaml");
    expect(code).toBe(0);
    expect(stdout).toBe(
      "good.test.yaml\n  ok  two payments a minute pass\n  ok  the third does not\n\n2 cases in 1 file: 2 passed\n",
    );
  });

  test("a case that fails says where and what came instead, and exit 1", async () => {
    await at.file("failing.test.yaml", cases("allow"));
    const { code, stdout } = await at.run("policy", "test", "failing.test.yaml");
    expect(code).toBe(1);
    expect(stdout).toContain("  failed  the third does not\n      failing.test.yaml:9\n");
    expect(stdout).toContain('outcome expected "allow", got "deny"');
    expect(stdout).toMatch(/2 cases in 1 file: 1 passed, 1 failed\n$/);
    const { stdout: json } = await at.run("policy", "test", "failing.test.yaml", "--json");
    expect(lines(json)).toMatchObject([
      { file: "failing.test.yaml", name: "two payments a minute pass", line: 3, ok: true, failures: [] },
      {
        name: "the third does not",
        ok: false,
        failures: [{ line: 9, expected: { outcome: "allow" }, got: { outcome: "deny", rule: "/tools/pay/limits/0" } }],
      },
    ]);
  });

  test("a file that is none of cases is told as a policy's errors are, and exit 1", async () => {
    await at.file("broken.test.yaml", "policy: good.json\ncases:\n  - name: a\n    calls: [{ tool: pay }]\n");
    const { code, stdout } = await at.run("policy", "test", "broken.test.yaml");
    expect(code).toBe(1);
    expect(stdout).toContain("broken.test.yaml:4:13: error: ");
    expect(stdout).toMatch(/0 cases in 1 file: 0 passed, 1 file not valid\n$/);
    const { code: exit, stdout: json } = await at.run("policy", "test", "broken.test.yaml", "--json");
    expect(exit).toBe(1);
    expect(lines(json)).toMatchObject([{ file: "broken.test.yaml", name: null, ok: false, errors: [{ line: 4 }] }]);
  });

  test("a folder is searched for test files; one without any is not silently green", async () => {
    const { code, stdout } = await at.run("policy", "test", ".");
    expect(code).toBe(1);
    expect(stdout).toMatch(/in 3 files: /);
    const { exit, error } = await at.failure("policy", "test", at.data.replace(/data$/, "empty"));
    expect([exit, error.code]).toEqual([2, "unreadable"]);
  });
});

describe("policy import", () => {
  test("Intercept YAML becomes version 1, and what was changed is told apart from it", async () => {
    const intercept = 'version: "1"\ntools:\n  create_refund:\n    rules:\n      - rate_limit: "5/hour"\n';
    await at.file("intercept.yaml", intercept);
    const { code, stdout, stderr } = await at.run("policy", "import", "intercept.yaml");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ version: "1", tools: { create_refund: {} } });
    expect(stderr).toContain("changed: ");
    const [imported] = await at.objects("policy", "import", "intercept.yaml");
    expect(imported).toMatchObject({
      document: { version: "1" },
      changes: expect.arrayContaining([expect.any(String)]),
    });
  });

  test("what is imported is valid", async () => {
    const { stdout } = await at.run("policy", "import", "intercept.yaml");
    expect((await at.runWith({ input: stdout }, "policy", "validate", "-")).code).toBe(0);
  });

  test("what cannot be read is exit 1 with the errors", async () => {
    await at.file("nonsense.yaml", "just: [a\n");
    expect(await at.failure("policy", "import", "nonsense.yaml")).toMatchObject({
      exit: 1,
      error: { code: "policy_invalid" },
    });
  });
});
