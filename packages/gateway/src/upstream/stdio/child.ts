/**
 * One running command: lines in, lines out, its standard error to the operator. It is asked to end by the end of its
 * input, as MCP says, and made to end when it does not.
 */
import type { Socket } from "node:net";
import { LineReader } from "../../lines/line-reader.js";
import { type Complaints, StandardError } from "./complaints.js";
import type { Keeper, Streams } from "./keeper.js";
import type { StartOrder } from "./keeper-words.js";

export type ChildParts = {
  readonly keeper: Keeper;
  readonly command: Omit<StartOrder, "what" | "child">;
  /** A longer line cannot be held. */
  readonly lineLimitBytes: number;
  /** What waits for a child that does not read. */
  readonly inputLimitBytes: number;
  readonly complaints: Complaints;
  readonly heard: (line: Buffer) => void;
  /** Called once, after the last line; `how` tells the operator, `started` whether it ever ran. */
  readonly ended: (how: string, started: boolean) => void;
};

/** From the end of its input to the first signal. */
const END_GRACE_MS = 2_000;
/** How long the output of a child that has ended is waited for: what it has started may hold it open. */
const LAST_WORDS_MS = 500;

type Unsent = { readonly line: Buffer; readonly sent: () => void };

/** What the system's codes mean here. */
const startProblems: Readonly<Record<string, string>> = {
  ENOENT: "there is no such command, or no such folder to run it in",
  EACCES: "this user may not run it",
};

export class Child {
  readonly #parts: ChildParts;
  readonly #number: number;
  readonly #lines: LineReader;
  readonly #errors: StandardError;
  #streams: Streams | undefined;
  #unsent: Unsent[] = [];
  #unsentBytes = 0;
  #ending = false;
  #over = false;
  #why: string | undefined;
  #outputOver = false;

  constructor(parts: ChildParts) {
    this.#parts = parts;
    this.#lines = new LineReader(parts.lineLimitBytes);
    this.#errors = new StandardError(parts.complaints);
    this.#number = parts.keeper.start(parts.command, {
      started: (streams) => this.#started(streams),
      failed: (reason) => this.#finish(`it cannot be started: ${startProblems[reason] ?? reason}`),
      ended: (how) => this.#exited(how),
    });
  }

  /** Writes one line; `sent` is called when it has left this process. False when the child reads too little to take more. */
  write(message: Buffer, sent: () => void): boolean {
    const line = asLine(message);
    const waiting = this.#streams === undefined ? this.#unsentBytes : this.#streams.input.writableLength;
    if (waiting > 0 && waiting + line.length > this.#parts.inputLimitBytes) {
      return false;
    }
    if (this.#streams === undefined) {
      this.#unsent.push({ line, sent });
      this.#unsentBytes += line.length;
    } else {
      this.#send(this.#streams.input, { line, sent });
    }
    return true;
  }

  pause(): void {
    this.#streams?.output.pause();
  }

  resume(): void {
    this.#streams?.output.resume();
  }

  /** Asks it to end, and makes it after a moment. `why` is told when it has. */
  end(why?: string): void {
    if (this.#ending) {
      return;
    }
    this.#ending = true;
    this.#why = why;
    this.resume();
    this.#streams?.input.end();
    setTimeout(() => this.#parts.keeper.stop(this.#number), END_GRACE_MS).unref();
  }

  #started(streams: Streams): void {
    this.#streams = streams;
    const { input, output, errors } = streams;
    for (const { line, sent } of this.#unsent) {
      this.#send(input, { line, sent });
    }
    this.#unsent = [];
    if (this.#ending) {
      input.end();
    }
    // Nothing ever comes back on it; reading it is how its end is noticed.
    input.resume();
    output.on("data", (chunk: Buffer) => this.#take(chunk));
    output.once("close", () => {
      this.#outputOver = true;
    });
    errors.on("data", (chunk: Buffer) => this.#errors.push(chunk));
    output.resume();
    errors.resume();
  }

  #send(input: Socket, { line, sent }: Unsent): void {
    input.write(line, (error) => {
      if (error === undefined || error === null) sent();
    });
  }

  #take(chunk: Buffer): void {
    for (const line of this.#lines.push(chunk)) {
      if (line.kind === "line" && !this.#over) {
        this.#parts.heard(line.bytes);
      } else {
        this.#flood();
        return;
      }
    }
    if (this.#lines.overLimit) {
      this.#flood();
    }
  }

  /** What follows a line that cannot be held cannot be trusted to be a line. */
  #flood(): void {
    this.#streams?.output.destroy();
    this.#ending = true;
    this.#parts.keeper.stop(this.#number);
    this.#finish(`it wrote a line of more than ${this.#parts.lineLimitBytes} bytes`);
  }

  #exited(how: string): void {
    const streams = this.#streams;
    if (streams === undefined || this.#outputOver) {
      this.#finish(how);
      return;
    }
    streams.output.once("close", () => this.#finish(how));
    streams.output.resume();
    setTimeout(() => {
      streams.output.destroy();
      streams.errors.destroy();
    }, LAST_WORDS_MS).unref();
  }

  #finish(how: string): void {
    if (this.#over) {
      return;
    }
    this.#over = true;
    this.#streams?.input.destroy();
    this.#errors.end();
    this.#parts.ended(this.#why ?? how, this.#streams !== undefined);
  }
}

/** In JSON a line end stands between tokens only, where a space says the same. */
function asLine(message: Buffer): Buffer {
  const line = Buffer.allocUnsafe(message.length + 1);
  message.copy(line);
  for (const end of [10, 13]) {
    for (let at = line.indexOf(end); at >= 0 && at < message.length; at = line.indexOf(end, at + 1)) {
      line[at] = 0x20;
    }
  }
  line[message.length] = 10;
  return line;
}
