/**
 * Time limits of calls. A timer for each call costs more than looking at all of them once a second, and nobody waits for
 * a quarter of an hour to the millisecond.
 */
import { Roster } from "../roster.js";

const LOOK_EVERY_MS = 1_000;

export type Deadline = { readonly at: number; readonly expire: () => void; place: number };

export class Deadlines {
  readonly #open = new Roster<Deadline>();
  #timer: NodeJS.Timeout | undefined;

  /** Calls `expire` within a second after `ms` have passed, unless the deadline is lifted before. */
  set(ms: number, expire: () => void): Deadline {
    const deadline = { at: performance.now() + ms, expire, place: 0 };
    this.#open.enter(deadline);
    this.#timer ??= setInterval(() => this.#look(), Math.min(LOOK_EVERY_MS, ms)).unref();
    return deadline;
  }

  lift(deadline: Deadline | undefined): void {
    if (deadline !== undefined) {
      this.#open.leave(deadline);
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const now = performance.now();
    for (const deadline of [...this.#open]) {
      if (deadline.at <= now) {
        this.#open.leave(deadline);
        deadline.expire();
      }
    }
  }
}
