/**
 * Learns what a JSON-RPC answer says while it streams through, whatever its size: only its outer keys count. Limits
 * are given back by what is found, so in doubt (malformed, broken off, a key that matters twice or mis-cased) the
 * finding is `uncertain`, which gives nothing back.
 */
import { foldKey } from "@turnpike/json";
import { type HeardValue, JsonWalk } from "./json-walk.js";

export type Sniffed =
  | { readonly kind: "result" }
  /** A tool's result with `isError: true`. */
  | { readonly kind: "tool_error" }
  | { readonly kind: "error"; readonly code: number }
  | { readonly kind: "input_required" }
  | { readonly kind: "task" }
  | { readonly kind: "uncertain" };

const OUTER_KEYS = byFold("jsonrpc", "id", "method", "params", "result", "error");
const RESULT_KEYS = byFold("isError", "resultType", "task", "taskId");
const ERROR_KEYS = byFold("code", "message");

/** Is fed an answer in chunks of any size; `end` tells what it said. */
export class AnswerSniffer {
  readonly #walk = new JsonWalk((value) => this.#hear(value));
  readonly #outer = new Map<string, HeardValue>();
  readonly #inner = new Map<string, HeardValue>();
  /** The outer key whose members are being heard. */
  #within: string | undefined;
  #doubt = false;

  push(chunk: Buffer): void {
    if (!this.#doubt) {
      this.#walk.push(chunk);
    }
  }

  end(): Sniffed {
    const { result, error } = { result: this.#outer.get("result"), error: this.#outer.get("error") };
    const whole = this.#walk.end();
    const answers = (result === undefined) !== (error === undefined) && !this.#outer.has("method");
    if (this.#doubt || !whole || !answers || (result ?? error)?.type !== "{") {
      return { kind: "uncertain" };
    }
    return result === undefined ? this.#error() : this.#result();
  }

  #hear(value: HeardValue): void {
    if (value.depth === 0) {
      this.#doubt ||= value.type !== "{";
    } else if (value.depth === 1) {
      this.#within = value.key;
      this.#note(this.#outer, OUTER_KEYS, value);
    } else if (this.#within === "result") {
      this.#note(this.#inner, RESULT_KEYS, value);
    } else if (this.#within === "error") {
      this.#note(this.#inner, ERROR_KEYS, value);
    }
  }

  #note(found: Map<string, HeardValue>, known: ReadonlyMap<string, string>, value: HeardValue): void {
    const { key } = value;
    const meant = key === undefined ? undefined : known.get(foldKey(key));
    if (key === undefined || meant === undefined) {
      return;
    }
    this.#doubt ||= meant !== key || found.has(key);
    found.set(key, value);
  }

  #error(): Sniffed {
    const code = this.#inner.get("code");
    const number = code?.text === undefined || code.type === '"' ? Number.NaN : Number(code.text);
    return Number.isSafeInteger(number) ? { kind: "error", code: number } : { kind: "uncertain" };
  }

  #result(): Sniffed {
    const type = this.#inner.get("resultType");
    const kind = type === undefined ? "complete" : type.type === '"' ? type.text : undefined;
    if (kind === "input_required" || kind === "task") {
      return { kind };
    }
    if (kind !== "complete") {
      return { kind: "uncertain" };
    }
    // Revision 2025-11-25 answers with a task as `result.task`; there is no `resultType` then.
    if (type === undefined && this.#inner.get("task")?.type === "{") {
      return { kind: "task" };
    }
    return toolOutcome(this.#inner.get("isError"));
  }
}

function toolOutcome(isError: HeardValue | undefined): Sniffed {
  if (isError === undefined || isError.text === "false") {
    return isError?.type === '"' ? { kind: "uncertain" } : { kind: "result" };
  }
  return isError.text === "true" && isError.type === "t" ? { kind: "tool_error" } : { kind: "uncertain" };
}

/** What a whole answer says. */
export function sniffText(text: string): Sniffed {
  const sniffer = new AnswerSniffer();
  sniffer.push(Buffer.from(text));
  return sniffer.end();
}

function byFold(...keys: readonly string[]): ReadonlyMap<string, string> {
  return new Map(keys.map((key) => [foldKey(key), key]));
}
