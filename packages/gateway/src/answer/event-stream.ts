/**
 * Server-sent events, taken apart as they come: every event with the very bytes it came in, so that one that need not
 * change is forwarded byte for byte (ids, comments, line ends and all), and with its data, so that every message on a
 * stream is looked at.
 *
 * Chunks may be cut anywhere, also within a character or between CR and LF. An LF whose CR has already ended an event
 * stands at the start of the next event's bytes; there it ends an empty line, which means nothing.
 */

export type StreamEvent = {
  /** As they came, the empty line that ends the event included. */
  readonly bytes: Buffer;
  /** The `data` lines, joined; undefined when there is none (a comment, a lone `retry`), empty for a priming event. */
  readonly data: string | undefined;
  readonly id: string | undefined;
};

export type Pushed =
  | { readonly ok: true; readonly events: readonly StreamEvent[] }
  | { readonly ok: false; readonly message: string };

const LF = 10;
const CR = 13;
const LINE_END = /\r\n|\r|\n/;

export class EventStreamReader {
  readonly #limitBytes: number;
  /** What has come of the event under way, without the chunk at hand. */
  #parts: Buffer[] = [];
  #partsBytes = 0;
  /** The line under way has characters. */
  #inLine = false;
  #afterCr = false;
  #first = true;
  /** Offsets of the next line ends in the chunk at hand. */
  #lf = -1;
  #cr = -1;

  /** An event of more bytes is a fault. */
  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** The events that this chunk completes. After a fault the stream cannot be read on. */
  push(chunk: Buffer): Pushed {
    const events: StreamEvent[] = [];
    let start = 0;
    this.#lf = -1;
    this.#cr = -1;
    for (let end = this.#nextEnd(chunk, 0); end >= 0; end = this.#nextEnd(chunk, end)) {
      const event = this.#take(chunk.subarray(start, end));
      if (typeof event === "string") {
        return { ok: false, message: event };
      }
      events.push(event);
      start = end;
    }
    if (start < chunk.length) {
      this.#parts.push(chunk.subarray(start));
      this.#partsBytes += chunk.length - start;
    }
    return this.#partsBytes > this.#limitBytes
      ? { ok: false, message: tooLong(this.#limitBytes) }
      : { ok: true, events };
  }

  /** The event that the stream broke off in; clients may take it for one, so it is to be looked at like any other. */
  end(): Pushed {
    if (this.#partsBytes === 0) {
      return { ok: true, events: [] };
    }
    const event = this.#take(Buffer.alloc(0));
    return typeof event === "string" ? { ok: false, message: event } : { ok: true, events: [event] };
  }

  /** Offset behind the next empty line; -1 when none ends in this chunk. */
  #nextEnd(chunk: Buffer, from: number): number {
    let at = from;
    while (at < chunk.length) {
      if (this.#afterCr && chunk[at] === LF) {
        this.#afterCr = false;
        at++;
        continue;
      }
      this.#afterCr = false;
      const end = this.#lineEnd(chunk, at);
      if (end < 0) {
        this.#inLine = true;
        return -1;
      }
      const empty = end === at && !this.#inLine;
      this.#inLine = false;
      at = end + 1;
      if (chunk[end] === CR) {
        if (chunk[at] === LF) {
          at++;
        } else {
          this.#afterCr = at === chunk.length;
        }
      }
      if (empty) {
        return at;
      }
    }
    return -1;
  }

  /** Offset of the next LF or CR; -1 when there is none. Each is searched for once in a chunk. */
  #lineEnd(chunk: Buffer, from: number): number {
    if (this.#lf < from) {
      const found = chunk.indexOf(LF, from);
      this.#lf = found < 0 ? chunk.length : found;
    }
    if (this.#cr < from) {
      const found = chunk.indexOf(CR, from);
      this.#cr = found < 0 ? chunk.length : found;
    }
    const end = Math.min(this.#lf, this.#cr);
    return end === chunk.length ? -1 : end;
  }

  #take(last: Buffer): StreamEvent | string {
    const bytes = this.#parts.length === 0 ? last : Buffer.concat([...this.#parts, last]);
    this.#parts = [];
    this.#partsBytes = 0;
    if (bytes.length > this.#limitBytes) {
      return tooLong(this.#limitBytes);
    }
    const event = readEvent(bytes, this.#first);
    this.#first = false;
    return event;
  }
}

/** The event with other data in one line; id, type, retry, comments and their order stay. */
export function withData(event: StreamEvent, data: string): string {
  // In JSON a line end stands between tokens only, where a space says the same.
  const line = `data: ${data.replace(/[\r\n]+/g, " ")}`;
  let written = "";
  let placed = false;
  for (const each of linesOf(event.bytes, true)) {
    if (fieldOf(each) !== "data") {
      written += `${each}\n`;
    } else if (!placed) {
      placed = true;
      written += `${line}\n`;
    }
  }
  return `${written}${placed ? "" : `${line}\n`}\n`;
}

function tooLong(limitBytes: number): string {
  return `an event of the stream is longer than the ${limitBytes} bytes accepted here`;
}

/** Lines with something in them. Bytes that are no UTF-8 become U+FFFD, as in every client. */
function linesOf(bytes: Buffer, atStart: boolean): string[] {
  const text = bytes.toString("utf8");
  const body = atStart && text.startsWith("\uFEFF") ? text.slice(1) : text;
  return body.split(LINE_END).filter((line) => line !== "");
}

function fieldOf(line: string): string {
  const colon = line.indexOf(":");
  return colon < 0 ? line : line.slice(0, colon);
}

function contentOf(line: string): string {
  const colon = line.indexOf(":");
  if (colon < 0) {
    return "";
  }
  return line.slice(line.charCodeAt(colon + 1) === 0x20 ? colon + 2 : colon + 1);
}

/** The event of these bytes, or what is wrong with it. */
function readEvent(bytes: Buffer, atStart: boolean): StreamEvent | string {
  let data: string | undefined;
  let id: string | undefined;
  for (const line of linesOf(bytes, atStart)) {
    const field = fieldOf(line);
    if (field === "data") {
      data = data === undefined ? contentOf(line) : `${data}\n${contentOf(line)}`;
    } else if (field === "id") {
      id = contentOf(line);
    } else if (/^\s*data\s*$/i.test(field)) {
      return "a line of the stream could be read as data, or not";
    }
  }
  return { bytes, data, id };
}
