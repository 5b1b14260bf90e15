/**
 * A circuit breaker for one upstream. After a run of calls that could not reach it, calls are refused at once for a
 * while, then one is let through to try: a dead server must not hold every agent for a whole connect timeout.
 */

const FAILURES_TO_OPEN = 5;
const OPEN_MS = 5_000;

export class Breaker {
  #failures = 0;
  #openUntil = 0;
  #trying = false;

  /** Milliseconds until the next try when the circuit is open, else undefined; a call let through must be reported. */
  refusesFor(now: number): number | undefined {
    if (this.#failures < FAILURES_TO_OPEN) {
      return undefined;
    }
    if (now < this.#openUntil || this.#trying) {
      return Math.max(this.#openUntil - now, 100);
    }
    this.#trying = true;
    return undefined;
  }

  reached(): void {
    this.#failures = 0;
    this.#trying = false;
  }

  /** `now` is undefined when the try was given up before it could tell anything. */
  unreached(now: number | undefined): void {
    this.#trying = false;
    if (now !== undefined) {
      this.#failures += 1;
      this.#openUntil = now + OPEN_MS;
    }
  }
}
