/** Commands that keep running end when they are told to: SIGINT or SIGTERM once for a clean end, twice for one at once. */

/** A wait for the word to stop. */
export interface Stopping {
  readonly signal: AbortSignal;
  /** Resolves when the word came. */
  readonly stopped: Promise<void>;
}

/**
 * For so long after the first signal another one under npm is npm's own: a terminal gives Ctrl-C to npm and to us, and
 * npm hands it on once more.
 */
const echoMs = 500;

/** How often a command under npm looks whether npm is still there. */
const lookMs = 500;

/** Listens for the word to stop; a second one ends the process where it stands. */
export function untilStopped(env: Readonly<Record<string, string | undefined>>): Stopping {
  const controller = new AbortController();
  const stopped = new Promise<void>((resolve) => controller.signal.addEventListener("abort", () => resolve()));
  const isUnderNpm = env.npm_lifecycle_event !== undefined || env.npm_command !== undefined;
  let first = 0;
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (!controller.signal.aborted) first = performance.now();
      else if (!isUnderNpm || performance.now() - first > echoMs) process.exit(0);
      controller.abort();
    });
  }
  if (isUnderNpm) whenParentEnds(() => controller.abort());
  return { signal: controller.signal, stopped };
}

/**
 * A SIGTERM to npm ends the shell between it and us, and never reaches us: a script that kills its `npx` would leave us
 * behind, holding the port and the pipe that the script's reader waits on. Another parent than at first is the sign.
 */
function whenParentEnds(tell: () => void): void {
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    tell();
  }, lookMs);
  look.unref();
}
