/**
 * The one sign-in that may be under way, as those see it who ask for it: each waits for a while, and the next one goes on
 * waiting for the same.
 */
import type { SignedIn, SignInUnderWay } from "./access.js";
import type { Clock } from "./clock.js";
import { AccessProblem } from "./problem.js";
import type { Attempt, Outcome } from "./sign-in.js";
import { waiting } from "./waiting.js";

/** How long a call waits for the person: less than the minute after which MCP clients give a call up. */
const patienceMs = 45_000;

/** The one sign-in that may be under way. */
export function attempts(begin: () => Promise<Attempt>, clock: Clock) {
  let current: Promise<Attempt> | undefined;
  let told = false;

  const forget = (ended: Promise<Attempt> | undefined) => {
    if (current !== ended) return;
    current = undefined;
    told = false;
  };

  /** Waits for the person for a while, or not at all where no browser was opened: they must be told the address first. */
  async function follow(
    signedIn: (remark?: string) => Promise<SignedIn>,
    signal: AbortSignal | undefined,
  ): Promise<SignedIn | SignInUnderWay> {
    const untold = !told;
    current ??= begin();
    const mine = current;
    const attempt = await waiting(mine, signal).catch((error: unknown) => {
      if (!(error instanceof AccessProblem) || error.kind !== "cancelled") forget(mine);
      throw error;
    });
    const outcome = await waiting(within(attempt, untold, clock), signal);
    if (outcome === undefined) {
      told = true;
      return { kind: "under_way", url: attempt.url, until: attempt.until };
    }
    forget(mine);
    if (!outcome.ok) throw outcome.problem;
    return await signedIn(outcome.remark);
  }

  return {
    current: () => current,
    follow,
    async stop() {
      const mine = current;
      const attempt = await mine?.catch(() => undefined);
      attempt?.stop();
      await attempt?.outcome;
      forget(mine);
    },
  };
}

async function within(attempt: Attempt, untold: boolean, clock: Clock): Promise<Outcome | undefined> {
  const over = new AbortController();
  const patience = clock.wait(patienceMs, over.signal).then(
    () => undefined,
    () => undefined,
  );
  const noBrowser = new Promise<undefined>((resolve) => {
    if (untold) void attempt.browser.then((opened) => (opened ? undefined : resolve(undefined)));
  });
  try {
    return await Promise.race([attempt.outcome, patience, noBrowser]);
  } finally {
    over.abort();
  }
}
