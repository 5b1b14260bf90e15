import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { isStoreFault, StoreFault, storeFaults } from "../src/index.js";

test("every fault is documented with its sentence, and nothing else is", () => {
  const page = readFileSync(fileURLToPath(new URL("../ERRORS.md", import.meta.url)), "utf8");
  const rows = page
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .flatMap(([, code = "", sentence]) => (/^`\w+`$/.test(code) ? [[code.slice(1, -1), sentence]] : []));
  expect(Object.fromEntries(rows)).toEqual(storeFaults);
});

test.each(Object.values(storeFaults))("`%s` is a sentence in lower case without a full stop", (sentence) => {
  expect(sentence).toMatch(/^[a-z][^.]*[a-z]$/);
});

test("a fault is known by its code", () => {
  const fault = new StoreFault("not_found", "no server `x`");
  expect(fault.message).toBe("no such thing in this organisation: no server `x`");
  expect(isStoreFault(fault)).toBe(true);
  expect(isStoreFault(fault, "not_found")).toBe(true);
  expect(isStoreFault(fault, "name_taken")).toBe(false);
  expect(isStoreFault(new Error("x"))).toBe(false);
});
