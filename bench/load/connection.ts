/** One kept-alive connection in a closed loop: it sends, waits for the whole answer, checks it, and sends again. */
import { connect, type Socket } from "node:net";
import type { Around } from "../traffic/messages.js";
import { readResponse, type WholeResponse } from "./response.js";

/** Where the connections of a cell put what they see. */
export type Tally = {
  /** A right answer and how long it took. */
  answered(milliseconds: number): void;
  failed(why: string): void;
  nextId(): number;
};

type Expected = { readonly before: Buffer; readonly after: Buffer };

export class Connection {
  /** Resolves when the last answer has come after `finish`, or the connection broke. */
  readonly closed: Promise<void>;
  readonly #socket: Socket;
  readonly #tally: Tally;
  readonly #head: string;
  readonly #body: Around;
  readonly #expected: Expected;
  #pending: Buffer | undefined;
  #id = 0;
  #sentAt = 0;
  #finishing = false;

  constructor(port: number, head: string, body: Around, expected: Expected, tally: Tally) {
    this.#head = `${head}${body.before}`;
    this.#body = body;
    this.#expected = expected;
    this.#tally = tally;
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true });
    this.closed = new Promise((resolve) => {
      this.#socket.on("close", () => resolve());
    });
    this.#socket.on("connect", () => this.#send());
    this.#socket.on("data", (bytes: Buffer) => this.#receive(bytes));
    this.#socket.on("error", (error) => tally.failed(error.message));
    this.#socket.on("end", () => this.#finishing || tally.failed("the connection was closed"));
  }

  /** Ends the loop with the answer that is under way. */
  finish(): void {
    this.#finishing = true;
  }

  /** Closes at once: the answer under way counts as an error. */
  abandon(): void {
    this.#tally.failed("no answer");
    this.#socket.destroy();
  }

  #send(): void {
    this.#id = this.#tally.nextId();
    this.#sentAt = performance.now();
    this.#socket.write(`${this.#head}${this.#id}${this.#body.after}`, "latin1");
  }

  #receive(bytes: Buffer): void {
    const all = this.#pending === undefined ? bytes : Buffer.concat([this.#pending, bytes]);
    try {
      const response = readResponse(all);
      this.#pending = response === undefined ? all : undefined;
      if (response !== undefined) {
        this.#check(response);
      }
    } catch (error) {
      this.#tally.failed((error as Error).message);
      this.#socket.destroy();
    }
  }

  #check({ status, body }: WholeResponse): void {
    const took = performance.now() - this.#sentAt;
    if (status === 200 && this.#isExpected(body)) {
      this.#tally.answered(took);
    } else {
      this.#tally.failed(`status ${status}: ${body.toString("utf8", 0, 200)}`);
    }
    if (this.#finishing) {
      this.#socket.end();
    } else {
      this.#send();
    }
  }

  /** Whether the body is, byte for byte, the expected one around the id of the request. */
  #isExpected(body: Buffer): boolean {
    const { before, after } = this.#expected;
    const idEnd = before.length + 9;
    return (
      body.length === idEnd + after.length &&
      body.compare(before, 0, before.length, 0, before.length) === 0 &&
      body.compare(after, 0, after.length, idEnd, body.length) === 0 &&
      body.toString("latin1", before.length, idEnd) === String(this.#id)
    );
  }
}
