/** Limits a minute are limits of a minute of the clock: calls that are counted together have to fall into the same. */

/** Waits for the next minute where less than half of this one is left. */
export async function halfAMinuteLeft(): Promise<void> {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 30_000) await new Promise((resolve) => setTimeout(resolve, left + 10));
}
