/** The corpus `cases/wire`, read strictly: a case with a typing mistake would otherwise test nothing. */
import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";

export type WireCase = {
  readonly id: string;
  readonly why: string;
  readonly generation: "older" | "newer";
  /** Name and value pairs as they go out. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
  /** `taken`: answered 202, and goes nowhere. */
  readonly expect: "forwarded" | "taken" | { readonly status: number; readonly code: number };
  /** The stage that refuses; `session`: the read stage, for want of a session that the message could belong to; `policy`: for want of a task.  */
  readonly by: "read" | "receive" | "session" | "policy";
};

const FOLDER = new URL("../../../../cases/wire/", import.meta.url);
const KEYS = ["id", "why", "generation", "headers", "body", "base64", "expect", "by"];

type RawPart = string | { readonly repeat: string; readonly times: number };
type RawCase = Record<string, unknown> & {
  readonly headers: readonly string[];
  readonly body?: string | readonly RawPart[];
};
type RawFile = { readonly sets: Record<string, readonly string[]>; readonly cases: readonly RawCase[] };

/** All cases of all files; throws when one is not well formed or an id stands twice. */
export function wireCases(): readonly WireCase[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".yaml"));
  const cases = files.flatMap((name) => {
    const file = parse(readFileSync(new URL(name, FOLDER), "utf8")) as RawFile;
    return file.cases.map((raw) => wireCase(raw, file.sets));
  });
  const ids = new Set(cases.map(({ id }) => id));
  if (ids.size !== cases.length) {
    throw new Error("an id of a wire case stands twice");
  }
  return cases;
}

function wireCase(raw: RawCase, sets: RawFile["sets"]): WireCase {
  const wrong = (what: string) => new Error(`wire case ${String(raw.id)}: ${what}`);
  const unknown = Object.keys(raw).filter((key) => !KEYS.includes(key));
  if (unknown.length > 0) {
    throw wrong(`unknown key ${unknown.join(", ")}`);
  }
  if (typeof raw.id !== "string" || typeof raw.why !== "string") {
    throw wrong("id and why are needed");
  }
  if (raw.generation !== "older" && raw.generation !== "newer") {
    throw wrong("the generation is older or newer");
  }
  if (raw.by !== undefined && raw.by !== "receive" && raw.by !== "session" && raw.by !== "policy") {
    throw wrong("`by` is `receive`, `session` or `policy`, or is left out");
  }
  const lines = raw.headers.flatMap((item) => (item.includes(":") ? [item] : (sets[item] ?? [])));
  if (raw.headers.some((item) => !item.includes(":") && sets[item] === undefined)) {
    throw wrong("a set of headers that is not there");
  }
  return {
    id: raw.id,
    why: raw.why,
    generation: raw.generation,
    headers: lines.map(headerPair),
    body: bodyOf(raw, wrong),
    expect: expectation(raw.expect, wrong),
    by: raw.by ?? "read",
  };
}

function headerPair(line: string): readonly [string, string] {
  const colon = line.indexOf(":");
  return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")];
}

function bodyOf(raw: RawCase, wrong: (what: string) => Error): Buffer {
  if ((raw.body === undefined) === (raw.base64 === undefined)) {
    throw wrong("either body or base64");
  }
  if (raw.body === undefined) {
    return Buffer.from(raw.base64 as string, "base64");
  }
  const parts = typeof raw.body === "string" ? [raw.body] : raw.body;
  return Buffer.from(parts.map((part) => (typeof part === "string" ? part : part.repeat.repeat(part.times))).join(""));
}

function expectation(value: unknown, wrong: (what: string) => Error): WireCase["expect"] {
  if (value === "forwarded" || value === "taken") {
    return value;
  }
  const { status, code } = (value ?? {}) as { status?: unknown; code?: unknown };
  if (typeof status !== "number" || typeof code !== "number") {
    throw wrong("expect is `forwarded`, `taken`, or a status and a code");
  }
  return { status, code };
}
