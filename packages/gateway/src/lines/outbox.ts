/**
 * What goes to the agent: one message a line, and each request answered once. An answer that nobody waits for is
 * dropped: it repeats one that was given, or belongs to a request that was cancelled.
 */
import { glance } from "../answer/glance.js";
import { type Refusal, type RequestId, refusalBody } from "../refusal.js";
import type { LineWriter } from "./line-writer.js";

/** Told of the answer before the agent gets it; of none when the request was refused or given up. */
export type Heard = (answer: string | undefined) => void;

export class Outbox {
  readonly #writer: LineWriter;
  readonly #report: (line: string) => void;
  readonly #expected = new Map<RequestId, Heard>();

  constructor(writer: LineWriter, report: (line: string) => void) {
    this.#writer = writer;
    this.#report = report;
  }

  expect(id: RequestId, heard: Heard): void {
    this.#expected.set(id, heard);
  }

  expects(id: RequestId): boolean {
    return this.#expected.has(id);
  }

  /** No answer is wanted any more. */
  forget(id: RequestId): void {
    this.#settle(id, undefined);
  }

  /** A message of the server, from whichever stream; false when the sender should wait. */
  deliver(text: string): boolean {
    const seen = glance(text);
    if (seen.kind === "unclear") {
      this.#report("a message of the server that cannot be read without doubt was dropped");
      return true;
    }
    if (seen.kind !== "response") {
      return this.#writer.write(text);
    }
    return !this.#settle(seen.id, text) || this.#writer.write(text);
  }

  /** Answers the request of the refusal's id where it still waits; what has no id is told without one. */
  refuse(refusal: Refusal): void {
    if (refusal.id === undefined || this.#settle(refusal.id, undefined)) {
      this.#writer.write(refusalBody(refusal));
    }
  }

  wait(listener: () => void): () => void {
    return this.#writer.wait(listener);
  }

  /** Whether the request waited until now. */
  #settle(id: RequestId, answer: string | undefined): boolean {
    const heard = this.#expected.get(id);
    this.#expected.delete(id);
    heard?.(answer);
    return heard !== undefined;
  }
}
