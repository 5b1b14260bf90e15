/**
 * The tokens of RFC 8259, shared by every reader of this package: one place where a string, a number or a literal
 * begins and ends, so that the value reader, the tree and the cursor can never disagree about a text.
 *
 * A character at a time is slow in JavaScript, so the engine's own searches find the end of a string, the next backslash
 * and the next control character; the last two are remembered, so each part of a text is searched once.
 *
 * The first fault stops a scanner: methods answer `undefined` (or false) and `fault` says why.
 */

import type { JsonFault, JsonFaultCode } from "./fault.js";
import { numberFrom } from "./number.js";
import type { UncarriedNumber } from "./value.js";

export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_ARRAY = 0x5b;
export const CLOSE_ARRAY = 0x5d;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const SMALL_DIGITS = 15;
const SURROGATE = /[\uD800-\uDFFF]/;
const LONE_SURROGATE = /\p{Surrogate}/u;
/** What comes before the space: the control characters that a string may not hold. */
const CONTROL = /[^ -\uFFFF]/g;

export class Scanner {
  readonly text: string;
  at = 0;
  fault: JsonFault | undefined;
  /** Offset of the last string that holds a surrogate without its partner; -1 when there was none. */
  loneAt = -1;
  readonly #surrogates: boolean;
  #escapes = false;
  #escapedSurrogates = false;
  #backslash = -1;
  #control = -1;

  constructor(text: string) {
    this.text = text;
    this.#surrogates = SURROGATE.test(text);
  }

  fail(code: JsonFaultCode, message: string, offset: number = this.at): undefined {
    this.fault ??= { code, message, offset };
    return undefined;
  }

  /** Skips white space and answers the code unit that follows it; NaN at the end. */
  next(): number {
    let code = this.text.charCodeAt(this.at);
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) code = this.text.charCodeAt(++this.at);
    return code;
  }

  /** Reads the string that starts here. */
  string(): string | undefined {
    const start = this.at;
    if (!this.skipString()) return undefined;
    const value = this.#escapes
      ? (JSON.parse(this.text.slice(start, this.at)) as string)
      : this.text.slice(start + 1, this.at - 1);
    if ((this.#surrogates || this.#escapedSurrogates) && LONE_SURROGATE.test(value)) this.loneAt = start;
    return value;
  }

  /** Passes over the string that starts here, checking its grammar but building nothing. */
  skipString(): boolean {
    const { text } = this;
    const start = this.at + 1;
    let from = start;
    let quote = text.indexOf('"', from);
    this.#escapes = false;
    this.#escapedSurrogates = false;
    while (quote >= 0 && this.#backslashFrom(from) < quote) {
      const place = this.#backslash;
      const length = this.#escapeLength(place);
      if (length === 0) return false;
      this.#escapes = true;
      if (length === 6 && (text.charCodeAt(place + 2) | 0x20) === 0x64) this.#escapedSurrogates = true;
      from = place + length;
      if (quote < from) quote = text.indexOf('"', from);
    }
    if (quote < 0) return this.#no("the string is not closed");
    if (this.#controlFrom(start) < quote) {
      return this.#no("a control character in a string must be written as an escape", this.#control);
    }
    this.at = quote + 1;
    return true;
  }

  /** Reads the number that starts here. */
  number(): number | UncarriedNumber | undefined {
    const { text } = this;
    const start = this.at;
    let at = text.charCodeAt(start) === MINUS ? start + 1 : start;
    const first = at;
    let value = 0;
    let code = text.charCodeAt(at);
    while (code >= ZERO && code <= NINE) {
      value = value * 10 + (code - ZERO);
      code = text.charCodeAt(++at);
    }
    const plain = code !== POINT && code !== 0x65 && code !== 0x45;
    const digits = at - first;
    if (plain && digits > 0 && digits <= SMALL_DIGITS && (digits === 1 || text.charCodeAt(first) !== ZERO)) {
      this.at = at;
      return first === start ? value : -value;
    }
    return this.skipNumber() ? numberFrom(text.slice(start, this.at)) : undefined;
  }

  /** Passes over the number that starts here. */
  skipNumber(): boolean {
    const { text } = this;
    if (text.charCodeAt(this.at) === MINUS) this.at++;
    const first = this.at;
    if (!this.#digits("expected a digit")) return false;
    if (this.at - first > 1 && text.charCodeAt(first) === ZERO) return this.#no("a number has no leading zero", first);
    if (text.charCodeAt(this.at) === POINT) {
      this.at++;
      if (!this.#digits("expected a digit after the point")) return false;
    }
    const code = text.charCodeAt(this.at);
    if (code !== 0x65 && code !== 0x45) return true;
    const sign = text.charCodeAt(++this.at);
    if (sign === PLUS || sign === MINUS) this.at++;
    return this.#digits("expected a digit in the exponent");
  }

  /** Passes over `true`, `false` or `null`. */
  literal(word: string): boolean {
    if (!this.text.startsWith(word, this.at)) return this.#no("expected a value");
    this.at += word.length;
    return true;
  }

  #digits(message: string): boolean {
    const start = this.at;
    let code = this.text.charCodeAt(start);
    while (code >= ZERO && code <= NINE) code = this.text.charCodeAt(++this.at);
    return this.at > start || this.#no(message);
  }

  #no(message: string, offset: number = this.at): false {
    this.fail("syntax", message, offset);
    return false;
  }

  /** Offset of the first backslash from here on; the text's length when there is none. */
  #backslashFrom(from: number): number {
    if (this.#backslash < from) {
      const found = this.text.indexOf("\\", from);
      this.#backslash = found < 0 ? this.text.length : found;
    }
    return this.#backslash;
  }

  /** Offset of the first control character from here on; the text's length when there is none. */
  #controlFrom(from: number): number {
    if (this.#control < from) {
      CONTROL.lastIndex = from;
      this.#control = CONTROL.test(this.text) ? CONTROL.lastIndex - 1 : this.text.length;
    }
    return this.#control;
  }

  /** Units of the escape at this offset: 2 or 6; 0 with a fault when it is none. */
  #escapeLength(at: number): 0 | 2 | 6 {
    const code = this.text.charCodeAt(at + 1);
    if (isShortEscape(code)) return 2;
    if (code === 0x75 && isHex4(this.text, at + 2)) return 6;
    this.fail("syntax", code === 0x75 ? "`\\u` needs four hexadecimal digits" : "no such escape in a JSON string", at);
    return 0;
  }
}

/** `"` `\` `/` `b` `f` `n` `r` `t` */
export function isShortEscape(code: number | undefined): boolean {
  switch (code) {
    case 0x22:
    case 0x5c:
    case 0x2f:
    case 0x62:
    case 0x66:
    case 0x6e:
    case 0x72:
    case 0x74:
      return true;
    default:
      return false;
  }
}

function isHex4(text: string, at: number): boolean {
  for (let i = at; i < at + 4; i++) {
    const code = text.charCodeAt(i);
    const letter = code | 0x20;
    if (!((code >= ZERO && code <= NINE) || (letter >= 0x61 && letter <= 0x66))) return false;
  }
  return true;
}
