/** Calls over the pipes of a command in a closed loop: so many are in flight, and each right answer sends the next one. */
import type { PipeOrder } from "./cell.js";
import { Expected } from "./expected.js";
import type { Lines } from "./lines.js";
import type { Caller, Tally } from "./run-cell.js";

export class PipeCalls implements Caller {
  readonly closed: Promise<void>;
  readonly #lines: Lines;
  readonly #order: PipeOrder;
  readonly #tally: Tally;
  readonly #expected: Expected;
  /** When each call in flight was sent, by its id. */
  readonly #sentAt = new Map<string, number>();
  #close: () => void = () => undefined;
  #finishing = false;

  constructor(lines: Lines, order: PipeOrder, tally: Tally) {
    this.#lines = lines;
    this.#order = order;
    this.#tally = tally;
    this.#expected = new Expected(order.expected);
    this.closed = new Promise((resolve) => {
      this.#close = resolve;
    });
    lines.heard = (line) => this.#receive(line);
    for (let i = 0; i < order.inFlight; i++) {
      this.#send();
    }
  }

  finish(): void {
    this.#finishing = true;
  }

  abandon(): void {
    this.#tally.failed("no answer");
    this.#sentAt.clear();
  }

  #send(): void {
    const id = String(this.#tally.nextId());
    const { before, after } = this.#order.body;
    this.#sentAt.set(id, performance.now());
    this.#lines.send(`${before}${id}${after}`);
  }

  /** A line that is no expected answer ends the loop: the run fails anyway. */
  #receive(line: Buffer): void {
    const id = this.#expected.idIn(line) ?? "";
    const sentAt = this.#sentAt.get(id);
    if (sentAt === undefined) {
      this.#tally.failed(line.toString("utf8", 0, 200));
      this.#finishing = true;
      this.#sentAt.delete(idIn(line));
    } else {
      this.#tally.answered(performance.now() - sentAt);
      this.#sentAt.delete(id);
    }
    if (!this.#finishing) {
      this.#send();
    } else if (this.#sentAt.size === 0) {
      this.#close();
    }
  }
}

/** The id of an answer that is not the expected one, so that it is not waited for. */
function idIn(line: Buffer): string {
  return /"id":(\d+)/.exec(line.toString("utf8"))?.[1] ?? "";
}
