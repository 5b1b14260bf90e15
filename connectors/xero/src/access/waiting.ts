/** Waiting for what others wait for too: who gives up ends only their own waiting. */
import { AccessProblem } from "./problem.js";

/** The promise's result, unless the signal comes first. */
export async function waiting<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return await promise;
  const cancelled = new AccessProblem("cancelled", "the call was cancelled");
  // Others may wait for it, or nobody any more: its failure is nobody's surprise.
  promise.catch(() => undefined);
  if (signal.aborted) throw cancelled;
  const over = new AbortController();
  const ended = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(cancelled), { once: true, signal: over.signal });
  });
  try {
    return await Promise.race([promise, ended]);
  } finally {
    over.abort();
  }
}
