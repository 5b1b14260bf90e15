/** The messages under way, so that a stop can wait for them. */
export class Flights {
  stopping = false;
  readonly #report: (line: string) => void;
  #count = 0;
  #landed: (() => void) | undefined;

  constructor(report: (line: string) => void) {
    this.#report = report;
  }

  add(flight: Promise<void>): void {
    this.#count += 1;
    const landed = flight.catch((thrown: unknown) => this.#report(`internal error: ${String(thrown)}`));
    void landed.finally(() => {
      this.#count -= 1;
      if (this.#count === 0) {
        this.#landed?.();
      }
    });
  }

  /** Resolves when none is left, or after the timeout. */
  landed(timeoutMs: number): Promise<void> {
    if (this.#count === 0) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.#landed = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
