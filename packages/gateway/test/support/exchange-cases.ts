/** The corpus `cases/exchanges`, read strictly: a case with a typing mistake would otherwise test nothing. */
import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";

export type ScriptedEvent = { readonly id?: string; readonly result?: object; readonly message?: object };

export type ScriptedAnswer = {
  readonly to: string;
  readonly if?: Readonly<Record<string, unknown>>;
  readonly after?: number;
  readonly result?: object;
  readonly error?: object;
  readonly raw?: string;
  readonly events?: readonly ScriptedEvent[];
};

export type Script = { readonly sessions?: boolean; readonly answers?: readonly ScriptedAnswer[] };

export type Texts = { readonly has?: readonly string[]; readonly lacks?: readonly string[] };

export type Expected = Texts & {
  readonly status?: number;
  readonly error?: number;
  readonly header?: Readonly<Record<string, string | null>>;
  readonly arrives?: number;
  readonly arrived?: Texts;
};

export type Step = {
  readonly as?: string;
  readonly in?: string;
  readonly opens?: string;
  readonly send?: { readonly method: string; readonly params?: Record<string, unknown>; readonly id?: number | string };
  readonly get?: true;
  readonly delete?: true;
  readonly body?: string;
  readonly revision?: "2025-11-25" | "2026-07-28";
  readonly headers?: Readonly<Record<string, string>>;
  readonly path?: string;
  readonly keeps?: string;
  readonly expect?: Expected;
};

export type ExchangeCase = {
  readonly id: string;
  readonly why: string;
  readonly policy?: object;
  readonly server?: Script;
  readonly steps: readonly Step[];
};

const FOLDER = new URL("../../../../cases/exchanges/", import.meta.url);

const KNOWN = {
  case: ["id", "why", "policy", "server", "steps"],
  server: ["sessions", "answers"],
  answer: ["to", "if", "after", "result", "error", "raw", "events"],
  event: ["id", "result", "message"],
  step: ["as", "in", "opens", "send", "get", "delete", "body", "revision", "headers", "path", "keeps", "expect"],
  send: ["method", "params", "id"],
  expect: ["status", "error", "has", "lacks", "header", "arrives", "arrived"],
  texts: ["has", "lacks"],
} as const;

/** All cases of all files; throws when one is not well formed or an id stands twice. */
export function exchangeCases(): readonly ExchangeCase[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".yaml"));
  const cases = files.flatMap((name) => {
    const file = parse(readFileSync(new URL(name, FOLDER), "utf8")) as { readonly cases: readonly ExchangeCase[] };
    for (const each of file.cases) check(each);
    return file.cases;
  });
  if (new Set(cases.map(({ id }) => id)).size !== cases.length) {
    throw new Error("an id of an exchange stands twice");
  }
  return cases;
}

function check(each: ExchangeCase): void {
  const known = (value: object | undefined, what: keyof typeof KNOWN) => {
    const unknown = Object.keys(value ?? {}).filter((key) => !(KNOWN[what] as readonly string[]).includes(key));
    if (unknown.length > 0) throw new Error(`exchange ${each.id}: unknown in a ${what}: ${unknown.join(", ")}`);
  };
  known(each, "case");
  known(each.server, "server");
  for (const answer of each.server?.answers ?? []) {
    known(answer, "answer");
    for (const event of answer.events ?? []) known(event, "event");
  }
  for (const step of each.steps) {
    known(step, "step");
    known(step.send, "send");
    known(step.expect, "expect");
    known(step.expect?.arrived, "texts");
    if (step.opens === undefined && step.expect === undefined) {
      throw new Error(`exchange ${each.id}: a step expects nothing`);
    }
  }
  if (each.id === undefined || each.why === undefined) throw new Error("an exchange needs an id and a reason");
}
