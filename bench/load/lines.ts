/** The pipes of a command: lines in, lines out. */
import type { Readable, Writable } from "node:stream";

const LINE_END = 0x0a;

export class Lines {
  /** Called with each line of the command, without its end. */
  heard: (line: Buffer) => void = () => undefined;
  readonly #input: Writable;
  #rest: Buffer | undefined;

  constructor(input: Writable, output: Readable) {
    this.#input = input;
    // That the command is gone shows by its end.
    input.on("error", () => undefined);
    output.on("data", (bytes: Buffer) => this.#take(bytes));
  }

  send(line: string): void {
    this.#input.write(`${line}\n`, "latin1");
  }

  /** The next line. */
  next(): Promise<Buffer> {
    return new Promise((resolve) => {
      this.heard = resolve;
    });
  }

  #take(bytes: Buffer): void {
    const all = this.#rest === undefined ? bytes : Buffer.concat([this.#rest, bytes]);
    let from = 0;
    for (let end = all.indexOf(LINE_END); end >= 0; end = all.indexOf(LINE_END, from)) {
      this.heard(all.subarray(from, end));
      from = end + 1;
    }
    this.#rest = from === all.length ? undefined : all.subarray(from);
  }
}
