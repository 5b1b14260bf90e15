import fc from "fast-check";
import { expect, test } from "vitest";
import { checkDistinct, readHeader, readHeaderFromEnv } from "../src/headers.js";

test("a header is a name, a colon and a value without the blanks around it", () => {
  expect(readHeader("Authorization:  Bearer a:b ")).toEqual({ name: "Authorization", value: "Bearer a:b" });
});

test.each([
  "Host",
  "host",
  "Content-Length",
  "content-type",
  "Transfer-Encoding",
  "Connection",
  "Accept",
  "Mcp-Session-Id",
  "MCP-Protocol-Version",
  "mcp-anything",
])("the header %s, which comes from each message, cannot be fixed", (name) => {
  expect(() => readHeader(`${name}: x`)).toThrow(`the header \`${name}\` comes from each message and cannot be fixed`);
});

test.each(["no colon", ": no name", "with blank: x", "ümlaut: x", "a\nb: x", ""])("`%s` is no header", (text) => {
  expect(() => readHeader(text)).toThrow("a header is written `Name: value`");
});

test("a value that HTTP cannot carry is refused without being repeated", () => {
  for (const value of ["se\ncret", "se\rcret", "se\0cret", "secrét"]) {
    const refused = () => readHeader(`X-Key: ${value}`);
    expect(refused).toThrow("the value of the header `X-Key` is not plain ASCII on one line");
    expect(refused).not.toThrow(value);
  }
  expect(() => readHeader("X-Key:  ")).toThrow("the header `X-Key` has no value");
});

test("no message repeats what may be a secret", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 12 }), (secret) => {
      for (const read of [readHeader, (text: string) => readHeaderFromEnv(text, {})]) {
        try {
          read(secret);
        } catch (error) {
          const value = secret.includes(":") ? secret.slice(secret.indexOf(":") + 1).trim() : secret;
          if (value.length >= 6) expect((error as Error).message).not.toContain(value);
        }
      }
    }),
  );
});

test("variables are filled in, several in one value too", () => {
  const env = { USER_NAME: "ann", TOKEN: "t0" };
  expect(readHeaderFromEnv("Authorization: Basic ${USER_NAME}.${TOKEN}", env)).toEqual({
    name: "Authorization",
    value: "Basic ann.t0",
  });
});

test("a variable's value is taken as it is, and not filled in again", () => {
  expect(readHeaderFromEnv("X-Key: ${A}", { A: "${B}", B: "b" }).value).toBe("${B}");
});

test("a variable that is not set, or empty, is refused by its name", () => {
  expect(() => readHeaderFromEnv("X-Key: ${NOPE}", {})).toThrow(
    "the variable `NOPE` for the header `X-Key` is not set, or empty",
  );
  expect(() => readHeaderFromEnv("X-Key: ${NOPE}", { NOPE: "" })).toThrow("`NOPE`");
});

test("a header from the environment that names no variable is refused, since the shell filled it in already", () => {
  expect(() => readHeaderFromEnv("X-Key: already-filled", {})).toThrow("names no variable");
  expect(() => readHeaderFromEnv("X-Key: already-filled", {})).not.toThrow("already-filled");
});

test("a variable cannot smuggle a second header in", () => {
  expect(() => readHeaderFromEnv("X-Key: ${A}", { A: "x\r\nHost: evil" })).toThrow("not plain ASCII on one line");
});

test("one name twice is refused, in whatever case", () => {
  const headers = [readHeader("X-Key: a"), readHeader("x-key: b")];
  expect(() => checkDistinct(headers)).toThrow("the header `x-key` is given twice");
});
