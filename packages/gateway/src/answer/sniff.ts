/**
 * Learns what a JSON-RPC answer says, from its outer keys alone: of a whole text at once, or while it streams through,
 * whatever its size. Limits are given back by what is found, so in doubt (malformed, broken off, a key that matters
 * twice or mis-cased) the finding is `uncertain`, which gives nothing back.
 */
import { decodeUtf8, foldKey, JsonCursor } from "@turnpike/json";
import { type HeardValue, JsonWalk } from "./json-walk.js";

export type Sniffed =
  | { readonly kind: "result" }
  /** A tool's result with `isError: true`. */
  | { readonly kind: "tool_error" }
  | { readonly kind: "error"; readonly code: number }
  | { readonly kind: "input_required" }
  | { readonly kind: "task" }
  | { readonly kind: "uncertain" };

const UNCERTAIN: Sniffed = { kind: "uncertain" };
const MAX_DEPTH = 1000;

/** Is fed an answer in chunks of any size; `end` tells what it said. */
export class AnswerSniffer {
  readonly #findings = new Findings();
  /** Most answers come in one piece, which is read as a text, several times as fast. */
  #only: Buffer | undefined;
  #walk: JsonWalk | undefined;

  push(chunk: Buffer): void {
    if (this.#walk === undefined && this.#only === undefined) {
      this.#only = chunk;
      return;
    }
    if (this.#walk === undefined) {
      this.#walk = new JsonWalk((value) => this.#findings.hear(value));
      this.#walk.push(this.#only as Buffer);
      this.#only = undefined;
    }
    this.#walk.push(chunk);
  }

  end(): Sniffed {
    if (this.#walk !== undefined) {
      return this.#walk.end() ? this.#findings.conclude() : UNCERTAIN;
    }
    const text = this.#only === undefined ? undefined : decodeUtf8(this.#only);
    return text === undefined ? UNCERTAIN : sniffText(text);
  }
}

/** What a whole answer says. */
export function sniffText(text: string): Sniffed {
  const findings = new Findings();
  const cursor = new JsonCursor(text, { maxDepth: MAX_DEPTH });
  cursor.enterObject();
  for (let key = cursor.nextKey(); key !== undefined; key = cursor.nextKey()) {
    const outer = value(1, key, cursor);
    findings.hear(outer);
    if (outer.type !== "{" || (key !== "result" && key !== "error")) {
      continue;
    }
    cursor.enterObject();
    for (let inner = cursor.nextKey(); inner !== undefined; inner = cursor.nextKey()) {
      findings.hear(value(2, inner, cursor));
    }
  }
  return cursor.end() ? findings.conclude() : UNCERTAIN;
}

/** The value ahead, passed over unless its members matter. */
function value(depth: number, key: string, cursor: JsonCursor): HeardValue {
  const start = cursor.start();
  const type = cursor.text.charAt(start);
  if (type === '"') {
    return { depth, key, type, text: cursor.string() };
  }
  if (depth > 1 || type !== "{" || (key !== "result" && key !== "error")) {
    cursor.skip();
  }
  return { depth, key, type, text: type === "{" || type === "[" ? undefined : cursor.text.slice(start, cursor.offset) };
}

/** The keys that tell what happened, by the outer key they stand under. */
const OUTER: KeySet = keySet("result", "error", "method");
const IN_RESULT: KeySet = keySet("isError", "resultType", "task");
const IN_ERROR: KeySet = keySet("code");

class Findings {
  readonly #found: { [key: string]: HeardValue | undefined } = {};
  #within: KeySet | undefined;
  #doubt = false;

  hear(heard: HeardValue): void {
    if (heard.depth === 0) {
      this.#doubt ||= heard.type !== "{";
    } else if (heard.depth === 1) {
      this.#within = heard.key === "result" ? IN_RESULT : heard.key === "error" ? IN_ERROR : undefined;
      this.#note(OUTER, heard);
    } else if (this.#within !== undefined) {
      this.#note(this.#within, heard);
    }
  }

  conclude(): Sniffed {
    const { result, error, method } = this.#found;
    const answers = (result === undefined) !== (error === undefined) && method === undefined;
    if (this.#doubt || !answers || (result ?? error)?.type !== "{") {
      return UNCERTAIN;
    }
    return result === undefined ? this.#error() : this.#result();
  }

  #note(known: KeySet, heard: HeardValue): void {
    const { key } = heard;
    if (key === undefined || !known.lengths.has(key.length)) {
      return;
    }
    const meant = known.byFold.get(foldKey(key));
    if (meant !== undefined) {
      this.#doubt ||= meant !== key || this.#found[key] !== undefined;
      this.#found[key] = heard;
    }
  }

  #error(): Sniffed {
    const { code } = this.#found;
    const number = code?.text === undefined || code.type === '"' ? Number.NaN : Number(code.text);
    return Number.isSafeInteger(number) ? { kind: "error", code: number } : UNCERTAIN;
  }

  #result(): Sniffed {
    const { resultType, task, isError } = this.#found;
    const kind = resultType === undefined ? "complete" : resultType.type === '"' ? resultType.text : undefined;
    if (kind === "input_required" || kind === "task") {
      return { kind };
    }
    // Revision 2025-11-25 answers with a task as `result.task`; there is no `resultType` then.
    if (resultType === undefined && task?.type === "{") {
      return { kind: "task" };
    }
    const wrongType = isError !== undefined && isError.type !== "t" && isError.type !== "f";
    if (kind !== "complete" || wrongType) {
      return UNCERTAIN;
    }
    return { kind: isError?.type === "t" ? "tool_error" : "result" };
  }
}

type KeySet = { readonly lengths: ReadonlySet<number>; readonly byFold: ReadonlyMap<string, string> };

function keySet(...keys: readonly string[]): KeySet {
  return { lengths: new Set(keys.map((key) => key.length)), byFold: new Map(keys.map((key) => [foldKey(key), key])) };
}
