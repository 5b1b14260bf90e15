import { expect, test } from "vitest";
import { readConfig, readConfigFile } from "../../src/settings/config-file.js";

const read = (text: string) => readConfig("turnpike.yaml", text);

test("values are the text that stands there, whatever their type", () => {
  const text = "# ours\nport: 7301\nlog_days: '30'\nhost: localhost\nallowed_host: [a.example, b.example]\n";
  expect(read(text)).toEqual({
    entries: { port: "7301", log_days: "30", host: "localhost", allowed_host: ["a.example", "b.example"] },
    problems: [],
  });
});

test("a file with nothing in it sets nothing", () => {
  for (const text of ["", "# only a comment\n", "\n\n", "{}"])
    expect(read(text)).toEqual({ entries: {}, problems: [] });
});

test.each([
  ["port: [", "turnpike.yaml:1:8: "],
  ["port: 1\nport: 2", "turnpike.yaml:2:1: "],
  ["- port", "must hold one setting a line"],
  ["just words", "must hold one setting a line"],
  ["port:", "`port` in turnpike.yaml has no value"],
  ["port: { a: b }", "`port` in turnpike.yaml must be a value, or a list of values"],
  ["host: &a x\npublic_url: *a", "must be a value"],
  ["host: !!str x", "must be a value"],
  ["a: 1\n---\nb: 2", "turnpike.yaml:"],
])("%o is a problem and not half read", (text, problem) => {
  expect(read(text).problems.join("\n")).toContain(problem);
});

test("`__proto__` is a key like another: unknown, and nothing more", () => {
  expect(Object.keys(read("__proto__: x").entries)).toEqual(["__proto__"]);
});

test("a file that was named has to be there", async () => {
  expect(await readConfigFile("/nowhere/turnpike.yaml", { mayBeMissing: true })).toEqual({ entries: {}, problems: [] });
  const { problems } = await readConfigFile("/nowhere/turnpike.yaml", { mayBeMissing: false });
  expect(problems).toEqual(["cannot read the configuration file `/nowhere/turnpike.yaml`: there is no such file"]);
});
