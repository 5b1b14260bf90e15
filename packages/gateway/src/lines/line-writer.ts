/** The way out: one message a line, and the news when nobody reads any more. */
import type { Writable } from "node:stream";

export class LineWriter {
  readonly #output: Writable;
  readonly #waiting = new Set<() => void>();
  #gone = false;

  /** `onGone` is called once when the reader has closed its end. */
  constructor(output: Writable, onGone: () => void) {
    this.#output = output;
    const gone = () => {
      if (!this.#gone) {
        this.#gone = true;
        onGone();
      }
    };
    output.on("error", gone);
    output.on("close", gone);
    output.on("drain", () => {
      for (const listener of this.#waiting) {
        listener();
      }
    });
  }

  get gone(): boolean {
    return this.#gone;
  }

  /** Writes one message; false when the sender should wait to be called by `wait`. */
  write(message: string): boolean {
    // In JSON a line end stands between tokens only, where a space says the same.
    const line = /[\r\n]/.test(message) ? message.replace(/[\r\n]+/g, " ") : message;
    return this.#gone || this.#output.write(`${line}\n`);
  }

  /** Calls back whenever there is room again, until the returned function is called. */
  wait(listener: () => void): () => void {
    this.#waiting.add(listener);
    return () => this.#waiting.delete(listener);
  }
}
