import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Workplace, workplace } from "./support/command.js";

let at: Workplace;
beforeAll(async () => {
  at = await workplace();
});
afterAll(() => at.remove());

test("--version prints the package's version", async () => {
  const { version } = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
  expect(await at.run("--version")).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

test.each([
  ["--help"],
  ["help"],
  ["policy", "--help"],
  ["help", "policy"],
  ["start", "-h"],
  ["grant", "create", "--help"],
])("%s %s prints help on standard output and is no error", async (...args) => {
  const { code, stdout, stderr } = await at.run(...args);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("Usage: turnpike");
});

test.each([[[]], [["policy"]], [["server"]], [["grant"]]])(
  "a command that is missing (%o) is wrong usage, with the help",
  async (args) => {
    const { code, stdout, stderr } = await at.run(...args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("Usage: turnpike");
  },
);

test.each([
  [["polcy"], "unknown command `polcy`: did you mean `policy`?"],
  [["policy", "validte"], "unknown command `validte`: did you mean `validate`?"],
  [["server", "list", "--jsn"], "unknown option `--jsn`: did you mean `--json`?"],
  [["server", "show"], "missing required argument `SERVER`"],
  [["server", "show", "a", "b"], "too many arguments for `show`: expected 1, got 2"],
  [["start", "--port"], "option `--port <PORT>` argument missing"],
  [["conquer"], "unknown command `conquer`"],
])("%o is wrong usage and says why", async (args, message) => {
  const { code, stdout, stderr } = await at.run(...args);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr.split("\n")[0]).toBe(`error: ${message}`);
  expect(stderr.split("\n")[1]).toMatch(/^see `.*( --help| help)`$/);
});

test("with --json a failure is one object on standard output, wherever --json stands", async () => {
  for (const args of [
    ["--json", "polcy"],
    ["polcy", "--json"],
    ["policy", "--json", "polcy"],
  ]) {
    const { code, stdout, stderr } = await at.run(...args);
    expect([code, stderr]).toEqual([2, ""]);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "usage", detail: null } });
  }
  const { exit, error } = await at.failure("policy");
  expect([exit, error.message]).toEqual([2, expect.stringContaining("`turnpike policy` needs a command: validate,")]);
});

test("--data and --json are taken before and after the command", async () => {
  const data = join(at.path, "elsewhere");
  const first = await at.runWith({ data: undefined as never }, "--data", data, "--json", "server", "list");
  const second = await at.runWith({ data: undefined as never }, "server", "list", "--data", data, "--json");
  expect([first.code, second.code]).toEqual([0, 0]);
});

test("a data folder that cannot be used is told with its reason", async () => {
  await at.file("plain", "");
  for (const command of [["server", "list"], ["start"]]) {
    const { code, stderr } = await at.runWith({ data: join(at.path, "plain") }, ...command);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: cannot use the data folder .*plain: it is a file; `--data DIR` or TURNPIKE_DATA/);
  }
  const { code, stderr } = await at.runWith({ data: "" }, "server", "list");
  expect([code, stderr]).toEqual([2, "error: `--data` is empty: name a folder, or leave it out\n"]);
});

test("no colours are written to what is no terminal", async () => {
  await at.file("bad.json", '{"version":"2"}');
  const { stdout } = await at.runWith({ env: { NO_COLOR: "" } }, "policy", "validate", "bad.json");
  expect(stdout).not.toContain("\u001b");
});

test("`policy` commands on files load neither store, gateway, network nor SDK", async () => {
  const policy = await at.file("policy.json", '{"version":"1","default":"deny"}');
  await at.file(
    "a.test.yaml",
    "policy: policy.json\ncases:\n  - name: a\n    calls: [{ tool: x, expect: { outcome: deny } }]\n",
  );
  const loaded = join(at.path, "loaded");
  const spy = new URL("support/spy.mjs", import.meta.url).href;
  for (const args of [
    ["validate", policy],
    ["decide", policy, "--tool", "x"],
    ["test", "a.test.yaml"],
    ["import", policy],
  ]) {
    await at.runWith({ env: { NODE_OPTIONS: `--import=${spy}`, LOADED_MODULES: loaded } }, "policy", ...args);
  }
  const modules = (await readFile(loaded, "utf8")).split("\n");
  expect(modules.some((url) => url.includes("/packages/policy/"))).toBe(true);
  const heavy = /better-sqlite3|undici|modelcontextprotocol|\/packages\/(store|gateway|control)\//;
  expect(modules.filter((url) => heavy.test(url))).toEqual([]);
});
