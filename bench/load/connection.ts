/** One kept-alive connection in a closed loop: it sends, waits for the whole answer, checks it, and sends again. */
import { connect, type Socket } from "node:net";
import type { Around } from "../traffic/messages.js";
import type { CellOrder } from "./cell.js";
import { eventData } from "./event-data.js";
import { Expected } from "./expected.js";
import { readResponse, type WholeResponse } from "./response.js";
import type { Caller, Tally } from "./run-cell.js";

export class Connection implements Caller {
  readonly closed: Promise<void>;
  readonly #socket: Socket;
  readonly #tally: Tally;
  readonly #head: string;
  readonly #body: Around;
  readonly #expected: Expected;
  readonly #inEvents: boolean;
  #pending: Buffer | undefined;
  #id = 0;
  #sentAt = 0;
  #finishing = false;

  constructor({ port, body, expected, inEvents }: CellOrder, head: string, tally: Tally) {
    this.#head = `${head}${body.before}`;
    this.#body = body;
    this.#expected = new Expected(expected);
    this.#inEvents = inEvents;
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

  finish(): void {
    this.#finishing = true;
  }

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
    const answer = this.#inEvents ? eventData(body) : body;
    if (status === 200 && this.#expected.idIn(answer) === String(this.#id)) {
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
}
