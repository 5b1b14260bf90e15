/** What a child writes to its standard error reaches the operator without its secrets, wherever in a line they stand. */
import { expect, test } from "vitest";
import { Complaints, StandardError } from "../../src/upstream/stdio/complaints.js";

const token = "sk-live-0123456789-é-abcdefghijklmnopqrstuvwxyz";
const key = "-----BEGIN KEY-----\nMIIabcdefghijk\n-----END KEY-----";

/** What is told of these bytes, which come in pieces of this size. */
function told(text: string, piece = 64): string[] {
  const lines: string[] = [];
  const errors = new StandardError(new Complaints((line) => lines.push(line), [token, key, "short"]));
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += piece) errors.push(bytes.subarray(at, at + piece));
  errors.end();
  return lines;
}

test.each(Array.from({ length: 110 }, (_, at) => 940 + at))("a token after %i characters is not told in part", (at) => {
  for (const text of [`${"x".repeat(at)}${token}`, `${token}${"x".repeat(at - 44)}${token}${token}`]) {
    expect(told(text).join()).not.toContain("sk-live");
  }
});

test("neither is one that comes in pieces, nor a key of several lines, however it is written", () => {
  expect(told(`token ${token} refused`, 1)).toEqual(["standard error: token *** refused"]);
  expect(told(key)).toEqual(Array.from({ length: 3 }, () => "standard error: ***"));
  expect(told(JSON.stringify({ key }))).toEqual(['standard error: {"key":"***"}']);
});

test("a long line is told up to its thousandth character", () => {
  expect(told(`${"x".repeat(5_000)}\nnext`).map((line) => line.length)).toEqual([1_001, 20]);
});
