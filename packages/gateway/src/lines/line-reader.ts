/**
 * A stream of bytes taken apart into lines, however its chunks are cut. What is held is bounded: of a line that is too
 * long only the fact is kept.
 */

export type Line = { readonly kind: "line"; readonly bytes: Buffer } | { readonly kind: "too_long" };

const LF = 10;
const CR = 13;
const TOO_LONG: Line = { kind: "too_long" };

export class LineReader {
  readonly #limitBytes: number;
  #parts: Buffer[] = [];
  #bytes = 0;

  /** A line of more bytes, its end not counted, is too long. */
  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** The line under way is too long already: its end may never come. */
  get overLimit(): boolean {
    return this.#bytes > this.#limitBytes + 1;
  }

  /** The lines that this chunk ends; empty ones are left out. */
  push(chunk: Buffer): readonly Line[] {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      this.#hold(chunk.subarray(start, end));
      lines.push(...this.end());
      start = end + 1;
    }
    this.#hold(chunk.subarray(start));
    return lines;
  }

  /** The line that the stream ended in. Half a message cannot be taken for a whole one: its braces are open. */
  end(): readonly Line[] {
    const tooLong = this.overLimit;
    const whole =
      this.#parts.length === 1 && this.#parts[0] !== undefined ? this.#parts[0] : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#bytes = 0;
    const bytes = whole.at(-1) === CR ? whole.subarray(0, -1) : whole;
    if (tooLong || bytes.length > this.#limitBytes) {
      return [TOO_LONG];
    }
    return isBlank(bytes) ? [] : [{ kind: "line", bytes }];
  }

  #hold(part: Buffer): void {
    this.#bytes += part.length;
    // One more than the limit may be a CR that belongs to the line's end.
    if (this.overLimit) {
      this.#parts = [];
    } else if (part.length > 0) {
      this.#parts.push(part);
    }
  }
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === CR);
}
