import { expect, test } from "vitest";
import { Failure } from "../../src/failure.js";
import { programName, quote } from "../../src/invocation.js";
import { clientConfigurations } from "../../src/output/clients.js";
import { withData } from "../../src/output/hints.js";
import { outputTo } from "../../src/output/output.js";
import { paintFor } from "../../src/output/paint.js";
import { showProblem } from "../../src/output/problems.js";
import { columns } from "../../src/output/table.js";

const plain = paintFor({ isTTY: false }, {});

function streams() {
  const written = { stdout: "", stderr: "" };
  const sink = (name: keyof typeof written) => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  return { written, streams: { stdout: sink("stdout"), stderr: sink("stderr") } };
}

test("colours are for terminals, unless NO_COLOR or a dumb terminal says otherwise", () => {
  const terminal = { isTTY: true };
  expect(paintFor(terminal, {}).red("x")).toBe("\u001b[31mx\u001b[39m");
  expect(paintFor(terminal, { NO_COLOR: "" }).red("x")).not.toBe("x");
  expect(paintFor(terminal, { NO_COLOR: "1" }).red("x")).toBe("x");
  expect(paintFor(terminal, { TERM: "dumb" }).red("x")).toBe("x");
  expect(paintFor({}, {}).red("x")).toBe("x");
});

test("a failure is an object on standard output with --json, text on standard error without", () => {
  const failure = new Failure("not_found", "no server `x`", { a: 1 });
  const json = streams();
  outputTo(json.streams, {}, true).failure(failure, "see the help");
  expect(json.written).toEqual({
    stdout: '{"error":{"code":"not_found","message":"no server `x`","detail":{"a":1}}}\n',
    stderr: "",
  });
  const text = streams();
  outputTo(text.streams, {}, false).failure(failure, "see the help");
  expect(text.written).toEqual({ stdout: "", stderr: "error: no server `x`\nsee the help\n" });
});

test("remarks and warnings are on standard error in both cases", () => {
  for (const json of [true, false]) {
    const { written, streams: to } = streams();
    const out = outputTo(to, {}, json);
    out.remark("a");
    out.warn("b");
    expect(written).toEqual({ stdout: "", stderr: "a\nwarning: b\n" });
  }
});

test("columns are aligned, the last one without blanks after it", () => {
  const rows = [
    ["a", "long cell", "x"],
    ["long name", "b", ""],
  ];
  expect(columns(["NAME", "WHAT", "LAST"], rows, plain)).toBe(
    "NAME       WHAT       LAST\na          long cell  x\nlong name  b",
  );
});

test("a problem shows its place, its line with a mark under it, and what would be right", () => {
  const source = { name: "p.yaml", text: "ok: 1\n\tdefalt: deny\n" };
  const problem = {
    line: 2,
    column: 2,
    pointer: "",
    code: "unknown_key",
    message: "no key `defalt`",
    hint: "write `default`",
  };
  expect(showProblem(problem, "error", source, plain)).toBe(
    "p.yaml:2:2: error: no key `defalt` [unknown_key]\n  | \tdefalt: deny\n  | \t^\n  hint: write `default`\n  at: the document",
  );
});

test("a line too long for a screen is not repeated", () => {
  const source = { name: "p.json", text: `{"a":"${"x".repeat(200)}"}` };
  const problem = { line: 1, column: 2, pointer: "/a", code: "unknown_key", message: "m", hint: "" };
  expect(showProblem(problem, "warning", source, plain)).toBe("p.json:1:2: warning: m [unknown_key]\n  at: /a");
});

test("each client's configuration has the address and the token in its own form", () => {
  const target = { name: "shop", url: "http://127.0.0.1:7300/mcp/srv_1", token: "tp_t" };
  const texts = Object.fromEntries(clientConfigurations(target).map(({ client, text }) => [client, text]));
  expect(texts["Claude Code"]).toBe(
    'claude mcp add --transport http shop http://127.0.0.1:7300/mcp/srv_1 --header "Authorization: Bearer tp_t"',
  );
  expect(JSON.parse(texts.Cursor ?? "")).toEqual({
    mcpServers: { shop: { url: target.url, headers: { Authorization: "Bearer tp_t" } } },
  });
  expect(JSON.parse(texts["VS Code"] ?? "")).toEqual({
    servers: { shop: { type: "http", url: target.url, headers: { Authorization: "Bearer tp_t" } } },
  });
  const bridge = JSON.parse(texts["Claude Desktop"] ?? "").mcpServers.shop;
  expect(bridge.args).toEqual([
    "-y",
    "mcp-remote",
    target.url,
    "--transport",
    "http-only",
    "--header",
    "Authorization:${AUTH_HEADER}",
  ]);
  expect(bridge.env).toEqual({ AUTH_HEADER: "Bearer tp_t" });
});

test("the bridge is told to allow plain HTTP where it would refuse it, and only there", () => {
  const bridge = (url: string) =>
    clientConfigurations({ name: "s", url, token: "tp_t" }).find(({ client }) => client === "Claude Desktop")?.text;
  expect(bridge("http://10.0.0.1:7300/mcp/s")).toContain("--allow-http");
  expect(bridge("https://gate.example.com/mcp/s")).not.toContain("--allow-http");
  expect(bridge("http://localhost:7300/mcp/s")).not.toContain("--allow-http");
});

test("printed commands call the program as it was called, on the data that was meant", () => {
  expect(programName(["node", "/usr/local/bin/turnpike"], {}, "/")).toBe("turnpike");
  expect(programName(["node", "/a/bin/turnpike"], { npm_lifecycle_event: "start" }, "/")).toBe("npx --no turnpike");
  expect(programName(["node", "/a/bin/turnpike"], { npm_command: "exec" }, "/")).toBe("npx --no turnpike");
  expect(programName(["node", "/a/b c/turnpike.js"], {}, "/a")).toBe("node 'b c/turnpike.js'");
  expect(programName(["node", "/a/turnpike.js"], {}, "/b")).toBe("node /a/turnpike.js");
  expect(withData({ program: "turnpike", dataFlag: undefined })).toBe("turnpike");
  expect(withData({ program: "turnpike", dataFlag: "/my data" })).toBe("turnpike --data '/my data'");
  expect(withData({ program: "npx --no turnpike", dataFlag: undefined })).toBe("npx --no turnpike");
  // Without the `--`, npx takes `--data` for an option of its own.
  expect(withData({ program: "npx --no turnpike", dataFlag: "/d" })).toBe("npx --no -- turnpike --data /d");
});

test("what is quoted is one word to a shell", () => {
  expect(quote("plain-word_1.2/3")).toBe("plain-word_1.2/3");
  expect(quote("it's")).toBe("'it'\\''s'");
  expect(quote("$HOME")).toBe("'$HOME'");
});
