/**
 * The reader of documents that people write: every value with its place in the text, and duplicate keys collected
 * rather than stopping at the first, so that a policy's author learns all mistakes at once. A fault of grammar still
 * stops, because what follows it cannot be told.
 */

import { DEFAULT_MAX_DEPTH, type JsonFault, shownKey } from "./fault.js";
import { CLOSE_ARRAY, CLOSE_OBJECT, COLON, COMMA, OPEN_ARRAY, OPEN_OBJECT, QUOTE, Scanner } from "./scanner.js";
import type { UncarriedNumber } from "./value.js";

/** Offsets count UTF-16 units; `end` is behind the last one. */
type Span = { readonly start: number; readonly end: number };

/** One member of an object, in the order of the text; a duplicate key stays in the list. */
export type JsonMember = {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: JsonNode;
};

/** A value with its place. */
export type JsonNode =
  | (Span & { readonly kind: "object"; readonly members: readonly JsonMember[] })
  | (Span & { readonly kind: "array"; readonly items: readonly JsonNode[] })
  | (Span & { readonly kind: "string"; readonly value: string })
  | (Span & { readonly kind: "number"; readonly value: number | UncarriedNumber })
  | (Span & { readonly kind: "boolean"; readonly value: boolean })
  | (Span & { readonly kind: "null"; readonly value: null });

/** Reads one JSON text as a tree; `root` is undefined when the grammar does not hold. */
export function readJsonTree(text: string): { root: JsonNode | undefined; faults: readonly JsonFault[] } {
  const reader = new TreeReader(text);
  return { root: reader.document(), faults: reader.faults };
}

class TreeReader {
  readonly faults: JsonFault[] = [];
  readonly #scan: Scanner;

  constructor(text: string) {
    this.#scan = new Scanner(text);
  }

  document(): JsonNode | undefined {
    const scan = this.#scan;
    const root = this.#value(DEFAULT_MAX_DEPTH);
    if (root !== undefined && !Number.isNaN(scan.next())) scan.fail("syntax", "nothing may follow the first value");
    if (scan.fault === undefined) return root;
    this.faults.push(scan.fault);
    return undefined;
  }

  #value(levels: number): JsonNode | undefined {
    const scan = this.#scan;
    const code = scan.next();
    const start = scan.at;
    if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      if (levels === 0) return scan.fail("too_deep", "too many containers within containers");
      return code === OPEN_OBJECT ? this.#object(levels - 1) : this.#array(levels - 1);
    }
    if (code === QUOTE) {
      const value = scan.string();
      return value === undefined ? undefined : { kind: "string", start, end: scan.at, value };
    }
    if (code === 0x74 || code === 0x66) {
      const word = code === 0x74 ? "true" : "false";
      return scan.literal(word) ? { kind: "boolean", start, end: scan.at, value: word === "true" } : undefined;
    }
    if (code === 0x6e) return scan.literal("null") ? { kind: "null", start, end: scan.at, value: null } : undefined;
    if (code !== 0x2d && !(code >= 0x30 && code <= 0x39)) return scan.fail("syntax", "expected a value");
    const value = scan.number();
    return value === undefined ? undefined : { kind: "number", start, end: scan.at, value };
  }

  #array(levels: number): JsonNode | undefined {
    const scan = this.#scan;
    const start = scan.at++;
    const items: JsonNode[] = [];
    while (scan.next() !== CLOSE_ARRAY || items.length > 0) {
      const item = this.#value(levels);
      if (item === undefined) return undefined;
      items.push(item);
      const code = scan.next();
      if (code === CLOSE_ARRAY) break;
      if (code !== COMMA) return scan.fail("syntax", "expected `,` or `]`");
      scan.at++;
    }
    return { kind: "array", start, end: ++scan.at, items };
  }

  #object(levels: number): JsonNode | undefined {
    const scan = this.#scan;
    const start = scan.at++;
    const members: JsonMember[] = [];
    const keys = new Set<string>();
    while (scan.next() !== CLOSE_OBJECT || members.length > 0) {
      const member = this.#member(levels, keys);
      if (member === undefined) return undefined;
      members.push(member);
      const code = scan.next();
      if (code === CLOSE_OBJECT) break;
      if (code !== COMMA) return scan.fail("syntax", "expected `,` or `}`");
      scan.at++;
    }
    return { kind: "object", start, end: ++scan.at, members };
  }

  #member(levels: number, keys: Set<string>): JsonMember | undefined {
    const scan = this.#scan;
    if (scan.next() !== QUOTE) return scan.fail("syntax", "expected a key in double quotes");
    const keyStart = scan.at;
    const before = scan.loneAt;
    const key = scan.string();
    if (key === undefined) return undefined;
    const keyEnd = scan.at;
    if (scan.loneAt !== before) this.#collect("lone_surrogate", "a key holds half of a surrogate pair", keyStart);
    if (keys.has(key)) {
      this.#collect("duplicate_key", `the key ${shownKey(key)} appears twice in one object`, keyStart);
    }
    keys.add(key);
    if (scan.next() !== COLON) return scan.fail("syntax", "expected `:` after the key");
    scan.at++;
    const value = this.#value(levels);
    return value === undefined ? undefined : { key, keyStart, keyEnd, value };
  }

  #collect(code: JsonFault["code"], message: string, offset: number): void {
    this.faults.push({ code, message, offset });
  }
}
