/** The lines of an input, one after the other: each is taken when the one before it has been. */
import type { Readable } from "node:stream";
import { type Line, LineReader } from "./line-reader.js";

/** What holding a line costs beside its bytes: a million lines of one byte are not a million bytes. */
const LINE_BYTES = 256;

export class LineInput {
  /** Resolves when the input has ended, whether its last lines have been taken or not. */
  readonly ended: Promise<void>;
  readonly #input: Readable;
  readonly #limitBytes: number;
  readonly #take: (line: Line) => Promise<void>;
  readonly #queue: Line[] = [];
  #queuedBytes = 0;
  #taking: Promise<void> = Promise.resolve();
  #busy = false;

  /** `limitBytes` is the length of the longest line, and what is held before the sender has to wait. */
  constructor(input: Readable, limitBytes: number, take: (line: Line) => Promise<void>) {
    this.#input = input;
    this.#limitBytes = limitBytes;
    this.#take = take;
    const reader = new LineReader(limitBytes);
    input.on("data", (chunk: Buffer) => this.#add(reader.push(chunk)));
    this.ended = new Promise((resolve) => {
      input.on("end", () => {
        this.#add(reader.end());
        resolve();
      });
      // An input that broke off has ended like one that was closed.
      input.on("error", () => resolve());
      input.on("close", () => resolve());
    });
  }

  /** Resolves when every line that came has been taken. */
  async taken(): Promise<void> {
    await this.#taking;
  }

  /** Reads no further; what has come is still taken. */
  stop(): void {
    this.#input.destroy();
  }

  /** Forgets what has come and was not taken. */
  forget(): void {
    this.#queue.length = 0;
  }

  #add(lines: readonly Line[]): void {
    this.#queue.push(...lines);
    this.#queuedBytes += bytesOf(lines);
    if (this.#queuedBytes > this.#limitBytes) {
      this.#input.pause();
    }
    if (!this.#busy) {
      this.#busy = true;
      this.#taking = this.#work();
    }
  }

  async #work(): Promise<void> {
    for (let line = this.#queue.shift(); line !== undefined; line = this.#queue.shift()) {
      await this.#take(line);
      this.#queuedBytes -= bytesOf([line]);
    }
    this.#busy = false;
    this.#queuedBytes = 0;
    this.#input.resume();
  }
}

function bytesOf(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + LINE_BYTES + (line.kind === "line" ? line.bytes.length : 0), 0);
}
