/** The parts of `cases/` that are no test files of policies: broken documents, lists, edits. Their forms are in `cases/README.md`. */

import { parse } from "yaml";
import type { CompiledPolicy } from "../../src/compile/policy.js";
import { compilePolicy } from "../../src/compile/policy.js";
import { parsePolicy } from "../../src/parse.js";
import { corpusPaths, readCorpus } from "./corpus.ts";

export type ExpectedProblem = { line: number; column: number; pointer: string; code: string; hint?: string };
export type BrokenCase = {
  name: string;
  text: string;
  format?: "json" | "yaml";
  errors?: ExpectedProblem[];
  warnings?: ExpectedProblem[];
};
export type ListCase = {
  name: string;
  policy: string | null;
  kind: "tool" | "resource" | "resource_template" | "prompt";
  from: string[];
  shown?: string[];
  readable?: string[];
};
/** Calls as in a test file, each with the name of the policy in force. */
export type EditCase = { name: string; calls: ({ policy: string } & { [key: string]: unknown })[] };
export type Policies = { readonly [name: string]: unknown };

function load<T>(folder: string): readonly (T & { readonly path: string })[] {
  return corpusPaths(".yaml", folder).map((path) => ({ path, ...(parse(readCorpus(path)) as T) }));
}

export const loadBroken = () => load<{ cases: BrokenCase[] }>("broken");
export const loadLists = () => load<{ policies: Policies; cases: ListCase[] }>("lists");
export const loadEdits = () => load<{ policies: Policies; cases: EditCase[] }>("edits");

/** The policies of a file by their names, parsed and compiled. */
export function compileAll(policies: Policies): ReadonlyMap<string, CompiledPolicy> {
  return new Map(Object.entries(policies).map(([name, policy]) => [name, compileOne(policy)]));
}

function compileOne(policy: unknown): CompiledPolicy {
  const parsed = parsePolicy(JSON.stringify(policy));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return compilePolicy(parsed.document);
}
