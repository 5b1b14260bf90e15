/**
 * A pull reader: walks a JSON text, builds only what is asked for, passes over the rest at the speed of a scan, and
 * tells offsets, so that a list can be cut out of an answer while every other byte stays as it came. Grammar is
 * checked everywhere, also in what is passed over; duplicate keys are the caller's to judge, who sees every key.
 *
 *     const cursor = new JsonCursor(text);
 *     if (cursor.enterObject()) for (let key = cursor.nextKey(); key !== undefined; key = cursor.nextKey()) cursor.skip();
 *     if (!cursor.end()) refuse(cursor.fault);
 */

import { DEFAULT_MAX_DEPTH, type JsonFault } from "./fault.js";
import { CLOSE_ARRAY, CLOSE_OBJECT, COLON, COMMA, OPEN_ARRAY, OPEN_OBJECT, QUOTE, Scanner } from "./scanner.js";
import type { UncarriedNumber } from "./value.js";

export type JsonKind = "object" | "array" | "string" | "number" | "boolean" | "null";

export class JsonCursor {
  readonly text: string;
  /** Where the last key began. */
  keyStart = 0;
  readonly #scan: Scanner;
  readonly #maxDepth: number;
  #depth = 0;
  /** A container was entered and its first member or element is still to come. */
  #fresh = false;

  constructor(text: string, options?: { readonly maxDepth?: number }) {
    this.text = text;
    this.#scan = new Scanner(text);
    this.#maxDepth = Math.min(options?.maxDepth ?? DEFAULT_MAX_DEPTH, 1000);
  }

  /** Why the walk stopped; every method answers undefined or false from then on. */
  get fault(): JsonFault | undefined {
    return this.#scan.fault;
  }

  /** Offset behind what was read last. */
  get offset(): number {
    return this.#scan.at;
  }

  /** Whether the string or key read last holds half of a surrogate pair. */
  get loneSurrogate(): boolean {
    return this.#scan.loneAt >= 0;
  }

  /** Offset of the value ahead. */
  start(): number {
    this.#scan.next();
    return this.#scan.at;
  }

  /** Kind of the value ahead, by its first character. */
  peek(): JsonKind | undefined {
    if (this.fault !== undefined) return undefined;
    return kindOf(this.#scan.next());
  }

  /** Steps into the object ahead. */
  enterObject(): boolean {
    return this.#enter(OPEN_OBJECT, "expected an object");
  }

  /** Steps into the array ahead. */
  enterArray(): boolean {
    return this.#enter(OPEN_ARRAY, "expected an array");
  }

  /** The next key of the object; undefined when the object ended, or at a fault. Its value must be read or skipped. */
  nextKey(): string | undefined {
    if (!this.#advance(CLOSE_OBJECT, "expected `,` or `}`")) return undefined;
    const scan = this.#scan;
    if (scan.next() !== QUOTE) return scan.fail("syntax", "expected a key in double quotes");
    this.keyStart = scan.at;
    const key = this.string();
    if (key === undefined) return undefined;
    if (scan.next() !== COLON) return scan.fail("syntax", "expected `:` after the key");
    scan.at++;
    return key;
  }

  /** Whether another element is ahead; false when the array ended, or at a fault. It must be read or skipped. */
  nextElement(): boolean {
    return this.#advance(CLOSE_ARRAY, "expected `,` or `]`");
  }

  /** Reads the string ahead. */
  string(): string | undefined {
    const scan = this.#scan;
    if (this.fault !== undefined) return undefined;
    if (scan.next() !== QUOTE) return scan.fail("syntax", "expected a string");
    scan.loneAt = -1;
    return scan.string();
  }

  /** Reads the number ahead. */
  number(): number | UncarriedNumber | undefined {
    if (this.peek() !== "number") return this.#scan.fail("syntax", "expected a number");
    return this.#scan.number();
  }

  /** Passes over the value ahead. */
  skip(): boolean {
    return this.fault === undefined && skipValue(this.#scan, this.#maxDepth - this.#depth);
  }

  /** Whether the text ends here, with every container left. */
  end(): boolean {
    const scan = this.#scan;
    if (this.fault !== undefined) return false;
    if (this.#depth > 0 || !Number.isNaN(scan.next())) scan.fail("syntax", "nothing may follow the first value");
    return this.fault === undefined;
  }

  #enter(open: number, message: string): boolean {
    const scan = this.#scan;
    if (this.fault !== undefined) return false;
    if (scan.next() !== open) return scan.fail("syntax", message) ?? false;
    if (++this.#depth > this.#maxDepth) return tooDeep(scan);
    scan.at++;
    this.#fresh = true;
    return true;
  }

  #advance(close: number, message: string): boolean {
    const scan = this.#scan;
    if (this.fault !== undefined) return false;
    const first = this.#fresh;
    this.#fresh = false;
    const code = scan.next();
    if (code === close) {
      scan.at++;
      this.#depth--;
      return false;
    }
    if (first) return true;
    if (code !== COMMA) return scan.fail("syntax", message) ?? false;
    scan.at++;
    return true;
  }
}

function kindOf(code: number): JsonKind | undefined {
  if (code === QUOTE) return "string";
  if (code === OPEN_OBJECT) return "object";
  if (code === OPEN_ARRAY) return "array";
  if (code === 0x74 || code === 0x66) return "boolean";
  if (code === 0x6e) return "null";
  return code === 0x2d || (code >= 0x30 && code <= 0x39) ? "number" : undefined;
}

function tooDeep(scan: Scanner): false {
  return scan.fail("too_deep", "too many containers within containers") ?? false;
}

function skipValue(scan: Scanner, levels: number): boolean {
  switch (kindOf(scan.next())) {
    case "string":
      return scan.skipString();
    case "number":
      return scan.skipNumber();
    case "object":
      return levels > 0 ? skipObject(scan, levels - 1) : tooDeep(scan);
    case "array":
      return levels > 0 ? skipArray(scan, levels - 1) : tooDeep(scan);
    case "null":
      return scan.literal("null");
    case "boolean":
      return scan.literal(scan.text.charCodeAt(scan.at) === 0x74 ? "true" : "false");
    default:
      return scan.fail("syntax", "expected a value") ?? false;
  }
}

function skipArray(scan: Scanner, levels: number): boolean {
  scan.at++;
  if (scan.next() === CLOSE_ARRAY) {
    scan.at++;
    return true;
  }
  for (;;) {
    if (!skipValue(scan, levels)) return false;
    const code = scan.next();
    if (code !== COMMA && code !== CLOSE_ARRAY) return scan.fail("syntax", "expected `,` or `]`") ?? false;
    scan.at++;
    if (code === CLOSE_ARRAY) return true;
  }
}

function skipObject(scan: Scanner, levels: number): boolean {
  scan.at++;
  if (scan.next() === CLOSE_OBJECT) {
    scan.at++;
    return true;
  }
  for (;;) {
    if (scan.next() !== QUOTE) return scan.fail("syntax", "expected a key in double quotes") ?? false;
    if (!scan.skipString()) return false;
    if (scan.next() !== COLON) return scan.fail("syntax", "expected `:` after the key") ?? false;
    scan.at++;
    if (!skipValue(scan, levels)) return false;
    const code = scan.next();
    if (code !== COMMA && code !== CLOSE_OBJECT) return scan.fail("syntax", "expected `,` or `}`") ?? false;
    scan.at++;
    if (code === CLOSE_OBJECT) return true;
  }
}
