/**
 * When a command may be started again. One that ended by itself before it answered anything was not started well: the
 * second time it has to wait, and each time twice as long. One that has answered counts as well started whatever becomes of
 * it, so that an agent whose calls crash its server keeps no other agent from starting theirs.
 */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

export class Backoff {
  #failures = 0;
  #notBefore = 0;

  /** Milliseconds until the next start; 0 when it may be now. */
  waitsFor(now: number): number {
    return Math.max(0, this.#notBefore - now);
  }

  succeeded(): void {
    this.#failures = 0;
    this.#notBefore = 0;
  }

  failed(now: number): void {
    this.#failures += 1;
    if (this.#failures > 1) {
      this.#notBefore = now + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (this.#failures - 2));
    }
  }
}
