/**
 * The strict reader of calls and documents: one pass, RFC 8259 and nothing more, and no text that two readers could
 * take for two things. Where `JSON.parse` lets the last of two equal keys win, this one refuses, after unescaping and
 * at any depth. It sits on the path of every call, so it builds values directly and allocates nothing else.
 */

import { DEFAULT_MAX_DEPTH, type JsonFault, shownKey } from "./fault.js";
import { CLOSE_ARRAY, CLOSE_OBJECT, COLON, COMMA, OPEN_ARRAY, OPEN_OBJECT, QUOTE, Scanner } from "./scanner.js";
import type { JsonObject, JsonValue } from "./value.js";

/** `loneSurrogates`: some string value holds half a surrogate pair, which UTF-8 cannot carry; keys never do. */
export type JsonRead =
  | { readonly ok: true; readonly value: JsonValue; readonly loneSurrogates: boolean }
  | { readonly ok: false; readonly fault: JsonFault };

/** Reads one JSON text. `maxDepth` counts the outermost container as one; at most 1,000. */
export function readJson(text: string, options?: { readonly maxDepth?: number }): JsonRead {
  const scan = new Scanner(text);
  const value = readValue(scan, Math.min(options?.maxDepth ?? DEFAULT_MAX_DEPTH, 1000));
  if (value !== undefined && Number.isNaN(scan.next())) return { ok: true, value, loneSurrogates: scan.loneAt >= 0 };
  scan.fail("syntax", scan.text === "" ? "expected a value" : "nothing may follow the first value");
  return { ok: false, fault: scan.fault as JsonFault };
}

function readValue(scan: Scanner, levels: number): JsonValue | undefined {
  switch (scan.next()) {
    case QUOTE:
      return scan.string();
    case OPEN_OBJECT:
      return levels > 0 ? readObject(scan, levels - 1) : tooDeep(scan);
    case OPEN_ARRAY:
      return levels > 0 ? readArray(scan, levels - 1) : tooDeep(scan);
    case 0x74:
      return scan.literal("true") ? true : undefined;
    case 0x66:
      return scan.literal("false") ? false : undefined;
    case 0x6e:
      return scan.literal("null") ? null : undefined;
    case 0x2d:
    case 0x30:
    case 0x31:
    case 0x32:
    case 0x33:
    case 0x34:
    case 0x35:
    case 0x36:
    case 0x37:
    case 0x38:
    case 0x39:
      return scan.number();
    default:
      return scan.fail("syntax", "expected a value");
  }
}

function tooDeep(scan: Scanner): undefined {
  return scan.fail("too_deep", "too many containers within containers");
}

function readArray(scan: Scanner, levels: number): JsonValue[] | undefined {
  const values: JsonValue[] = [];
  scan.at++;
  if (scan.next() === CLOSE_ARRAY) {
    scan.at++;
    return values;
  }
  for (;;) {
    const value = readValue(scan, levels);
    if (value === undefined) return undefined;
    values.push(value);
    const code = scan.next();
    if (code !== COMMA && code !== CLOSE_ARRAY) return scan.fail("syntax", "expected `,` or `]`");
    scan.at++;
    if (code === CLOSE_ARRAY) return values;
  }
}

function readObject(scan: Scanner, levels: number): JsonObject | undefined {
  const object: Record<string, JsonValue> = {};
  scan.at++;
  if (scan.next() === CLOSE_OBJECT) {
    scan.at++;
    return object;
  }
  for (;;) {
    const key = readKey(scan, object);
    if (key === undefined) return undefined;
    const value = readValue(scan, levels);
    if (value === undefined) return undefined;
    if (key === "__proto__") define(object, key, value);
    else object[key] = value;
    const code = scan.next();
    if (code !== COMMA && code !== CLOSE_OBJECT) return scan.fail("syntax", "expected `,` or `}`");
    scan.at++;
    if (code === CLOSE_OBJECT) return object;
  }
}

function readKey(scan: Scanner, object: JsonObject): string | undefined {
  if (scan.next() !== QUOTE) return scan.fail("syntax", "expected a key in double quotes");
  const start = scan.at;
  const before = scan.loneAt;
  const key = scan.string();
  if (key === undefined) return undefined;
  if (scan.loneAt !== before) return scan.fail("lone_surrogate", "a key holds half of a surrogate pair", start);
  if (object[key] !== undefined && Object.hasOwn(object, key)) {
    return scan.fail("duplicate_key", `the key ${shownKey(key)} appears twice in one object`, start);
  }
  if (scan.next() !== COLON) return scan.fail("syntax", "expected `:` after the key");
  scan.at++;
  return key;
}

function define(object: Record<string, JsonValue>, key: string, value: JsonValue): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}
