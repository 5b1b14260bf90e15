/**
 * What of a JSON-RPC message says where it belongs, with its place in the text, so that an id can be replaced and every other
 * byte stays. A message in which two readers could find two ids is not read at all.
 */
import { foldKey, JsonCursor } from "@turnpike/json";
import type { RequestId } from "../../refusal.js";

const SUBSCRIPTION_ID = "io.modelcontextprotocol/subscriptionId";
const LOG_LEVEL = "io.modelcontextprotocol/logLevel";
/** Keys that matter, by how readers that ignore case see them. */
type Keys = ReadonlyMap<string, string>;
const keys = (...names: readonly string[]): Keys => new Map(names.map((name) => [foldKey(name), name]));
const OUTER = keys("jsonrpc", "id", "method", "params", "result", "error");
const IN_PARAMS = keys("progressToken", "requestId", "_meta");
const IN_RESULT = keys("_meta");
const IN_META = keys("progressToken", SUBSCRIPTION_ID, LOG_LEVEL);
const IN_ERROR = keys("code");
/** As deep as answers are read elsewhere. */
const MAX_DEPTH = 1000;

/** An id or token: what it is, how it is written, and where. */
export type Mark = { readonly value: RequestId; readonly start: number; readonly end: number };

export type LineParts = {
  kind: "request" | "response" | "notification";
  method: string | undefined;
  id: Mark | undefined;
  /** Of a response that is an error. */
  errorCode: number | undefined;
  /** In `params` of a notification, in `params._meta` of a request. */
  progressToken: Mark | undefined;
  /** The request that is cancelled. */
  requestId: Mark | undefined;
  subscriptionId: Mark | undefined;
  /** The request wants log messages, which it has to say in 2026-07-28. */
  wantsLogs: boolean;
};

/** Reads one message; undefined for what is none, or could be read in two ways. */
export function readLine(text: string): LineParts | undefined {
  const reader = new PartsReader(text);
  return reader.read();
}

/** The text with other ids in the place of those found in it. */
export function withMarks(text: string, replacements: readonly (readonly [Mark, string])[]): string {
  let written = "";
  let from = 0;
  for (const [{ start, end }, instead] of [...replacements].sort(([a], [b]) => a.start - b.start)) {
    written += text.slice(from, start) + instead;
    from = end;
  }
  return written + text.slice(from);
}

class PartsReader {
  readonly #cursor: JsonCursor;
  readonly #found: LineParts;
  readonly #tokens: { inParams: Mark | undefined; inMeta: Mark | undefined } = {
    inParams: undefined,
    inMeta: undefined,
  };
  #unclear = false;

  constructor(text: string) {
    this.#cursor = new JsonCursor(text, { maxDepth: MAX_DEPTH });
    this.#found = {
      kind: "notification",
      method: undefined,
      id: undefined,
      errorCode: undefined,
      progressToken: undefined,
      requestId: undefined,
      subscriptionId: undefined,
      wantsLogs: false,
    };
  }

  read(): LineParts | undefined {
    const found = this.#found;
    const tokens = this.#tokens;
    const cursor = this.#cursor;
    if (cursor.peek() !== "object") {
      return undefined;
    }
    const seen = this.#members(OUTER, (key) => {
      if (key === "id") found.id = this.#mark();
      else if (key === "method" && cursor.peek() === "string") found.method = cursor.string();
      else if (key === "params") this.#params();
      else if (key === "result") this.#result();
      else if (key === "error") this.#error();
      else cursor.skip();
    });
    if (!cursor.end() || this.#unclear) {
      return undefined;
    }
    const answers = seen.has("result") !== seen.has("error") && !seen.has("method");
    if (answers) {
      found.kind = "response";
      return found.id === undefined ? undefined : found;
    }
    if (found.method === undefined || seen.has("result") || seen.has("error")) {
      return undefined;
    }
    found.kind = seen.has("id") ? "request" : "notification";
    // One in the other place is no token, and must not hide the one that is.
    found.progressToken = found.kind === "request" ? tokens.inMeta : tokens.inParams;
    return found.kind === "request" && found.id === undefined ? undefined : found;
  }

  #params(): void {
    const found = this.#found;
    this.#members(IN_PARAMS, (key) => {
      if (key === "_meta") this.#meta();
      else if (key === "progressToken") this.#tokens.inParams = this.#mark();
      else if (key === "requestId") found.requestId = this.#mark();
      else this.#cursor.skip();
    });
  }

  #result(): void {
    this.#members(IN_RESULT, (key) => {
      if (key === "_meta") this.#meta();
      else this.#cursor.skip();
    });
  }

  #meta(): void {
    const found = this.#found;
    this.#members(IN_META, (key) => {
      if (key === "progressToken") this.#tokens.inMeta = this.#mark();
      else if (key === SUBSCRIPTION_ID) found.subscriptionId = this.#mark();
      else {
        found.wantsLogs ||= key === LOG_LEVEL;
        this.#cursor.skip();
      }
    });
  }

  #error(): void {
    const cursor = this.#cursor;
    this.#members(IN_ERROR, (key) => {
      if (key !== "code" || cursor.peek() !== "number") {
        cursor.skip();
        return;
      }
      const code = cursor.number();
      this.#found.errorCode = typeof code === "number" ? code : undefined;
    });
  }

  /** Visits the object ahead, and passes over what is none; keys that matter are there once, and spelt so. */
  #members(known: Keys, visit: (key: string) => void): ReadonlySet<string> {
    const cursor = this.#cursor;
    const seen = new Set<string>();
    if (cursor.peek() !== "object") {
      cursor.skip();
      return seen;
    }
    cursor.enterObject();
    for (let key = cursor.nextKey(); key !== undefined; key = cursor.nextKey()) {
      const meant = known.get(foldKey(key));
      if (meant !== undefined) {
        this.#unclear ||= meant !== key || seen.has(key);
        seen.add(key);
      }
      visit(key);
    }
    return seen;
  }

  #mark(): Mark | undefined {
    const cursor = this.#cursor;
    const start = cursor.start();
    const kind = cursor.peek();
    const value = kind === "string" ? cursor.string() : kind === "number" ? cursor.number() : undefined;
    if (kind !== "string" && kind !== "number") {
      cursor.skip();
    }
    return typeof value === "string" || typeof value === "number" ? { value, start, end: cursor.offset } : undefined;
  }
}
