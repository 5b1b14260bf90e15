/** Commands that keep running end when they are told to: SIGINT or SIGTERM once for a clean end, twice for one at once. */

/** A wait for the word to stop. */
export interface Stopping {
  readonly signal: AbortSignal;
  /** Resolves when the word came. */
  readonly stopped: Promise<void>;
}

/** Listens for the word to stop; a second one ends the process where it stands. */
export function untilStopped(): Stopping {
  const controller = new AbortController();
  const stopped = new Promise<void>((resolve) => controller.signal.addEventListener("abort", () => resolve()));
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(0);
      controller.abort();
    });
  }
  return { signal: controller.signal, stopped };
}
