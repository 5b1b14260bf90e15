/** The comparison of an answer with the one that was parsed and checked before: byte for byte, but for the id. */
import type { Around } from "../traffic/messages.js";

const ID_DIGITS = 9;

export class Expected {
  readonly #before: Buffer;
  readonly #after: Buffer;

  constructor({ before, after }: Around) {
    this.#before = Buffer.from(before);
    this.#after = Buffer.from(after);
  }

  /** The id of an answer that is the expected one around it; undefined for any other. */
  idIn(answer: Buffer): string | undefined {
    const idStart = this.#before.length;
    const idEnd = idStart + ID_DIGITS;
    const isExpected =
      answer.length === idEnd + this.#after.length &&
      answer.compare(this.#before, 0, idStart, 0, idStart) === 0 &&
      answer.compare(this.#after, 0, this.#after.length, idEnd, answer.length) === 0;
    return isExpected ? answer.toString("latin1", idStart, idEnd) : undefined;
  }
}
