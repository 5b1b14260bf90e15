/**
 * A walk over JSON that comes in chunks of bytes: the grammar is checked, nothing is built, and a listener hears of the
 * values near the root. Memory is bounded by the depth allowed, whatever the size of the text.
 *
 * One thing is not checked: control characters within the far part of a long string, which the engine's own search
 * passes over. No structure can hide there.
 */
import { isShortEscape } from "@turnpike/json";

/** What is heard of a value. */
export type HeardValue = {
  /** 0 for the root, 1 for its members and elements. */
  readonly depth: number;
  /** The key as it reads, without escapes; undefined in arrays, and for keys too long to matter. */
  readonly key: string | undefined;
  /** `{`, `[`, `"`, or the first character of a number or literal. */
  readonly type: string;
  /** A number or literal as written, a string as it reads; undefined for containers and when long. */
  readonly text: string | undefined;
};

const FAILED = 0;
const VALUE = 1;
const FIRST_ELEMENT = 2;
const FIRST_KEY = 3;
const KEY = 4;
const COLON = 5;
const NEXT = 6;
const DONE = 7;
const STRING = 8;
const ESCAPE = 9;
const SCALAR = 10;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MAX_DEPTH = 1000;
const MAX_HEARD_DEPTH = 2;
const MAX_KEPT_BYTES = 400;
/** Up to here a loop is faster than the engine's search. */
const SHORT_BYTES = 24;
const FAULTY = Symbol("faulty");
const SCALAR_TEXT = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/;

export class JsonWalk {
  readonly #hear: (value: HeardValue) => void;
  #state = VALUE;
  #depth = 0;
  /** For each open container whether it is an object. */
  readonly #objects = new Uint8Array(MAX_DEPTH + 1);
  /** The key under way at each depth that is heard of. */
  readonly #keys: (string | undefined)[] = [];
  #isKey = false;
  #hexLeft = 0;
  /** The string or scalar under way as Latin-1; undefined when nobody hears of it or it is too long. */
  #kept: string | undefined;
  #escapes = false;
  /** Offset of the next backslash of the chunk at hand. */
  #backslash = -1;

  constructor(hear: (value: HeardValue) => void) {
    this.#hear = hear;
  }

  push(chunk: Buffer): void {
    let at = 0;
    this.#backslash = -1;
    while (at < chunk.length && this.#state !== FAILED) {
      if (this.#state < STRING) {
        at = this.#mark(chunk, at);
      } else if (this.#state === STRING) {
        at = this.#string(chunk, at);
      } else {
        at = this.#state === ESCAPE ? this.#escape(chunk, at) : this.#scalar(chunk, at);
      }
    }
  }

  /** Whether exactly one JSON value has come. */
  end(): boolean {
    if (this.#state === SCALAR) {
      this.#endScalar();
    }
    return this.#state === DONE;
  }

  #mark(chunk: Buffer, at: number): number {
    const byte = chunk[at] as number;
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
      return at + 1;
    }
    switch (this.#state) {
      case VALUE:
        return this.#begin(byte, at);
      case FIRST_ELEMENT:
        return byte === 0x5d ? this.#close(0, at) : this.#begin(byte, at);
      case FIRST_KEY:
        return byte === 0x7d ? this.#close(1, at) : this.#beginKey(byte, at);
      case KEY:
        return this.#beginKey(byte, at);
      case COLON:
        this.#state = byte === 0x3a ? VALUE : FAILED;
        return at + 1;
      case NEXT:
        if (byte === 0x2c) {
          this.#state = this.#objects[this.#depth] === 1 ? KEY : VALUE;
          return at + 1;
        }
        return byte === 0x7d || byte === 0x5d ? this.#close(byte === 0x7d ? 1 : 0, at) : this.#fail();
      default:
        return this.#fail();
    }
  }

  #begin(byte: number, at: number): number {
    if (byte === 0x7b || byte === 0x5b) {
      return this.#open(byte === 0x7b ? 1 : 0, at);
    }
    this.#kept = this.#depth <= MAX_HEARD_DEPTH ? "" : undefined;
    this.#escapes = false;
    this.#isKey = false;
    if (byte === QUOTE) {
      this.#state = STRING;
      return at + 1;
    }
    this.#kept = "";
    this.#state = SCALAR;
    return isScalarByte(byte) ? at : this.#fail();
  }

  #beginKey(byte: number, at: number): number {
    this.#kept = this.#depth <= MAX_HEARD_DEPTH ? "" : undefined;
    this.#escapes = false;
    this.#isKey = true;
    this.#state = byte === QUOTE ? STRING : FAILED;
    return at + 1;
  }

  #open(isObject: 0 | 1, at: number): number {
    this.#tell(isObject === 1 ? "{" : "[", undefined);
    if (this.#depth === MAX_DEPTH) {
      return this.#fail();
    }
    this.#depth++;
    this.#objects[this.#depth] = isObject;
    if (this.#depth <= MAX_HEARD_DEPTH) {
      this.#keys[this.#depth] = undefined;
    }
    this.#state = isObject === 1 ? FIRST_KEY : FIRST_ELEMENT;
    return at + 1;
  }

  #close(isObject: 0 | 1, at: number): number {
    if (this.#depth === 0 || this.#objects[this.#depth] !== isObject) {
      return this.#fail();
    }
    this.#depth--;
    this.#afterValue();
    return at + 1;
  }

  #string(chunk: Buffer, from: number): number {
    let end = this.#stringStop(chunk, from);
    while (chunk[end] === BACKSLASH && isShortEscape(chunk[end + 1])) {
      this.#escapes = true;
      end = this.#stringStop(chunk, end + 2);
    }
    this.#keep(chunk, from, end);
    if (end === chunk.length) {
      return end;
    }
    if (chunk[end] === QUOTE) {
      this.#endString();
    } else if (chunk[end] === BACKSLASH) {
      this.#keep(chunk, end, end + 1);
      this.#escapes = true;
      this.#state = ESCAPE;
    } else {
      return this.#fail();
    }
    return end + 1;
  }

  /** Offset of the next quote, backslash or (nearby) control character; the chunk's length when there is none. */
  #stringStop(chunk: Buffer, from: number): number {
    const short = Math.min(from + SHORT_BYTES, chunk.length);
    for (let at = from; at < short; at++) {
      const byte = chunk[at] as number;
      if (byte === QUOTE || byte === BACKSLASH || byte < 0x20) {
        return at;
      }
    }
    if (this.#backslash < short) {
      const found = chunk.indexOf(BACKSLASH, short);
      this.#backslash = found < 0 ? chunk.length : found;
    }
    const quote = chunk.indexOf(QUOTE, short);
    return quote < 0 ? this.#backslash : Math.min(quote, this.#backslash);
  }

  #escape(chunk: Buffer, at: number): number {
    const byte = chunk[at] as number;
    this.#keep(chunk, at, at + 1);
    if (this.#hexLeft > 0) {
      this.#hexLeft--;
      this.#state = isHex(byte) ? (this.#hexLeft > 0 ? ESCAPE : STRING) : FAILED;
    } else if (byte === 0x75) {
      this.#hexLeft = 4;
    } else {
      this.#state = isShortEscape(byte) ? STRING : FAILED;
    }
    return at + 1;
  }

  #scalar(chunk: Buffer, from: number): number {
    let at = from;
    while (at < chunk.length && isScalarByte(chunk[at] as number)) {
      at++;
    }
    this.#keep(chunk, from, at);
    if (this.#kept === undefined) {
      return this.#fail();
    }
    if (at < chunk.length) {
      this.#endScalar();
    }
    return at;
  }

  #keep(chunk: Buffer, from: number, end: number): void {
    if (this.#kept !== undefined && end > from) {
      const fits = this.#kept.length + end - from <= MAX_KEPT_BYTES;
      this.#kept = fits ? this.#kept + chunk.toString("latin1", from, end) : undefined;
    }
  }

  #endString(): void {
    const text = this.#kept === undefined ? undefined : reading(this.#kept, this.#escapes);
    if (text === FAULTY) {
      this.#fail();
      return;
    }
    if (!this.#isKey) {
      this.#tell('"', text);
      this.#afterValue();
      return;
    }
    if (this.#depth <= MAX_HEARD_DEPTH) {
      this.#keys[this.#depth] = text;
    }
    this.#state = COLON;
  }

  #endScalar(): void {
    const text = this.#kept ?? "";
    if (!SCALAR_TEXT.test(text)) {
      this.#fail();
      return;
    }
    this.#tell(text.charAt(0), text);
    this.#afterValue();
  }

  #tell(type: string, text: string | undefined): void {
    if (this.#depth <= MAX_HEARD_DEPTH) {
      this.#hear({ depth: this.#depth, key: this.#keys[this.#depth], type, text });
    }
  }

  #afterValue(): void {
    this.#state = this.#depth === 0 ? DONE : NEXT;
  }

  #fail(): number {
    this.#state = FAILED;
    return 0;
  }
}

function isScalarByte(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    byte === 0x2d ||
    byte === 0x2e ||
    byte === 0x2b ||
    byte === 0x45
  );
}

function isHex(byte: number): boolean {
  const letter = byte | 0x20;
  return (byte >= 0x30 && byte <= 0x39) || (letter >= 0x61 && letter <= 0x66);
}

/** What the raw Latin-1 bytes of a string read as. */
function reading(raw: string, escapes: boolean): string | typeof FAULTY {
  const text = /[\x80-\xFF]/.test(raw) ? Buffer.from(raw, "latin1").toString("utf8") : raw;
  if (!escapes) {
    return text;
  }
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return FAULTY;
  }
}
