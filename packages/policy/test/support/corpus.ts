/**
 * Loads `cases/`, the corpus as data: every test file of policies, parsed, in the order of their names. A file that
 * does not parse, or a folder in which there is none, fails here and not by a test that looks at nothing.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { isJsonObject, type JsonValue, UncarriedNumber } from "@turnpike/json";
import { parseSuite } from "../../src/suite/parse-suite.js";
import type { Suite, SuiteCase } from "../../src/suite/suite.js";

/** A test file: its path below `cases/`, with slashes, and what it holds. */
export type CorpusFile = { readonly path: string; readonly suite: Suite };

export const CASES = fileURLToPath(new URL("../../../../cases/", import.meta.url));

/** The files below `cases/` whose names end so, sorted. */
export function corpusPaths(ending: string, folder = ""): readonly string[] {
  const found = readdirSync(join(CASES, folder), { recursive: true, withFileTypes: true });
  const paths = found.filter((entry) => entry.isFile() && entry.name.endsWith(ending));
  return paths.map((entry) => relative(CASES, join(entry.parentPath, entry.name)).split(sep).join("/")).sort();
}

export function readCorpus(path: string): string {
  return readFileSync(join(CASES, path), "utf8");
}

/** Every test file of the corpus. */
export function loadCorpus(): readonly CorpusFile[] {
  return corpusPaths(".test.yaml").map((path) => ({ path, suite: parseCorpus(path, readCorpus(path)) }));
}

/** Every case of the corpus with the file that it stands in. */
export function loadCases(): readonly (CorpusFile & { readonly one: SuiteCase })[] {
  return loadCorpus().flatMap((file) => file.suite.cases.map((one) => ({ ...file, one })));
}

/** A test file of the corpus, parsed; throws what is wrong with it. */
function parseCorpus(path: string, text: string): Suite {
  const parsed = parseSuite(text, (file) => readCorpus(join(dirname(path), file)));
  if (parsed.ok) return parsed.suite;
  const errors = parsed.errors.map(
    ({ line, column, pointer, message }) => `${path}:${line}:${column} ${pointer} ${message}`,
  );
  throw new Error(errors.join("\n"));
}

/** The JSON text of a value, numbers that no double carries as they were written. */
export function jsonText(value: JsonValue): string {
  if (value instanceof UncarriedNumber) return value.text;
  if (Array.isArray(value)) return `[${value.map(jsonText).join(",")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  return `{${Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${jsonText(member)}`)}}`;
}
